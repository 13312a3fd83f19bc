import { describe, expect, it } from 'vitest'
import type { Counts } from '../../shared/domain/campaign.ts'
import type { CommitResult, Write } from '../../shared/ports/store.ts'
import { commitPatiently, creates, stored } from '../support/commits.ts'
import { noon, oneOfEach, sampleForm, sampleLead, sampleSubmission, sampleTouch } from '../support/sample-entities.ts'
import type { OpenStore } from './store-contract.ts'

const tally = { campaign: 'spring', day: '2026-03-01', shard: 0 }

function count(add: Counts): Write {
  return { kind: 'count', tally, add }
}

function winners(results: readonly CommitResult[]): number {
  return results.filter(({ kind }) => kind === 'committed').length
}

/** What every store promises of its commits and of reading single entities. */
export function commitContract(open: OpenStore): void {
  describe('keeping', () => {
    it.each(Object.values(oneOfEach))('gives a $type back as it was, at version 1', async (entity) => {
      const store = await open()
      expect(await store.commit(creates(entity))).toEqual({ kind: 'committed' })
      expect(await store.get(entity)).toStrictEqual({ entity, version: 1 })
      expect(await store.load(store.keyOf(entity))).toStrictEqual({ entity, version: 1 })
    })

    it('finds nothing where nothing is', async () => {
      const store = await open()
      expect(await store.get({ type: 'form', id: 'none' })).toBeUndefined()
      expect(await store.load({ partition: 'none', sort: 'none' })).toBeUndefined()
    })

    it('drops what is undefined', async () => {
      const store = await open()
      const lead = sampleLead()
      Reflect.set(lead.profile, 'firstName', undefined)
      Reflect.set(lead, 'hotAt', undefined)
      await store.commit(creates(lead))
      expect((await store.get(lead))?.entity).toStrictEqual(sampleLead())
    })

    it('keeps raw input however deep it is nested and however large its numbers are', async () => {
      const store = await open()
      let raw: unknown = { huge: 1e300, big: 2 ** 80, tiny: 1e-200, '': 'no name', nothing: null }
      for (let level = 0; level < 60; level += 1) raw = [raw]
      const submission = sampleSubmission(raw)
      await store.commit(creates(submission))
      expect((await store.get(submission))?.entity.raw).toStrictEqual(raw)
    })

    it('does not change with what was written or read', async () => {
      const store = await open()
      const extra: Record<string, string> = { seats: '20' }
      const lead = { ...sampleLead(), profile: { ...sampleLead().profile, extra } }
      await store.commit(creates(lead))
      extra.seats = '21'
      const read = await store.get(lead)
      expect(() => Reflect.set(read?.entity.profile.extra ?? {}, 'seats', '22')).not.toThrow()
      expect((await store.get(lead))?.entity.profile.extra).toEqual({ seats: '20' })
    })
  })

  describe('committing', () => {
    it('creates once; the second time it gives back what is there', async () => {
      const store = await open()
      const first = sampleForm('demo', 'first')
      await store.commit(creates(first))
      const [write] = creates(sampleForm('demo', 'second'))
      expect(await store.commit(creates(sampleForm('demo', 'second')))).toStrictEqual({
        kind: 'conflict',
        write,
        existing: { entity: first, version: 1 },
      })
    })

    it('replaces what was read, and not what changed since', async () => {
      const store = await open()
      const read = await stored(store, sampleForm('demo', 'first'))
      const replace = (name: string): Write => ({ kind: 'replace', stored: read, entity: sampleForm('demo', name) })
      expect(await store.commit([replace('second')])).toEqual({ kind: 'committed' })
      expect(await store.commit([replace('third')])).toStrictEqual({
        kind: 'conflict',
        write: replace('third'),
        existing: { entity: sampleForm('demo', 'second'), version: 2 },
      })
    })

    it('neither replaces, requires nor removes what is gone', async () => {
      const store = await open()
      const read = await stored(store, sampleForm('demo'))
      expect(await store.commit([{ kind: 'remove', stored: read }])).toEqual({ kind: 'committed' })
      expect(await store.get(sampleForm('demo'))).toBeUndefined()
      const late: Write[] = [
        { kind: 'remove', stored: read },
        { kind: 'require', stored: read },
        { kind: 'replace', stored: read, entity: sampleForm('demo', 'late') },
      ]
      for (const write of late) expect(await store.commit([write])).toStrictEqual({ kind: 'conflict', write })
    })

    it('removes and requires only the version that was read', async () => {
      const store = await open()
      const old = await stored(store, sampleForm('demo'))
      await store.commit([{ kind: 'require', stored: old }, ...creates(sampleForm('other'))])
      await store.commit([{ kind: 'replace', stored: old, entity: sampleForm('demo', 'new') }])
      const existing = { entity: sampleForm('demo', 'new'), version: 2 }
      for (const kind of ['require', 'remove'] as const) {
        const write: Write = { kind, stored: old }
        expect(await store.commit([write])).toStrictEqual({ kind: 'conflict', write, existing })
      }
      expect(await store.get(sampleForm('demo'))).toStrictEqual(existing)
    })

    it('writes all or nothing, and names the write that stood in the way', async () => {
      const store = await open()
      const taken = sampleForm('taken')
      const read = await stored(store, sampleForm('read'))
      await store.commit(creates(taken))
      const [offending, ...others] = creates(taken, sampleForm('new-1'), sampleForm('new-2'))
      if (offending === undefined) throw new Error('no write')
      const changed: Write = { kind: 'replace', stored: read, entity: sampleForm('read', 'changed') }
      const result = await store.commit([changed, ...others, count({ leads: 1 }), offending])
      expect(result).toStrictEqual({ kind: 'conflict', write: offending, existing: { entity: taken, version: 1 } })
      expect(await store.get(sampleForm('new-1'))).toBeUndefined()
      expect(await store.get(sampleForm('read'))).toStrictEqual(read)
      expect(await store.listTallies('spring')).toEqual([])
    })

    it('takes no writes as done', async () => {
      expect(await (await open()).commit([])).toEqual({ kind: 'committed' })
    })

    it('takes 100 writes and refuses more, two of one item, and a replacement elsewhere', async () => {
      const store = await open()
      const touches = Array.from({ length: 101 }, (_, number) => sampleTouch(number))
      await expect(store.commit(creates(...touches))).rejects.toThrow(RangeError)
      expect(await store.commit(creates(...touches.slice(1)))).toEqual({ kind: 'committed' })
      await expect(store.commit(creates(sampleForm('one', 'a'), sampleForm('one', 'b')))).rejects.toThrow('one item')
      const read = await stored(store, sampleForm('demo'))
      await expect(store.commit([{ kind: 'replace', stored: read, entity: sampleForm('elsewhere') }])).rejects.toThrow(
        'another item',
      )
    })
  })

  describe('committing at the same time', () => {
    it('lets exactly one create win, alone and in company', async () => {
      const store = await open()
      const racers = Array.from({ length: 20 }, (_, number) => number)
      const alone = await Promise.all(
        racers.map((number) => commitPatiently(store, creates(sampleForm('alone', `${number}`)))),
      )
      const together = await Promise.all(
        racers.map((number) => commitPatiently(store, creates(sampleForm('race', `${number}`), sampleTouch(number)))),
      )
      expect([winners(alone), winners(together)]).toEqual([1, 1])
      expect(await store.listLead('lead_00000001')).toHaveLength(1)
    })

    it('lets exactly one of equal creates win', async () => {
      const store = await open()
      const racers = Array.from({ length: 10 }, () => commitPatiently(store, creates(sampleForm('same'))))
      expect(winners(await Promise.all(racers))).toBe(1)
    })

    it('lets exactly one replacement of a version win', async () => {
      const store = await open()
      const read = await stored(store, sampleForm('demo'))
      const replace = (number: number): Write => ({
        kind: 'replace',
        stored: read,
        entity: sampleForm('demo', `winner ${number}`),
      })
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, number) =>
          commitPatiently(store, [replace(number), ...(number % 2 ? creates(sampleTouch(number)) : [])]),
        ),
      )
      expect(winners(results)).toBe(1)
      expect((await store.get(sampleForm('demo')))?.version).toBe(2)
    })

    it('adds every count', async () => {
      const store = await open()
      await Promise.all(
        Array.from({ length: 24 }, (_, number) =>
          commitPatiently(store, [count({ leads: 1, 'revenueMinor.even': number }), ...creates(sampleTouch(number))]),
        ),
      )
      expect(await store.listTallies('spring')).toStrictEqual([
        { type: 'tally', ...tally, counts: { leads: 24, 'revenueMinor.even': 276 } },
      ])
    })
  })

  describe('counting', () => {
    it('adds up alone, in company, negative, and twice in one commit', async () => {
      const store = await open()
      await store.commit([count({ leads: 2 })])
      await store.commit([count({ leads: 3 }), count({ leads: -1, hotLeads: 0 }), count({ hotLeads: 7 })])
      await store.commit([count({ 'won.first': -2 }), ...creates(sampleForm('demo'))])
      expect(await store.listTallies('spring')).toStrictEqual([
        { type: 'tally', ...tally, counts: { leads: 4, hotLeads: 7, 'won.first': -2 } },
      ])
    })
  })

  it('keeps times and versions through many replacements', async () => {
    const store = await open()
    let read = await stored(store, sampleLead())
    for (let number = 1; number <= 12; number += 1) {
      await store.commit([{ kind: 'replace', stored: read, entity: { ...sampleLead(), lastTouchAt: noon + number } }])
      const next = await store.get(sampleLead())
      if (next === undefined) throw new Error('gone')
      expect(next).toMatchObject({ version: number + 1, entity: { lastTouchAt: noon + number } })
      read = next
    }
  })
}
