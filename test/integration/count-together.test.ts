import { describe, expect, it } from 'vitest'
import type { TaskMessage } from '../../shared/contracts/tasks.ts'
import { hour, minute } from '../../shared/domain/time.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { countTogether } from '../../shared/pipeline/count-for-reports.ts'
import { openOpportunity } from '../../shared/pipeline/opportunities.ts'
import type { CommitResult, Store, Write } from '../../shared/ports/store.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'

async function given(leads: number) {
  const stack = await startMemoryStack()
  for (let number = 1; number <= leads; number += 1) {
    const fields = { email: `person-${number}@looms-${number}.example`, company: 'Looms', employees: '55', state: 'NY' }
    await submitForm(stack.ports, { formId: number % 2 === 0 ? 'demo-request' : 'newsletter', fields })
  }
  await stack.settle()
  const commits: (readonly Write[])[] = []
  const watched = (store: Store): Store => ({
    ...store,
    commit: async (writes): Promise<CommitResult> => {
      const result = await store.commit(writes)
      if (result.kind === 'committed') commits.push(writes)
      return result
    },
  })
  return { stack, commits, ports: { ...stack.ports, store: watched(stack.store) }, messages: await dueReports(stack) }
}

async function dueReports({ store, ports }: MemoryStack): Promise<readonly TaskMessage[]> {
  const due = (await store.listDue(ports.clock.now() + hour, 1_000)).filter(({ kind }) => kind === 'report')
  const stored = await Promise.all(due.map(({ key }) => store.load(key)))
  return due.flatMap(({ key }, index) => {
    const entity = stored[index]?.entity
    return entity?.type === 'reportEntry' && entity.task ? [{ kind: 'report', taskId: entity.task.id, ...key }] : []
  })
}

const reachedLeads = async (store: Store): Promise<number> =>
  (await store.listCounters('monthly.source')).reduce((sum, { counts }) => sum + (counts['reached.lead'] ?? 0), 0)

describe('leads counted together', () => {
  it('are one transaction, and each message is answered, also one that came twice', async () => {
    const { ports, commits, messages } = await given(10)
    expect(messages).toHaveLength(10)
    const results = await countTogether(ports, [
      ...messages,
      ...messages.slice(0, 1).map((message) => ({ ...message })),
    ])
    const outcomes = results.map((result) => (result.status === 'fulfilled' ? result.value : result.status))
    expect(outcomes.toSorted()).toEqual([...Array.from({ length: 10 }, () => 'done'), 'stale'])
    expect(commits).toHaveLength(1)
    expect(await reachedLeads(ports.store)).toBe(10)
    expect(new Set((await countTogether(ports, messages)).map((one) => JSON.stringify(one))).size).toBe(1)
    expect(await reachedLeads(ports.store)).toBe(10)
  })

  it('are counted alone where one of them fails, so that it holds up none', async () => {
    const { stack, ports, messages } = await given(4)
    const [bad] = messages
    const broken: Store = {
      ...ports.store,
      listLead: async (lead) => {
        if (bad?.partition.endsWith(lead)) throw new Error('this one cannot be read')
        return ports.store.listLead(lead)
      },
    }
    const results = await countTogether({ ...ports, store: broken }, messages)
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
    expect(await reachedLeads(stack.store)).toBe(3)
  })

  it('are counted anew when one changes meanwhile', async () => {
    const { stack, ports, messages } = await given(3)
    const [first] = messages
    let changes = 1
    const store: Store = {
      ...ports.store,
      commit: async (writes) => {
        const lead = first?.partition.slice('LEAD#'.length) ?? ''
        const stored =
          changes > 0 ? await stack.store.get({ type: 'lead', id: `lead_${lead.replace(/^lead_/, '')}` }) : undefined
        if (stored !== undefined) {
          changes -= 1
          await stack.store.commit([{ kind: 'replace', stored, entity: { ...stored.entity } }])
        }
        return ports.store.commit(writes)
      },
    }
    await countTogether({ ...ports, store }, messages)
    expect(changes).toBe(0)
    expect(await reachedLeads(stack.store)).toBe(3)
  })

  it('of which one has more than a transaction holds is counted in parts, and exactly', async () => {
    const { stack, ports } = await given(1)
    const lead = (await stack.store.listLeads({ limit: 1 })).leads[0]
    if (lead === undefined) throw new Error('there is no lead')
    for (let number = 0; number < 60; number += 1) {
      await openOpportunity(stack.ports, lead.id, { name: `Deal ${number}`, amountMinor: 100, currency: 'USD' })
      await stack.settle()
      const deal = await stack.store.get({ type: 'opportunity', leadId: lead.id, number: number + 1 })
      if (deal === undefined) throw new Error('there is no deal')
      const openedAt = deal.entity.openedAt - number * 26 * hour
      await stack.store.commit([{ kind: 'replace', stored: deal, entity: { ...deal.entity, openedAt } }])
    }
    const results = await countTogether(ports, await dueReports(stack))
    expect(results).toEqual([{ status: 'fulfilled', value: 'done' }])
    const days = await stack.store.listCounters('credits.segment')
    expect(days.length).toBeGreaterThan(55)
    expect(days.reduce((sum, { counts }) => sum + (counts['pipelineMinor.even'] ?? 0), 0)).toBe(60 * 100)
    await stack.pass(3 * minute)
    expect(await reachedLeads(stack.store)).toBe(1)
  })
})
