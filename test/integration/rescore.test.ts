import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Job } from '../../shared/domain/job.ts'
import { day, hour, minute } from '../../shared/domain/time.ts'
import { importLeads } from '../../shared/pipeline/capture/import-leads.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { listJobs, takeJobStep } from '../../shared/pipeline/jobs.ts'
import { findLeads } from '../../shared/pipeline/leads.ts'
import { openOpportunity } from '../../shared/pipeline/opportunities.ts'
import { publishPlaybook, rollBackPlaybook } from '../../shared/pipeline/publish.ts'
import { readCampaignReport } from '../../shared/pipeline/reports/campaigns.ts'
import { respond } from '../../shared/pipeline/respond.ts'
import { readDecisions } from '../../shared/pipeline/timeline.ts'
import { dieAtCommit, jobMessage } from '../support/crashes.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'

const demo = readFileSync(new URL('../../examples/demo/playbook.yaml', import.meta.url), 'utf8')
/** Newsletters of complete business leads are hot. */
const warmer = demo.replace('hot: 70', 'hot: 40')
/** Directors are turned away. */
const stricter = demo.replace(
  '  reject:\n',
  '  reject:\n    - { id: director, when: { field: person.jobTitle, is: Director }, reason: No directors }\n',
)
const business = { company: 'Engines', jobTitle: 'Director', employees: 60, state: 'NY' }

async function post(stack: MemoryStack, name: string, form = 'newsletter', fields: object = business) {
  await submitForm(stack.ports, { formId: form, fields: { email: `${name}@engines.com`, ...fields } })
  await stack.settle()
}

async function publish(stack: MemoryStack, source: string): Promise<void> {
  expect(await publishPlaybook(stack.ports, source)).toMatchObject({ kind: 'published' })
}

async function leadOf({ store }: MemoryStack, name: string) {
  const [lead] = (await findLeads(store, { email: `${name}@engines.com` })).leads
  if (lead === undefined) throw new Error('there is no such lead')
  return lead
}

async function lastJob({ store }: MemoryStack): Promise<Job> {
  const [job] = await listJobs(store)
  if (job === undefined) throw new Error('there is no job')
  return job
}

function mailsTo(stack: MemoryStack, email: string) {
  return stack.mails.filter(({ to }) => to.address === email)
}

test('a publish scores every lead anew; who is hot now and nobody’s is offered to a rep, and not thanked', async () => {
  const stack = await startMemoryStack()
  await post(stack, 'ada')
  await post(stack, 'bob', 'newsletter', { company: 'Engines' })
  await publish(stack, warmer)
  expect(await lastJob(stack)).toMatchObject({ state: { status: 'running' }, work: { kind: 'rescore', playbook: 2 } })
  await stack.settle()
  expect(await lastJob(stack)).toMatchObject({
    state: { status: 'done' },
    done: 2,
    total: 2,
    work: { result: { changed: 1, routed: 1, pooled: 0, rejected: 0, restored: 0 } },
  })
  const ada = await leadOf(stack, 'ada')
  expect(ada).toMatchObject({ state: { stage: 'assigned', owner: 'sally-jones' }, score: { hot: true, playbook: 2 } })
  expect(await leadOf(stack, 'bob')).toMatchObject({ state: { stage: 'nurturing' }, score: { playbook: 1 } })
  expect(mailsTo(stack, 'sally.jones@example.com')).toHaveLength(1)
  expect(mailsTo(stack, 'ada@engines.com')).toHaveLength(0)
  const { id } = await lastJob(stack)
  expect((await readDecisions(stack.store, ada.id)).filter(({ kind }) => kind === 'score')).toMatchObject([
    { playbook: 1, score: { hot: false } },
    { playbook: 2, score: { hot: true }, job: id },
  ])
  expect((await readCampaignReport(stack.store, {})).totals).toMatchObject({ leads: 2, hotLeads: 1 })
})

