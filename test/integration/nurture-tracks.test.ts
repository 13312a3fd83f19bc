import { expect, test } from 'vitest'
import { mailPreviewAnswer, nurtureAnswer } from '../../shared/contracts/nurture.ts'
import type { Lead } from '../../shared/domain/lead.ts'
import { day, hour, minute } from '../../shared/domain/time.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { findLeads } from '../../shared/pipeline/leads.ts'
import { takeMailEvent } from '../../shared/pipeline/mail-events.ts'
import { optOut } from '../../shared/pipeline/opt-out.ts'
import { recordClick } from '../../shared/pipeline/touches.ts'
import { memoryApi } from '../support/memory-api.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'

function apiOf(stack: MemoryStack) {
  const api = memoryApi(stack, { role: 'marketer' })
  const get = async (path: string) => {
    const response = await api.fetch(`http://x${path}`)
    return { status: response.status, body: await response.json() }
  }
  return {
    get,
    welcome: async (query = '') => {
      const { tracks } = nurtureAnswer.parse((await get(`/v1/nurture${query}`)).body)
      const track = tracks.find(({ id }) => id === 'welcome')
      if (track === undefined) throw new Error('the demo has a track')
      return track
    },
    preview: async (query: string) => mailPreviewAnswer.parse((await get(`/v1/nurture/preview?${query}`)).body),
  }
}

async function subscribe(stack: MemoryStack, name: string): Promise<Lead> {
  const fields = { email: `${name}@reader.example`, firstName: name }
  await submitForm(stack.ports, { formId: 'newsletter', fields })
  await stack.settle()
  return leadOf(stack, name)
}

async function leadOf(stack: MemoryStack, name: string): Promise<Lead> {
  const [lead] = (await findLeads(stack.store, { email: `${name}@reader.example` })).leads
  if (lead === undefined) throw new Error('there is no such lead')
  return lead
}

async function mailOf(stack: MemoryStack, { id }: Lead, step: string) {
  const mail = (await stack.store.listLead(id)).find(
    ({ entity }) => entity.type === 'mail' && entity.content.template === 'nurture' && entity.content.step === step,
  )?.entity
  if (mail?.type !== 'mail') throw new Error('there is no such mail')
  return mail
}

test('a track says who waits for each step, what each mail brought, and why leads left', async () => {
  const stack = await startMemoryStack()
  const { welcome } = apiOf(stack)
  const [ada, bob, cleo] = [
    await subscribe(stack, 'ada'),
    await subscribe(stack, 'bob'),
    await subscribe(stack, 'cleo'),
  ]
  await stack.pass(2 * minute)
  const before = await welcome()
  expect(before).toMatchObject({ entered: 3, waiting: 3, hot: 0, left: {}, takes: null, current: true })
  expect(before.steps[0]).toMatchObject({ id: 'hello', waiting: 3, sent: 0, after: hour })
  await stack.pass(hour + 2 * minute)
  expect((await welcome()).steps).toMatchObject([
    { id: 'hello', waiting: 0, sent: 3, delivered: 0 },
    { id: 'three-numbers', waiting: 3, sent: 0 },
    {},
    {},
  ])
  const hello = await mailOf(stack, ada, 'hello')
  await takeMailEvent(stack.ports, { mail: hello.id, kind: 'delivered' })
  for (const url of ['https://www.example.com/a-tuesday', 'https://www.example.com/pricing'])
    await recordClick(stack.ports, { lead: ada.id, mail: hello.id, url })
  await takeMailEvent(stack.ports, { mail: (await mailOf(stack, bob, 'hello')).id, kind: 'bounced' })
  await optOut(stack.ports, cleo.id, 'unsubscribed')
  await stack.pass(2 * minute)
  const after = await welcome()
  expect(after).toMatchObject({ entered: 3, waiting: 1, left: { 'opted-out': 2 } })
  expect(after.steps[0]).toMatchObject({ sent: 3, delivered: 1, clicked: 1, bounced: 1, unsubscribed: 1, hot: 0 })
  await submitForm(stack.ports, {
    formId: 'demo-request',
    fields: { email: 'ada@reader.example', company: 'Engines', jobTitle: 'Director', employees: 60, state: 'NY' },
  })
  await stack.settle()
  await stack.pass(2 * minute)
  expect(await welcome()).toMatchObject({ waiting: 0, hot: 1, left: { hot: 1, 'opted-out': 2 } })
  expect((await welcome()).steps[0]).toMatchObject({ returned: 1, hot: 1 })
  expect(await welcome('?from=2026-04')).toMatchObject({ entered: 0 })
  expect(await welcome('?from=2026-03&to=2026-03')).toMatchObject({ entered: 3 })
})

