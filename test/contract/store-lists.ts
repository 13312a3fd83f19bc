import { describe, expect, it } from 'vitest'
import { numberedId } from '../../shared/domain/ids.ts'
import { taskNow } from '../../shared/domain/task.ts'
import type { CreditRange, Store } from '../../shared/ports/store.ts'
import { creates, stored } from '../support/commits.ts'
import {
  leadIdOf,
  noon,
  oneOfEach,
  sampleCredit,
  sampleLead,
  sampleMail,
  sampleTouch,
} from '../support/sample-entities.ts'
import type { OpenStore } from './store-contract.ts'

async function due(store: Store, until: number, limit = 100): Promise<readonly number[]> {
  return (await store.listDue(until, limit)).map(({ dueAt }) => dueAt - noon)
}

/** What every store promises of its lists. */
export function listContract(open: OpenStore): void {
  describe('listing a partition', () => {
    it("lists all of a lead's records and nothing of others", async () => {
      const store = await open()
      const own = [
        oneOfEach.assignment,
        oneOfEach.decision,
        oneOfEach.enrollment,
        oneOfEach.lead,
        oneOfEach.mail,
        oneOfEach.opportunity,
        oneOfEach.touch,
      ]
      await store.commit(creates(...own, sampleLead(2), sampleTouch(9, 'other', leadIdOf(2)), oneOfEach.submission))
      const found = await store.listLead(leadIdOf(1))
      expect(found).toStrictEqual(own.map((entity) => ({ entity, version: 1 })))
    })

    it('reads partitions larger than one page, oldest touch first', async () => {
      const store = await open()
      const touches = Array.from({ length: 60 }, (_, number) => sampleTouch(number, 'x'.repeat(30_000)))
      for (const touch of touches) await store.commit(creates(touch))
      const found = await store.listLead(leadIdOf(1))
      expect(found.map(({ entity }) => entity)).toStrictEqual(touches)
    })

    it('lists the roster and the campaigns', async () => {
      const store = await open()
      const reps = ['ann', 'bob'].map((id) => ({ ...oneOfEach.rep, id }))
      const { team, workload, campaign, rotation } = oneOfEach
      await store.commit(creates(...reps, team, workload, campaign, rotation))
      expect((await store.listRoster()).map(({ entity }) => entity)).toStrictEqual(reps)
      expect(await store.listTeams()).toStrictEqual([{ entity: team, version: 1 }])
      expect(await store.listWorkloads()).toStrictEqual([{ entity: workload, version: 1 }])
      expect(await store.listCampaigns()).toStrictEqual([{ entity: oneOfEach.campaign, version: 1 }])
    })

    it('lists jobs, the one started last first', async () => {
      const store = await open()
      const jobs = [1, 3, 2].map((number) => ({ ...oneOfEach.job, id: `job_0${number}` as const }))
      await store.commit(creates(...jobs, oneOfEach.rep))
      expect((await store.listJobs(10)).map(({ entity }) => entity.id)).toEqual(['job_03', 'job_02', 'job_01'])
      expect((await store.listJobs(2)).map(({ entity }) => entity.id)).toEqual(['job_03', 'job_02'])
    })

    it("lists a campaign's credits, spend and tallies apart", async () => {
      const store = await open()
      const credits = [1, 2, 3].map((round) => sampleCredit(round))
      const months = ['2026-01', '2026-02', '2026-03', '2026-04']
      const spend = months.map((month) => ({ ...oneOfEach.spend, month }))
      await store.commit(creates(...credits, ...spend, sampleCredit(1, 'spring-2')))
      expect((await store.listCredits('spring')).map(({ entity }) => entity)).toStrictEqual(credits)
      const listed = async (from?: string, to?: string): Promise<readonly string[]> =>
        (await store.listSpend('spring', from, to)).map(({ entity }) => entity.month)
      expect(await listed()).toEqual(months)
      expect(await listed('2026-02')).toEqual(months.slice(1))
      expect(await listed(undefined, '2026-02')).toEqual(months.slice(0, 2))
      expect(await listed('2026-02', '2026-03')).toEqual(['2026-02', '2026-03'])
    })

    it("lists the latest of a campaign's credits, from a time up to another, and after a deal", async () => {
      const store = await open()
      const credit = (at: number, deal: number, round = 1) => ({
        ...sampleCredit(round),
        at: noon + at,
        opportunity: numberedId('opp', leadIdOf(1), deal),
      })
      const credits = [credit(0, 1), credit(5, 1), credit(5, 1, 2), credit(5, 2), credit(5, 10), credit(9, 1)]
      await store.commit(creates(...credits, oneOfEach.spend, sampleCredit(1, 'spring-2')))
      const listed = async (range: Partial<CreditRange> = {}) =>
        (await store.listLatestCredits('spring', { limit: 10, ...range })).map(
          ({ entity: { at, opportunity, round } }) => `${at - noon} ${opportunity.split('-')[1]} ${round}`,
        )
      const all = ['9 1 1', '5 2 1', '5 10 1', '5 1 2', '5 1 1', '0 1 1']
      expect(await listed()).toEqual(all)
      expect(await listed({ limit: 2 })).toEqual(all.slice(0, 2))
      expect(await listed({ from: noon + 5 })).toEqual(all.slice(0, 5))
      expect(await listed({ to: noon + 5 })).toEqual(all.slice(5))
      expect(await listed({ from: noon + 5, to: noon + 9 })).toEqual(all.slice(1, 5))
      const after = { at: noon + 5, opportunity: numberedId('opp', leadIdOf(1), 10) }
      expect(await listed({ after })).toEqual(all.slice(3))
      expect(await listed({ after, from: noon + 5, to: noon + 9 })).toEqual(all.slice(3, 5))
    })

    it('lists tallies from a day up to, but not including, another', async () => {
      const store = await open()
      const days = ['2026-02-28', '2026-03-01', '2026-03-02']
      for (const day of days) {
        for (const shard of [0, 3]) {
          await store.commit([{ kind: 'count', tally: { campaign: '(all)', day, shard }, add: { leads: shard + 1 } }])
        }
      }
      const listed = async (from?: string, to?: string): Promise<readonly string[]> =>
        (await store.listTallies('(all)', from, to)).map(({ day, shard }) => `${day}/${shard}`)
      expect(await listed()).toEqual(days.flatMap((day) => [`${day}/0`, `${day}/3`]))
      expect(await listed('2026-03-01', '2026-03-02')).toEqual(['2026-03-01/0', '2026-03-01/3'])
      expect(await listed('2026-03-02')).toEqual(['2026-03-02/0', '2026-03-02/3'])
      expect(await listed(undefined, '2026-03-01')).toEqual(['2026-02-28/0', '2026-02-28/3'])
      expect(await store.listTallies('(other)')).toEqual([])
    })
  })

  describe('listing tasks', () => {
    it('lists what is due, the longest overdue first, and no more than asked', async () => {
      const store = await open()
      const offsets = [500, 100, 400, 200, 300, 0, 700, 600]
      await store.commit(creates(...offsets.map((offset) => sampleMail(offset, noon + offset))))
      expect(await due(store, noon + 400)).toEqual([0, 100, 200, 300, 400])
      expect(await due(store, noon + 700, 3)).toEqual([0, 100, 200])
      expect(await due(store, noon - 1)).toEqual([])
    })

    it('names the item and the kind of the task on it', async () => {
      const store = await open()
      const mail = sampleMail(1, noon)
      await store.commit(creates(mail))
      expect(await store.listDue(noon, 1)).toStrictEqual([{ key: store.keyOf(mail), kind: 'send', dueAt: noon }])
    })

    it('knows the kind of the task on every item that holds one', async () => {
      const store = await open()
      const holders = [
        { ...oneOfEach.assignment, task: taskNow('1', 'sla', noon) },
        { ...oneOfEach.enrollment, task: taskNow('2', 'nurture', noon) },
        { ...oneOfEach.lead, task: taskNow('3', 'route', noon) },
        { ...oneOfEach.mail, task: taskNow('4', 'send', noon) },
        { ...oneOfEach.opportunity, task: taskNow('5', 'attribute', noon) },
        { ...oneOfEach.outcome, task: taskNow('6', 'outcome', noon) },
        { ...oneOfEach.submission, task: taskNow('7', 'qualify', noon) },
        { ...oneOfEach.job, task: taskNow('8', 'job', noon) },
        { ...oneOfEach.digest, task: taskNow('9', 'digest', noon) },
      ]
      await store.commit(creates(...holders))
      const found = await store.listDue(noon + 60_000, 9)
      const kindAt = new Map(found.map(({ key, kind }) => [`${key.partition} ${key.sort}`, kind]))
      const kinds = holders.map((holder) => {
        const { partition, sort } = store.keyOf(holder)
        return kindAt.get(`${partition} ${sort}`)
      })
      expect(kinds).toEqual(holders.map(({ task }) => task.kind))
    })

    it('lists parked tasks apart', async () => {
      const store = await open()
      await store.commit(creates(sampleMail(1, noon, noon + 5), sampleMail(2, noon + 1), sampleMail(3, noon - 9, noon)))
      expect(await due(store, noon + 10)).toEqual([1])
      expect((await store.listParked(9)).map(({ dueAt }) => dueAt - noon)).toEqual([-9, 0])
      expect(await store.listParked(1)).toHaveLength(1)
    })

    it('forgets a task that is done and follows one that is put off', async () => {
      const store = await open()
      const [done, later] = [await stored(store, sampleMail(1, noon)), await stored(store, sampleMail(2, noon))]
      const { task, ...rest } = sampleMail(1, noon)
      expect(task).toBeDefined()
      await store.commit([
        { kind: 'replace', stored: done, entity: rest },
        { kind: 'replace', stored: later, entity: sampleMail(2, noon + 50) },
      ])
      expect(await due(store, noon + 100)).toEqual([50])
    })

    it('drives immediate tasks when their lease is over', async () => {
      const store = await open()
      await store.commit(creates({ ...sampleLead(), task: taskNow('route-1', 'route', noon) }))
      expect(await due(store, noon + 59_999)).toEqual([])
      expect(await due(store, noon + 60_000)).toEqual([60_000])
    })
  })
}
