import { expect, test } from 'vitest'
import { leadAnswers } from '../../functions/api/leads.ts'
import type { LeadId } from '../../shared/domain/ids.ts'
import { day, hour, minute } from '../../shared/domain/time.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { findLeads } from '../../shared/pipeline/leads.ts'
import { readDecisions, readTimeline } from '../../shared/pipeline/timeline.ts'
import { addRepTouch } from '../../shared/pipeline/touches.ts'
import { httpEvent } from '../support/http-event.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'

const email = 'ada@engines.com'
const business = { email, phone: '+12125550100', company: 'Engines', jobTitle: 'Director', employees: 60, state: 'NY' }

async function stackWith(form = 'demo-request') {
  const stack = await startMemoryStack()
  await submitForm(stack.ports, { formId: form, fields: business })
  await stack.settle()
  return { stack, id: (await leadIn(stack)).id, api: leadAnswers(stack.ports) }
}

/** A hot lead that nobody accepted. */
async function pooled() {
  const given = await stackWith()
  await given.stack.pass(hour)
  expect((await leadIn(given.stack)).state.stage).toBe('pool')
  return given
}

async function leadIn(stack: MemoryStack) {
  const [lead] = (await findLeads(stack.store, { email })).leads
  if (lead === undefined) throw new Error('there is no lead')
  return lead
}

async function claim(api: ReturnType<typeof leadAnswers>, id: string, body: unknown) {
  const { statusCode, body: text } = await api.claimLead(httpEvent({ id }, body), { role: 'admin' })
  const answered: unknown = JSON.parse(text ?? 'null')
  return { status: statusCode, body: answered }
}

async function rotationsOf({ store }: MemoryStack) {
  return Promise.all(['new-york', 'inside-sales'].map((pool) => store.get({ type: 'rotation', pool })))
}

async function toldOf({ store }: MemoryStack, id: LeadId) {
  return (await readTimeline(store, id)).slice(-2).map(({ kind, what, details }) => ({ kind, what, details }))
}

test('a lead of the pool goes to the rep who claims it, accepted, and to nobody after', async () => {
  const { stack, id, api } = await pooled()
  const before = await rotationsOf(stack)
  await stack.pass(minute)
  expect(await claim(api, id, { rep: 'dana-cole' })).toMatchObject({
    status: 201,
    body: { status: 'accepted', rep: 'dana-cole', lead: { id, stage: 'working', owner: 'dana-cole' } },
  })
  expect(await claim(api, id, { rep: 'luis-ortega' })).toMatchObject({
    status: 409,
    body: {
      detail: 'The lead is not in the pool: it is working, with dana-cole',
      current: { lead: { id, stage: 'working', owner: 'dana-cole' } },
    },
  })
  expect(await rotationsOf(stack)).toEqual(before)
  expect((await readDecisions(stack.store, id)).at(-1)).toMatchObject({
    kind: 'route',
    rep: 'dana-cole',
    territory: 'new-york',
    pools: ['(public pool)'],
    candidates: [{ rep: 'dana-cole', chosen: true, reason: 'claimed from the pool' }],
  })
  const told = await toldOf(stack, id)
  expect(told).toHaveLength(2)
  expect(told).toContainEqual({ kind: 'stage', what: 'working', details: {} })
  expect(told).toContainEqual({
    kind: 'assignment',
    what: 'claimed',
    details: { rep: 'dana-cole', pool: '(public pool)', territory: 'new-york' },
  })
})

test('who claims a lead owes the first touch, and is reminded of it once', async () => {
  const { stack, id, api } = await pooled()
  await claim(api, id, { rep: 'dana-cole' })
  const mails = stack.mails.length
  await stack.pass(3 * day)
  expect(stack.mails.slice(mails).map(({ subject }) => subject)).toEqual([expect.stringContaining('First touch due')])
  const called = await pooled()
  await claim(called.api, called.id, { rep: 'dana-cole' })
  await addRepTouch(called.stack.ports, called.id, { kind: 'call' })
  const quiet = called.stack.mails.length
  await called.stack.pass(3 * day)
  expect(called.stack.mails).toHaveLength(quiet)
})

test('a lead that is with somebody, or in nurture, is not to be claimed', async () => {
  const offered = await stackWith()
  expect(await claim(offered.api, offered.id, { rep: 'dana-cole' })).toMatchObject({
    status: 409,
    body: { current: { lead: { stage: 'assigned', owner: 'sally-jones' } } },
  })
  const nurtured = await stackWith('newsletter')
  expect(await claim(nurtured.api, nurtured.id, { rep: 'dana-cole' })).toMatchObject({
    status: 409,
    body: { detail: 'The lead is not in the pool: it is nurturing', current: { lead: { owner: null } } },
  })
})

test('who is not there, switched off or off claims nothing; nor does who is not named', async () => {
  const { stack, id, api } = await pooled()
  const now = stack.ports.clock.now()
  const [dana, luis] = await Promise.all(
    ['dana-cole', 'luis-ortega'].map((rep) => stack.store.get({ type: 'rep', id: rep })),
  )
  if (dana === undefined || luis === undefined) throw new Error('the demo has no such rep')
  await stack.store.commit([
    { kind: 'replace', stored: dana, entity: { ...dana.entity, active: false } },
    { kind: 'replace', stored: luis, entity: { ...luis.entity, timeOff: [{ from: now, until: now + hour }] } },
  ])
  const refused = (message: string) => ({ status: 400, body: { errors: [{ path: 'rep', message }] } })
  expect(await claim(api, id, { rep: 'nobody' })).toMatchObject(refused('can take no lead: not in the roster'))
  expect(await claim(api, id, { rep: 'dana-cole' })).toMatchObject(
    refused('can take no lead: switched off in the roster'),
  )
  expect(await claim(api, id, { rep: 'luis-ortega' })).toMatchObject(
    refused('can take no lead: off until 2026-03-02T17:00:00.000Z'),
  )
  expect(await claim(api, id, {})).toMatchObject({ status: 400 })
  expect(await claim(api, 'lead_0', { rep: 'sally-jones' })).toMatchObject({ status: 404 })
  expect((await leadIn(stack)).state.stage).toBe('pool')
  await stack.pass(hour)
  expect(await claim(api, id, { rep: 'luis-ortega' })).toMatchObject({ status: 201 })
})