test('what the mail service says late is counted, though nothing else happens', async () => {
  const stack = await startMemoryStack()
  const ada = await subscribe(stack, 'ada')
  await stack.pass(2 * hour)
  await takeMailEvent(stack.ports, { mail: (await mailOf(stack, ada, 'hello')).id, kind: 'delivered' })
  await stack.pass(2 * minute)
  expect((await apiOf(stack).welcome()).steps[0]).toMatchObject({ sent: 1, delivered: 1 })
})

test('a click from before clicks named their mail counts for the last mail before it', async () => {
  const stack = await startMemoryStack()
  const ada = await subscribe(stack, 'ada')
  await stack.pass(3 * day + 2 * hour)
  const touch = { type: 'touch', id: 'touch_old', leadId: ada.id, at: stack.ports.clock.now(), kind: 'click' } as const
  const stored = await stack.store.get({ type: 'lead', id: ada.id })
  if (stored === undefined) throw new Error('there is no such lead')
  await stack.store.commit([
    { kind: 'create', entity: { ...touch, event: 'email.click' } },
    { kind: 'replace', stored, entity: stored.entity },
  ])
  await stack.pass(2 * minute)
  expect((await apiOf(stack).welcome()).steps).toMatchObject([{ clicked: 0 }, { clicked: 1 }, {}, {}])
})

test('a preview is what is sent, but that its links lead nowhere; looking at it changes nothing', async () => {
  const stack = await startMemoryStack()
  const { preview, get } = apiOf(stack)
  const ada = await subscribe(stack, 'Ada')
  const before = await stack.store.listLead(ada.id)
  const seen = await preview(`track=welcome&step=hello&lead=${ada.id}`)
  expect(await stack.store.listLead(ada.id)).toEqual(before)
  expect(stack.mails).toHaveLength(0)
  await stack.pass(hour + minute)
  const [sent] = stack.mails
  const withoutTokens = (text = '') => {
    const tokens = [...new Set(text.match(/token=[\w.-]+/g))]
    return text.replaceAll(/token=[\w.-]+/g, (token) => `link ${tokens.indexOf(token)}`)
  }
  expect(seen.subject).toBe(sent?.subject)
  expect(withoutTokens(seen.html)).toBe(withoutTokens(sent?.html))
  expect(withoutTokens(seen.text)).toBe(withoutTokens(sent?.text))
  expect(seen.links).toEqual(['https://www.example.com/a-tuesday', 'https://www.example.com/pricing'])
  expect(seen).toMatchObject({ to: { address: 'ada@reader.example' }, heldBack: null })
  await optOut(stack.ports, ada.id, 'unsubscribed')
  expect((await preview(`track=welcome&step=hello&lead=${ada.id}`)).heldBack).toContain('unsubscribed')
  expect((await preview('track=welcome&step=three-numbers')).text).toContain('Hudson Print Works')
  for (const query of ['track=none&step=hello', 'track=welcome&step=none', 'track=welcome&step=hello&lead=lead_0'])
    expect(await get(`/v1/nurture/preview?${query}`)).toMatchObject({ status: 404 })
})
