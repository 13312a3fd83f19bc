import { expect, test } from 'vitest'
import type { TaskMessage } from '../../shared/contracts/tasks.ts'
import { taskMessage } from '../../shared/contracts/tasks.ts'
import type { LeadId } from '../../shared/domain/ids.ts'
import { day, hour, minute } from '../../shared/domain/time.ts'
import { attributeDeal } from '../../shared/pipeline/attribute.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { countForReports } from '../../shared/pipeline/count-for-reports.ts'
import { sendMail } from '../../shared/pipeline/mail/send.ts'
import { mergeLeads } from '../../shared/pipeline/merge.ts'
import { takeNurtureStep } from '../../shared/pipeline/nurture.ts'
import { closeOpportunity, openOpportunity } from '../../shared/pipeline/opportunities.ts'
import { optOut } from '../../shared/pipeline/opt-out.ts'
import { qualifySubmission } from '../../shared/pipeline/qualify.ts'
import { respond } from '../../shared/pipeline/respond.ts'
import { routeHotLead } from '../../shared/pipeline/route.ts'
import { enforceSla } from '../../shared/pipeline/sla.ts'
import type { StagePorts } from '../../shared/pipeline/stages.ts'
import { addRepTouch } from '../../shared/pipeline/touches.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'
import { accept, business, come, cool, hot, leadAt, mergingMeanwhile, offerOf, sell } from '../support/two-leads.ts'

/** The task that stands on something of a lead, of a kind. */
async function taskOn({ store }: MemoryStack, kind: TaskMessage['kind']): Promise<TaskMessage> {
  const due = await store.listDue(Number.MAX_SAFE_INTEGER, 1_000)
  const entry = due.find((one) => one.kind === kind)
  const stored = entry === undefined ? undefined : await store.load(entry.key)
  const task = stored !== undefined && 'task' in stored.entity ? stored.entity.task : undefined
  if (entry === undefined || task === undefined) throw new Error(`there is no ${kind} task`)
  return taskMessage.parse({ kind, taskId: task.id, ...entry.key })
}

/** Two leads, of which the first is merged into the second in the middle of something that happens to the first. */
interface Race {
  readonly name: string
  readonly first: (stack: MemoryStack) => Promise<LeadId>
  readonly act: (ports: StagePorts, stack: MemoryStack, first: LeadId) => Promise<unknown>
  readonly afterwards: (stack: MemoryStack, survivor: LeadId, first: LeadId) => Promise<void>
}

const touchesOf = async ({ store }: MemoryStack, id: LeadId) =>
  (await store.listLead(id)).flatMap(({ entity }) => (entity.type === 'touch' ? [entity] : []))

