import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { rosterAnswers } from '../../functions/api/roster.ts'
import type { Job } from '../../shared/domain/job.ts'
import { ownerOf } from '../../shared/domain/lead.ts'
import { day, minute } from '../../shared/domain/time.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { listJobs, takeJobStep } from '../../shared/pipeline/jobs.ts'
import { findLeads } from '../../shared/pipeline/leads.ts'
import { closeOpportunity, openOpportunity } from '../../shared/pipeline/opportunities.ts'
import { publishPlaybook } from '../../shared/pipeline/publish.ts'
import { reopenOpportunity } from '../../shared/pipeline/reopen.ts'
import { respond } from '../../shared/pipeline/respond.ts'
import { saveRep } from '../../shared/pipeline/roster.ts'
import { routeHotLead } from '../../shared/pipeline/route.ts'
import { readDecisions, readTimeline } from '../../shared/pipeline/timeline.ts'
import { dieAtCommit, jobMessage } from '../support/crashes.ts'
import { httpEvent } from '../support/http-event.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'

const demo = readFileSync(new URL('../../examples/demo/playbook.yaml', import.meta.url), 'utf8')
const business = { company: 'Engines', jobTitle: 'Director', employees: 60, state: 'NY' }
const sally = 'sally-jones'

type Stage = 'assigned' | 'working' | 'opportunity' | 'won' | 'lost'

/** A lead of New York, whose leads are Sally's, brought to a stage. */
async function bring(stack: MemoryStack, name: string, stage: Stage): Promise<void> {
  await submitForm(stack.ports, { formId: 'demo-request', fields: { email: `${name}@${name}.com`, ...business } })
  await stack.settle()
  const { id, state } = await leadOf(stack, name)
  if (stage === 'assigned') return
  await respond(stack.ports, 'assignment' in state ? state.assignment : '', { kind: 'accept' })
  if (stage === 'working') return
  const opened = await openOpportunity(stack.ports, id, { name: `Deal of ${name}`, amountMinor: 100, currency: 'USD' })
  if (opened.kind !== 'done') throw new Error(opened.kind)
  const { opportunity } = opened
  if (stage === 'won') await closeOpportunity(stack.ports, opportunity.id, { status: 'won' })
  if (stage === 'lost') await closeOpportunity(stack.ports, opportunity.id, { status: 'lost', reason: 'price' })
  await stack.settle()
}

async function oneOfEach(): Promise<MemoryStack> {
  const stack = await startMemoryStack()
  for (const stage of stages) await bring(stack, stage, stage)
  return stack
}

const stages = ['assigned', 'working', 'opportunity', 'won', 'lost'] as const

async function leadOf({ store }: MemoryStack, name: string) {
  const [lead] = (await findLeads(store, { email: `${name}@${name}.com` })).leads
  if (lead === undefined) throw new Error('there is no such lead')
  return lead
}

async function switchRep({ ports, store }: MemoryStack, active: boolean, id = sally) {
  const rep = await store.get({ type: 'rep', id })
  if (rep === undefined) throw new Error('there is no such rep')
  const { name, email, title } = rep.entity
  return saveRep(ports, id, { name, email, title, active })
}

async function lastJob({ store }: MemoryStack): Promise<Job> {
  const [job] = await listJobs(store)
  if (job === undefined) throw new Error('there is no job')
  return job
}

/** Leads of a rep that are not closed. */
async function openLeads({ store }: MemoryStack, owner: string) {
  const { leads } = await store.listLeads({ owner, limit: 100 })
  return leads.filter(({ state }) => state.stage !== 'won' && state.stage !== 'lost')
}

test('whoever leaves hands offers and worked leads back to routing and deals to another, and keeps what is closed', async () => {
  const stack = await oneOfEach()
  expect((await openLeads(stack, sally)).length).toBe(3)
  expect(await switchRep(stack, false)).toMatchObject({ handOver: (await lastJob(stack)).id })
  await stack.settle()
  expect(await openLeads(stack, sally)).toEqual([])
  for (const name of ['assigned', 'working']) {
    const { state } = await leadOf(stack, name)
    expect(state.stage).toBe('assigned')
  }
  const deal = await leadOf(stack, 'opportunity')
  expect(deal.state).toMatchObject({ stage: 'opportunity', owner: expect.not.stringMatching(sally) })
  expect(ownerOf(await leadOf(stack, 'won'))).toBe(sally)
  expect(ownerOf(await leadOf(stack, 'lost'))).toBe(sally)
  expect(await lastJob(stack)).toMatchObject({ state: { status: 'running' }, done: 5, total: 5 })
  await stack.pass(2 * minute)
  expect(await lastJob(stack)).toMatchObject({
    state: { status: 'done' },
    done: 5,
    work: { rep: sally, result: { rerouted: 2, pooled: 0, deals: 1, withoutOwner: [] } },
  })
})