test('a lead that is with Sales gets the new score only: no mail, no new owner', async () => {
  const stack = await startMemoryStack()
  for (const name of ['offered', 'worked', 'deal']) await post(stack, name, 'demo-request')
  for (const name of ['worked', 'deal']) {
    const { state } = await leadOf(stack, name)
    await respond(stack.ports, 'assignment' in state ? state.assignment : '', { kind: 'accept' })
  }
  const deal = { name: 'Deal', amountMinor: 100, currency: 'USD' }
  await openOpportunity(stack.ports, (await leadOf(stack, 'deal')).id, deal)
  await stack.settle()
  const before = await Promise.all(['offered', 'worked', 'deal'].map((name) => leadOf(stack, name)))
  const mails = stack.mails.length
  await publish(stack, stricter.replace('form.demo-request: 55', 'form.demo-request: 60'))
  await stack.settle()
  const after = await Promise.all(['offered', 'worked', 'deal'].map((name) => leadOf(stack, name)))
  expect(after.map(({ state }) => state)).toEqual(before.map(({ state }) => state))
  expect(after.map(({ score }) => score.value)).toEqual(before.map(({ score }) => score.value + 5))
  expect(stack.mails).toHaveLength(mails)
  expect((await lastJob(stack)).work).toMatchObject({ result: { changed: 3, routed: 0, rejected: 0 } })
})

test('decay alone changes nothing: a version that says the same leaves every lead as it is', async () => {
  const stack = await startMemoryStack()
  await post(stack, 'ada')
  await stack.pass(5 * hour)
  const before = await leadOf(stack, 'ada')
  await publish(stack, demo.replace('accept: 15m', 'accept: 20m'))
  await stack.settle()
  await publish(stack, demo.replace('call.voicemail: 0', 'call.voicemail: 1'))
  await stack.settle()
  expect(await leadOf(stack, 'ada')).toEqual(before)
  expect(await lastJob(stack)).toMatchObject({ done: 1, work: { playbook: 3, result: { changed: 0 } } })
})

test('a new rule turns nurtured leads away and stops their track; going back brings them back into it', async () => {
  const stack = await startMemoryStack()
  await post(stack, 'ada')
  const { state } = await leadOf(stack, 'ada')
  await publish(stack, stricter)
  await stack.settle()
  expect(await leadOf(stack, 'ada')).toMatchObject({ state: { stage: 'rejected', reason: 'No directors' } })
  await rollBackPlaybook(stack.ports, 1)
  await stack.settle()
  expect(await leadOf(stack, 'ada')).toMatchObject({ state })
  await stack.pass(day)
  expect(mailsTo(stack, 'ada@engines.com').length).toBe(1)
  await publish(stack, stricter)
  await stack.pass(10 * day)
  expect(mailsTo(stack, 'ada@engines.com').length).toBe(1)
  await rollBackPlaybook(stack.ports, 1)
  await stack.pass(10 * day)
  const steps = mailsTo(stack, 'ada@engines.com').map(({ subject }) => subject)
  expect(steps.length).toBeGreaterThan(1)
  expect(new Set(steps).size).toBe(steps.length)
})

test('who was turned away on arrival stays away when the rule is gone', async () => {
  const stack = await startMemoryStack()
  await publish(stack, stricter)
  await post(stack, 'ada')
  await publish(stack, demo)
  await stack.settle()
  expect(await leadOf(stack, 'ada')).toMatchObject({ state: { stage: 'rejected' } })
})

test('a lead known only from history alerts nobody when it becomes hot: it lies in the public pool', async () => {
  const stack = await startMemoryStack()
  const rows = ['old', 'new'].map((name, line) => ({
    line: line + 1,
    eventId: name,
    email: `${name}@engines.com`,
    ...business,
  }))
  await importLeads(stack.ports, { source: 'crm', mode: 'history', rows })
  await stack.settle()
  await post(stack, 'new')
  await publish(stack, demo.replace('hot: 70', 'hot: 35'))
  await stack.settle()
  expect((await leadOf(stack, 'old')).state).toEqual({ stage: 'pool' })
  expect((await leadOf(stack, 'new')).state).toMatchObject({ stage: 'assigned' })
  expect((await lastJob(stack)).work).toMatchObject({ result: { changed: 2, routed: 1, pooled: 1 } })
})