const races: readonly Race[] = [
  {
    name: 'a submission is qualified',
    first: (stack) => cool(stack, 'first'),
    act: async (ports, stack) => {
      await submitForm(stack.ports, { formId: 'demo-request', fields: { email: 'first@first.example', ...business } })
      await qualifySubmission(ports, await taskOn(stack, 'qualify'))
    },
    afterwards: async (stack, survivor) => {
      expect((await touchesOf(stack, survivor)).filter(({ leadId }) => leadId === survivor)).toHaveLength(2)
      expect((await leadAt(stack, survivor)).state).toMatchObject({ stage: 'assigned' })
    },
  },
  {
    name: 'it is routed',
    first: async (stack) => {
      await submitForm(stack.ports, { formId: 'demo-request', fields: { email: 'first@first.example', ...business } })
      await stack.settle('qualify')
      return (await stack.store.listLeads({ limit: 1 })).leads[0]?.id ?? 'lead_'
    },
    act: async (ports, stack) => routeHotLead(ports, await taskOn(stack, 'route')),
    afterwards: async (stack, survivor) => {
      expect((await leadAt(stack, survivor)).state).toMatchObject({ stage: 'assigned', owner: 'sally-jones' })
      expect(await offerOf(stack, survivor)).toMatch(survivor.slice('lead_'.length))
    },
  },
  {
    name: 'its rep accepts it',
    first: (stack) => hot(stack, 'first'),
    act: async (ports, stack, first) => respond(ports, await offerOf(stack, first), { kind: 'accept' }),
    afterwards: async (stack, survivor) => {
      expect((await leadAt(stack, survivor)).state).toMatchObject({ stage: 'working', owner: 'sally-jones' })
    },
  },
  {
    name: 'its rep declines it',
    first: (stack) => hot(stack, 'first'),
    act: async (ports, stack, first) =>
      respond(ports, await offerOf(stack, first), { kind: 'decline', reason: 'no time' }),
    afterwards: async (stack, survivor) => {
      expect((await leadAt(stack, survivor)).state).not.toMatchObject({ owner: 'sally-jones' })
      expect((await leadAt(stack, survivor)).state.stage).toBe('assigned')
    },
  },
  {
    name: 'the time to accept it runs out',
    first: (stack) => hot(stack, 'first'),
    act: async (ports, stack) => enforceSla(ports, await taskOn(stack, 'sla')),
    afterwards: async (stack, survivor) => {
      const [offer] = (await stack.store.listLead(survivor)).flatMap(({ entity }) =>
        entity.type === 'assignment' ? [entity] : [],
      )
      expect(offer?.remindedAt).toHaveLength(1)
    },
  },
  {
    name: 'a rep notes a call',
    first: async (stack) => {
      const id = await hot(stack, 'first')
      await accept(stack, id)
      return id
    },
    act: (ports, _stack, first) => addRepTouch(ports, first, { kind: 'call' }),
    afterwards: async (stack, survivor) => {
      expect((await touchesOf(stack, survivor)).find(({ by }) => by !== undefined)?.leadId).toBe(survivor)
    },
  },
  {
    name: 'a deal is opened',
    first: (stack) => cool(stack, 'first'),
    act: (ports, _stack, first) =>
      openOpportunity(ports, first, { name: 'Looms', amountMinor: 100_00, currency: 'USD' }),
    afterwards: async (stack, survivor) => {
      expect((await leadAt(stack, survivor)).state).toMatchObject({ stage: 'opportunity' })
      expect((await leadAt(stack, survivor)).counts.opportunities).toBe(1)
    },
  },
  {
    name: 'its deal is won',
    first: async (stack) => {
      const id = await cool(stack, 'first', { campaign: 'ads' })
      await sell(stack, id)
      return id
    },
    act: (ports, _stack, first) => closeOpportunity(ports, `opp_${first.slice('lead_'.length)}-1`, { status: 'won' }),
    afterwards: async (stack, survivor) => {
      expect((await leadAt(stack, survivor)).state.stage).toBe('won')
      const credits = (await stack.store.listCredits('fair')).filter(({ entity }) => entity.basis === 'revenue')
      expect(credits.reduce((sum, { entity }) => sum + entity.amounts.even, 0)).toBe(50_00)
    },
  },
  {
    name: 'its deal is credited',
    first: async (stack) => {
      const id = await cool(stack, 'first', { campaign: 'ads' })
      await openOpportunity(stack.ports, id, { name: 'Looms', amountMinor: 100_00, currency: 'USD' })
      return id
    },
    act: async (ports, stack) => attributeDeal(ports, await taskOn(stack, 'attribute')),
    afterwards: async (stack) => {
      const credits = await stack.store.listCredits('fair')
      expect(credits.reduce((sum, { entity }) => sum + entity.amounts.even, 0)).toBe(50_00)
    },
  },
  {
    name: 'it is counted for the reports',
    first: (stack) => cool(stack, 'first', { campaign: 'ads' }),
    act: async (ports, stack) => countForReports(ports, await taskOn(stack, 'report')),
    afterwards: async (stack) => {
      await stack.pass(hour)
      const counters = (await stack.store.listCounters('source')).map(({ counts }) => counts['reached.lead'] ?? 0)
      expect(counters.reduce((sum, count) => sum + count, 0)).toBe(1)
    },
  },
  {
    name: 'its next mail is put into the outbox',
    first: (stack) => cool(stack, 'first'),
    act: async (ports, stack) => takeNurtureStep(ports, await taskOn(stack, 'nurture')),
    afterwards: onceEach,
  },
  {
    name: 'its mail is claimed',
    first: async (stack) => {
      const id = await cool(stack, 'first')
      await takeNurtureStep(stack.ports, await taskOn(stack, 'nurture'))
      return id
    },
    act: async (ports, stack) => sendMail(ports, await taskOn(stack, 'send')),
    afterwards: onceEach,
  },
  {
    name: 'it opts out',
    first: (stack) => cool(stack, 'first'),
    act: (ports, _stack, first) => optOut(ports, first, 'unsubscribed'),
    afterwards: async (stack, survivor) => {
      expect((await leadAt(stack, survivor)).optOut).toBe('unsubscribed')
    },
  },
]

/** Nobody gets a step twice, under whatever address. */
async function onceEach(stack: MemoryStack): Promise<void> {
  await stack.pass(30 * day)
  const steps = stack.mails.filter(({ id }) => /-nurture-/.test(id)).map(({ subject }) => subject)
  expect(new Set(steps).size).toBe(steps.length)
}

test.each(races)('a lead is merged into another while $name', async ({ first, act, afterwards }) => {
  const stack = await startMemoryStack()
  const survivor = await come(stack, 'newsletter', { phone: '+12125550177', campaign: 'fair' })
  await stack.pass(5 * minute)
  const before = await first(stack)
  const { ports, results } = mergingMeanwhile(stack, survivor, before)
  await act(ports, stack, before)
  expect(results.map(({ kind }) => kind)).toEqual(['done'])
  await stack.settle()
  const lead = await leadAt(stack, before)
  expect(lead.id).toBe(survivor)
  await afterwards(stack, survivor, before)
})

test('of two people who merge two leads each its own way at the same moment, one wins, and the other is told', async () => {
  const stack = await startMemoryStack()
  const [one, other] = [await cool(stack, 'one'), await cool(stack, 'other')]
  const { ports, results } = mergingMeanwhile(stack, one, other)
  expect(await mergeLeads(ports, other, one)).toMatchObject({ kind: 'elsewhere', lead: { id: one } })
  expect(results).toMatchObject([{ kind: 'done', lead: { id: one } }])
})

test('a submission of both that comes while they are merged is the one lead’s', async () => {
  const stack = await startMemoryStack()
  const [one, other] = [await cool(stack, 'one'), await come(stack, 'newsletter', { phone: '+12125550177' })]
  const fields = { email: 'one@one.example', phone: '+12125550177' }
  await submitForm(stack.ports, { formId: 'newsletter', fields })
  const { ports } = mergingMeanwhile(stack, other, one)
  await qualifySubmission(ports, await taskOn(stack, 'qualify'))
  const lead = await leadAt(stack, one)
  expect(lead).toMatchObject({ id: other, possibleDuplicates: [] })
  expect(await touchesOf(stack, other)).toHaveLength(3)
})