test('the timeline says why, the new owner of a deal is told, and what was offered can no longer be answered', async () => {
  const stack = await oneOfEach()
  const { state } = await leadOf(stack, 'assigned')
  await switchRep(stack, false)
  await stack.settle()
  const timeline = await readTimeline(stack.store, (await leadOf(stack, 'working')).id)
  const withdrawn = timeline.find(({ what }) => what === 'withdrawn')
  expect(withdrawn?.details).toEqual({ rep: sally, reason: 'sally-jones left' })
  const owner = ownerOf(await leadOf(stack, 'opportunity')) ?? ''
  const rep = await stack.store.get({ type: 'rep', id: owner })
  const told = stack.mails.filter(({ subject }) => subject.startsWith('Yours now: Deal of opportunity'))
  expect(told.map(({ to }) => to.address)).toEqual([rep?.entity.email])
  const answer = await respond(stack.ports, 'assignment' in state ? state.assignment : '', { kind: 'accept' })
  expect(answer).toMatchObject({ kind: 'answered', assignment: { state: { status: 'withdrawn' } } })
  const decisions = await readDecisions(stack.store, (await leadOf(stack, 'opportunity')).id)
  expect(decisions.at(-1)).toMatchObject({ kind: 'route', rep: owner })
})

test('a closed deal that is opened again after its owner has left goes to another', async () => {
  const stack = await oneOfEach()
  await switchRep(stack, false)
  await stack.settle()
  await stack.pass(2 * minute)
  for (const name of ['won', 'lost']) {
    const { state } = await leadOf(stack, name)
    const reopened = await reopenOpportunity(stack.ports, 'opportunity' in state ? state.opportunity : '')
    expect(reopened.kind).toBe('done')
    await stack.settle()
    expect((await leadOf(stack, name)).state).toMatchObject({
      stage: 'opportunity',
      owner: expect.not.stringMatching(sally),
    })
  }
  await stack.pass(2 * minute)
  expect(await openLeads(stack, sally)).toEqual([])
})

test('the playbook may send worked leads to the public pool', async () => {
  const stack = await oneOfEach()
  await publishPlaybook(stack.ports, demo.replace('routing:\n', 'routing:\n  handOver: pool\n'))
  await stack.settle()
  await switchRep(stack, false)
  await stack.settle()
  expect((await leadOf(stack, 'working')).state).toEqual({ stage: 'pool' })
  expect((await leadOf(stack, 'assigned')).state).toMatchObject({ stage: 'assigned' })
  expect((await lastJob(stack)).work).toMatchObject({ result: { rerouted: 1, pooled: 1, deals: 1 } })
})

test('a deal that nobody can take has no owner and is named by the job; no lead is lost', async () => {
  const stack = await oneOfEach()
  for (const { entity } of await stack.store.listRoster()) {
    if (entity.id !== sally) await switchRep(stack, false, entity.id)
  }
  await switchRep(stack, false)
  await stack.settle()
  const deal = await leadOf(stack, 'opportunity')
  expect(ownerOf(deal)).toBeUndefined()
  expect(deal.state.stage).toBe('opportunity')
  expect((await lastJob(stack)).work).toMatchObject({ result: { deals: 0, withoutOwner: [deal.id] } })
  expect((await leadOf(stack, 'working')).state).toEqual({ stage: 'pool' })
  expect((await leadOf(stack, 'assigned')).state).toEqual({ stage: 'pool' })
})