test('two publishes in a row: the older job stops, and every lead is as the newer version says', async () => {
  const stack = await startMemoryStack()
  for (const name of ['ada', 'bob', 'cid']) await post(stack, name)
  await publish(stack, warmer)
  const first = await jobMessage(stack.store)
  await publish(stack, stricter)
  if (first !== undefined) await takeJobStep(stack.ports, first)
  await stack.settle()
  const [newer, older] = await listJobs(stack.store)
  expect(older).toMatchObject({
    state: { status: 'stopped', reason: 'version 3 came' },
    work: { result: { changed: 0 } },
  })
  expect(newer).toMatchObject({ state: { status: 'done' }, work: { result: { rejected: 3 } } })
  expect(stack.mails).toHaveLength(0)
})

test('a version that came while a step was decided is obeyed: nothing is written by the one before', async () => {
  const stack = await startMemoryStack()
  await post(stack, 'ada')
  const before = await leadOf(stack, 'ada')
  await publish(stack, stricter)
  const message = await jobMessage(stack.store)
  if (message === undefined) throw new Error('no job')
  let gone = false
  const store: typeof stack.store = {
    ...stack.store,
    commit: async (writes) => {
      if (!gone) {
        gone = true
        await rollBackPlaybook(stack.ports, 1)
      }
      return stack.store.commit(writes)
    },
  }
  await takeJobStep({ ...stack.ports, store }, message)
  expect(await leadOf(stack, 'ada')).toEqual(before)
  await stack.settle()
  expect(await leadOf(stack, 'ada')).toEqual(before)
})

/** More leads than one step looks at, and than one transaction changes. */
async function crowd(leads = 130): Promise<MemoryStack> {
  const stack = await startMemoryStack()
  for (let number = 0; number < leads; number += 1) {
    await submitForm(stack.ports, { formId: 'newsletter', fields: { email: `p${number}@engines.com`, ...business } })
  }
  await stack.settle()
  return stack
}

test.each(['before', 'after'] as const)(
  'a crash %s any commit of a step repeats no lead and loses none',
  async (when) => {
    const stack = await crowd()
    await publish(stack, stricter)
    for (let at = 1; await dieAtCommit(stack.ports, takeJobStep, at, when); at += 1);
    await stack.settle()
    const { leads } = await findLeads(stack.store, { limit: 200 })
    expect(leads.map(({ state }) => state.stage)).toEqual(leads.map(() => 'rejected'))
    const decisions = await Promise.all(leads.map(({ id }) => readDecisions(stack.store, id)))
    expect(decisions.map((each) => each.length)).toEqual(leads.map(() => 2))
    expect(await lastJob(stack)).toMatchObject({
      state: { status: 'done' },
      done: 130,
      total: 130,
      work: { result: { changed: 130, rejected: 130 } },
    })
  },
  30_000,
)

test('leads that are touched while they are scored anew end up with the newest of both', async () => {
  const stack = await crowd(30)
  await publish(stack, warmer)
  const message = await jobMessage(stack.store)
  if (message === undefined) throw new Error('no job')
  let touched = 0
  const store: typeof stack.store = {
    ...stack.store,
    commit: async (writes) => {
      if (touched < 3) {
        touched += 1
        await submitForm(stack.ports, {
          formId: 'newsletter',
          fields: { email: `p${touched}@engines.com`, state: 'CA' },
        })
        await stack.settle('qualify')
      }
      return stack.store.commit(writes)
    },
  }
  await takeJobStep({ ...stack.ports, store }, message)
  await stack.settle()
  const { leads } = await findLeads(stack.store, { limit: 50 })
  expect(leads.every(({ score }) => score.playbook === 2 && score.hot)).toBe(true)
  expect(leads.every(({ state }) => state.stage === 'assigned')).toBe(true)
  expect(leads.filter(({ profile }) => profile.address.state === 'CA')).toHaveLength(3)
  expect((await lastJob(stack)).work).toMatchObject({ result: { routed: 27 } })
  await stack.pass(minute)
})