test('a lead that was on its way to the rep when they left is handed on a minute later', async () => {
  const stack = await startMemoryStack()
  await submitForm(stack.ports, { formId: 'demo-request', fields: { email: 'late@late.com', ...business } })
  await stack.settle('qualify')
  const [due] = await stack.store.listDue(stack.ports.clock.now() + day, 10)
  const lead = await leadOf(stack, 'late')
  let left = false
  const store: typeof stack.store = {
    ...stack.store,
    commit: async (writes) => {
      if (!left) {
        left = true
        await switchRep(stack, false)
        await stack.settle('job')
      }
      return stack.store.commit(writes)
    },
  }
  if (due === undefined || lead.task === undefined) throw new Error('nothing to route')
  await routeHotLead({ ...stack.ports, store }, { kind: 'route', taskId: lead.task.id, ...due.key })
  expect(ownerOf(await leadOf(stack, 'late'))).toBe(sally)
  await stack.pass(2 * minute)
  expect(ownerOf(await leadOf(stack, 'late'))).not.toBe(sally)
  expect(await lastJob(stack)).toMatchObject({ state: { status: 'done' }, work: { result: { rerouted: 1 } } })
})

test('a rep who comes back before the job is through keeps what is left', async () => {
  const stack = await oneOfEach()
  await switchRep(stack, false)
  expect(await switchRep(stack, true)).not.toHaveProperty('handOver')
  await stack.settle()
  expect(await lastJob(stack)).toMatchObject({ state: { status: 'stopped', reason: 'sally-jones is active again' } })
  expect((await openLeads(stack, sally)).length).toBe(3)
  expect(await switchRep(stack, true)).not.toHaveProperty('handOver')
})

test.each(['before', 'after'] as const)(
  'a crash %s any commit of a step hands on every lead once',
  async (when) => {
    const stack = await startMemoryStack()
    for (let number = 0; number < 25; number += 1) {
      await bring(stack, `p${number}`, (['assigned', 'working', 'opportunity'] as const)[number % 3] ?? 'assigned')
    }
    const owned = await openLeads(stack, sally)
    await switchRep(stack, false)
    for (let at = 1; await dieAtCommit(stack.ports, takeJobStep, at, when); at += 1);
    await stack.pass(2 * minute)
    expect(await openLeads(stack, sally)).toEqual([])
    const { leads } = await findLeads(stack.store, { limit: 100 })
    expect(leads.every((lead) => ownerOf(lead) !== undefined)).toBe(true)
    const { work } = await lastJob(stack)
    if (work.kind !== 'hand-over') throw new Error('another job')
    expect(work.result.rerouted + work.result.deals).toBe(owned.length)
    const rotations = await Promise.all(
      ['new-york', 'northeast', 'inside-sales'].map((pool) => stack.store.get({ type: 'rotation', pool })),
    )
    const given = rotations.reduce((sum, rotation) => sum + (rotation?.entity.total ?? 0), 0)
    expect(given).toBe(leads.reduce((sum, { counts }) => sum + counts.assignments, 0))
  },
  30_000,
)

test('the roster API says which job hands the leads on', async () => {
  const stack = await oneOfEach()
  const api = rosterAnswers(stack.ports)
  const rep = { name: 'Sally Jones', email: 'sally.jones@example.com' }
  const answer = await api.putRep(httpEvent({ id: sally }, { ...rep, active: false }))
  const body: unknown = JSON.parse(answer.body ?? 'null')
  expect(body).toMatchObject({ active: false, handOver: (await lastJob(stack)).id })
  const again = await api.putRep(httpEvent({ id: sally }, { ...rep, active: false }))
  expect(JSON.parse(again.body ?? 'null')).not.toHaveProperty('handOver')
})

test('a lead that went to somebody else meanwhile stays theirs', async () => {
  const stack = await startMemoryStack()
  for (const name of ['first', 'second']) await bring(stack, name, 'assigned')
  const { state } = await leadOf(stack, 'first')
  await switchRep(stack, false)
  const message = await jobMessage(stack.store)
  if (message === undefined) throw new Error('no job')
  let declined = false
  const store: typeof stack.store = {
    ...stack.store,
    commit: async (writes) => {
      if (!declined) {
        declined = true
        const offer = 'assignment' in state ? state.assignment : ''
        await respond(stack.ports, offer, { kind: 'decline', reason: 'I am leaving' })
        await stack.settle('route')
      }
      return stack.store.commit(writes)
    },
  }
  await takeJobStep({ ...stack.ports, store }, message)
  await stack.pass(2 * minute)
  expect(await leadOf(stack, 'first')).toMatchObject({ state: { stage: 'assigned' }, counts: { assignments: 2 } })
  expect(await leadOf(stack, 'second')).toMatchObject({ state: { stage: 'assigned' }, counts: { assignments: 2 } })
  expect((await lastJob(stack)).work).toMatchObject({ result: { rerouted: 1 } })
})
