import { beforeEach, describe, expect, test } from 'vitest'
import { jobAnswer } from '../../shared/contracts/jobs.ts'
import { erasureAnswer, leadExport } from '../../shared/contracts/privacy.ts'
import type { EntityType } from '../../shared/domain/entity.ts'
import { erasedWords } from '../../shared/domain/erasure.ts'
import { type JobId, type LeadId, mailId } from '../../shared/domain/ids.ts'
import type { Lead } from '../../shared/domain/lead.ts'
import { day, minute } from '../../shared/domain/time.ts'
import { recordCall } from '../../shared/pipeline/capture/call.ts'
import { importLeads } from '../../shared/pipeline/capture/import-leads.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { receiveDeal, receiveLead } from '../../shared/pipeline/capture/webhook.ts'
import { claimLead } from '../../shared/pipeline/claim.ts'
import { takeJobStep } from '../../shared/pipeline/jobs.ts'
import { takeMailEvent } from '../../shared/pipeline/mail-events.ts'
import { mergeLeads } from '../../shared/pipeline/merge.ts'
import { openOpportunity } from '../../shared/pipeline/opportunities.ts'
import { optOut } from '../../shared/pipeline/opt-out.ts'
import { respond } from '../../shared/pipeline/respond.ts'
import { addRepTouch, recordClick } from '../../shared/pipeline/touches.ts'
import type { Write } from '../../shared/ports/store.ts'
import { commandLine } from '../support/command-line.ts'
import { dieAtCommit } from '../support/crashes.ts'
import { liveThroughEverything, marks, marksIn } from '../support/marked-person.ts'
import { memoryApi } from '../support/memory-api.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'

const crm = { type: 'webhookSource', provider: 'standard', id: 'crm', secret: 'abc' } as const
const { email, phone, externalId, message } = marks

let stack: MemoryStack
let lead: Lead

beforeEach(async () => {
  stack = await startMemoryStack()
  lead = await liveThroughEverything(stack)
})

/** Everything that is kept, as text. */
function everything(): string {
  return JSON.stringify(stack.dump())
}

function call(method: string, path: string, body?: object): Promise<Response> {
  return memoryApi(stack).fetch(`https://x${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

function order(id: string = lead.id): Promise<Response> {
  return call('POST', `/v1/leads/${id}/erase`, { confirm: id })
}

/** Erases the person, and lets the reports be counted anew. */
async function erase(): Promise<void> {
  expect((await order()).status).toBe(202)
  await stack.settle()
  await stack.pass(3 * minute)
}

/** All counters that reports read, all ledger lines, and whose turn it is. */
function aggregates() {
  const { entities, tallies, counters } = stack.dump()
  const ofType = (type: EntityType) => entities.flatMap(({ entity }) => (entity.type === type ? [entity] : []))
  return { tallies, counters, credits: ofType('credit'), rotations: ofType('rotation') }
}

function leads(): readonly Lead[] {
  return stack.dump().entities.flatMap(({ entity }) => (entity.type === 'lead' ? [entity] : []))
}

describe('erasing a person', () => {
  test('leaves no byte of what they said or what was said of them', async () => {
    expect(marksIn(everything())).toEqual(Object.keys(marks))
    await erase()
    expect(marksIn(everything())).toEqual([])
  })

  test.for([
    ['lead', 'lead'],
    ['identity', 'identity'],
    ['what they sent', 'submission'],
    ['what they did and what was noted', 'touch'],
    ['why it was scored so', 'decision'],
    ['why it was declined', 'assignment'],
    ['deal', 'opportunity'],
    ["the CRM's deal", 'outcome'],
  ] as const)('is seen to fail when a %s is left as it is', async ([, type]) => {
    const isLeft = (write: Write): boolean => {
      if (write.kind !== 'replace' && write.kind !== 'remove') return false
      return write.stored.entity.type === type && (type !== 'lead' || write.kind === 'replace')
    }
    const { store } = stack.ports
    const commit = (writes: readonly Write[]) => store.commit(writes.filter((write) => !isLeft(write)))
    const forgetful = { ...stack, ports: { ...stack.ports, store: { ...store, commit } } }
    const answer = await memoryApi(forgetful).fetch(`https://x/v1/leads/${lead.id}/erase`, {
      method: 'POST',
      body: JSON.stringify({ confirm: lead.id }),
    })
    expect(answer.status).toBe(202)
    await stepsOf(forgetful)
    expect(marksIn(everything()).length).toBeGreaterThan(0)
  })

  test('leaves every counter, every ledger line and every turn of the rotation as it was', async () => {
    const before = aggregates()
    expect(before.credits.length).toBeGreaterThan(3)
    await erase()
    expect(aggregates()).toEqual(before)
    const deals = (await stack.store.listLead(lead.id)).flatMap(({ entity }) =>
      entity.type === 'opportunity' ? [entity] : [],
    )
    expect(deals.map(({ name, amountMinor }) => [name, amountMinor])).toEqual([
      [erasedWords, 90_000],
      [erasedWords, 123_400],
      [erasedWords, 123_400],
    ])
  })

  test('leaves reports that verify, and that can be counted anew', async () => {
    await erase()
    const time = { now: stack.ports.clock.now, wait: stack.pass }
    const { run } = commandLine(memoryApi(stack).fetch, {}, time)
    const verified = await run('report', 'verify', '--json')
    expect(verified.code).toBe(0)
    const before = aggregates()
    const rebuilt = await run('report', 'rebuild', '--json')
    expect(rebuilt.err).toBe('')
    expect(rebuilt.code).toBe(0)
    await stack.settle()
    await stack.pass(5 * minute)
    expect(aggregates()).toEqual(before)
  })

  test.for([
    ['offered', 'withdrawn'],
    ['accepted', 'accepted'],
  ] as const)('tells the rep to whom it was %s, and names nobody', async ([answered, status]) => {
    const fields = { email: 'marked@quokka-works.example', firstName: marks.firstName, state: 'NY', country: 'US' }
    const hot = { ...fields, company: 'Quokka', jobTitle: 'Director', employees: '60', phone: '+12125550199' }
    await submitForm(stack.ports, { formId: 'demo-request', fields: hot })
    await stack.settle('qualify')
    await stack.settle('route')
    const [newest] = (await stack.store.listLeads({ limit: 1 })).leads
    if (newest?.state.stage !== 'assigned') throw new Error(`the lead is ${newest?.state.stage}`)
    const { assignment, owner } = newest.state
    if (answered === 'accepted') await respond(stack.ports, assignment, { kind: 'accept' })
    const plate = async () => (await stack.store.get({ type: 'workload', rep: owner }))?.entity.open ?? 0
    const [open, told, posted] = [await plate(), stack.mails.length, stack.posts.length]
    expect((await order(newest.id)).status).toBe(202)
    await stack.settle()
    await stack.pass(3 * day)
    const news = stack.mails.slice(told)
    expect(news.map(({ subject }) => subject)).toEqual(['A lead of yours was erased'])
    expect(JSON.stringify([news, stack.posts.slice(posted)]).toLowerCase()).not.toMatch(/quokka|zephyrine/)
    expect(await plate()).toBe(open - 1)
    const offers = (await stack.store.listLead(newest.id)).map(({ entity }) => entity)
    expect(offers.find(({ type }) => type === 'assignment')).toMatchObject({ state: { status } })
    expect((await respond(stack.ports, assignment, { kind: 'decline', reason: 'other' })).kind).toBe('answered')
  })

  test('can be ordered twice and wants the id twice', async () => {
    expect((await call('POST', `/v1/leads/${lead.id}/erase`, { confirm: 'lead_other' })).status).toBe(400)
    expect((await call('POST', `/v1/leads/${lead.id}/erase`, {})).status).toBe(400)
    expect((await order('lead_0000')).status).toBe(404)
    const [first, second] = [await (await order()).json(), await (await order()).json()]
    expect(second).toEqual(first)
  })

  test('shows its progress, and ends in a tombstone', async () => {
    const { job } = erasureAnswer.parse(await (await order()).json())
    const begun = await (await call('GET', `/v1/jobs/${job}`)).json()
    expect(begun).toMatchObject({ kind: 'erase', lead: lead.id, state: 'running' })
    await stack.settle()
    const ended = jobAnswer.parse(await (await call('GET', `/v1/jobs/${job}`)).json())
    expect(ended).toMatchObject({ kind: 'erase', state: 'done', total: ended.done })
    expect(ended.kind === 'erase' && ended.result.removed).toBeGreaterThan(0)
    for (const path of ['', '/timeline', '/decisions', '/path-to-hot', '/export']) {
      const answer = await call('GET', `/v1/leads/${lead.id}${path}`)
      expect([path, answer.status]).toEqual([path, 410])
      expect(await answer.json()).toMatchObject({ erased: { job } })
    }
    for (const query of ['', `?email=${encodeURIComponent(email)}`, `?externalId=${externalId}`]) {
      expect(await (await call('GET', `/v1/leads${query}`)).json()).toMatchObject({ leads: [] })
    }
  })

  test('does its work once, wherever a process dies', async () => {
    await order()
    for (let step = 0; step < 40; step += 1) {
      await dieAtCommit(stack.ports, takeJobStep, 1, step % 2 === 0 ? 'before' : 'after')
      const { state } = await jobOf()
      if (state.status === 'done') break
    }
    await stack.settle()
    await stack.pass(3 * minute)
    expect(marksIn(everything())).toEqual([])
    const { done, total } = await jobOf()
    expect(done).toBe(total)
  })
})

async function jobOf() {
  const id = leads().find((one) => one.id === lead.id)?.erased?.job ?? 'job_none'
  const job = await stack.store.get({ type: 'job', id })
  if (job === undefined) throw new Error('there is no job')
  return job.entity
}

/** Takes the erasure's steps on a stack of its own. */
async function stepsOf({ ports }: MemoryStack): Promise<void> {
  for (let step = 0; step < 50; step += 1) {
    const [job] = await ports.store.listJobs(1)
    if (job?.entity.task === undefined) return
    await takeJobStep(ports, { kind: 'job', taskId: job.entity.task.id, ...ports.store.keyOf(job.entity) })
  }
}

describe('what comes after an erasure', () => {
  /** Nothing of the person is there, and no lead but the tombstone. */
  async function nothingCameBack(): Promise<void> {
    await stack.settle()
    await stack.pass(day)
    expect(marksIn(everything())).toEqual([])
    expect(leads()).toHaveLength(1)
  }

  test('messages, events and links of before do nothing', async () => {
    const { ports } = stack
    const mail = mailId(lead.id, 'nurture-1-hello')
    const offer = `asg_${lead.id.slice('lead_'.length)}-2`
    await order()
    const halfway = await recordClick(ports, { lead: lead.id, mail, url: 'https://www.example.com/pricing' })
    await stack.settle()
    await stack.pass(3 * minute)
    const standing = () =>
      stack.dump().entities.filter(({ entity }) => entity.type !== 'mail' && entity.type !== 'reportEntry')
    const left = standing()
    for (const kind of ['delivered', 'bounced', 'complained'] as const) await takeMailEvent(ports, { mail, kind })
    const click = await recordClick(ports, { lead: lead.id, mail, url: 'https://www.example.com/other' })
    expect([halfway.kind, click.kind]).toEqual(['not-found', 'not-found'])
    expect(await optOut(ports, lead.id, 'unsubscribed')).toBe(true)
    expect((await addRepTouch(ports, lead.id, { kind: 'note', text: message })).kind).toBe('not-found')
    expect((await claimLead(ports, lead.id, 'sally')).kind).toBe('not-found')
    expect((await respond(ports, offer, { kind: 'accept' })).kind).toBe('answered')
    const deal = { name: marks.dealName, amountMinor: 1, currency: 'USD' }
    expect((await openOpportunity(ports, lead.id, deal)).kind).toBe('not-found')
    expect(standing()).toEqual(left)
    await nothingCameBack()
  })

  test('what was captured before and is qualified after is erased, too', async () => {
    await submitForm(stack.ports, { formId: 'demo-request', fields: { email, message, lastName: marks.lastName } })
    await recordCall(stack.ports, { callId: 'late', phone, notes: marks.callNotes })
    await order()
    const { entities } = stack.dump()
    expect(entities.filter(({ entity }) => entity.type === 'submission' && entity.task !== undefined)).toHaveLength(2)
    await nothingCameBack()
  })

  test('the same event again is still the same, and another under its id is not', async () => {
    await erase()
    const again = { email, externalId, phone: marks.otherPhone, message }
    const event = { eventId: 'event-1', fields: again, raw: again }
    expect((await receiveLead(stack.ports, crm, event)).kind).toBe('known')
    const other = { ...event, raw: { ...again, more: true } }
    expect((await receiveLead(stack.ports, crm, other)).kind).toBe('clash')
    await nothingCameBack()
  })

  test('an import does not bring them back, under any of their names', async () => {
    await erase()
    const people = [{ email }, { phone }, { externalId }, { externalId: marks.otherId }, { phone: marks.otherPhone }]
    const rows = people.map((who, index) => ({ line: index + 1, eventId: `new-${index}`, ...who, message }))
    const answer = await importLeads(stack.ports, { source: 'list', mode: 'live', rows })
    expect(answer.accepted).toBe(5)
    const told = stack.mails.length
    await nothingCameBack()
    expect(stack.mails).toHaveLength(told)
  })

  test("the CRM goes on with its deal, and a new deal of theirs is nobody's", async () => {
    await erase()
    const report = { externalId, email, name: marks.dealName, amountMinor: 95_000, status: 'won' as const }
    const at = (ms: number) => new Date(stack.ports.clock.now() + ms).toISOString()
    const deal = { ...report, dealId: 'deal-9', occurredAt: at(-1000), closedAt: at(-1000) }
    expect((await receiveDeal(stack.ports, crm, { type: 'deal.updated', data: deal })).kind).toBe('accepted')
    expect((await receiveDeal(stack.ports, crm, { type: 'deal.updated', data: deal })).kind).toBe('known')
    const fresh = { ...deal, dealId: 'deal-10', status: 'lost' as const, reason: marks.lostReason }
    await receiveDeal(stack.ports, crm, { type: 'deal.updated', data: fresh })
    await nothingCameBack()
    const deals = (await stack.store.listLead(lead.id)).flatMap(({ entity }) =>
      entity.type === 'opportunity' ? [entity] : [],
    )
    expect(deals[0]).toMatchObject({ name: erasedWords, amountMinor: 95_000, state: { status: 'won' } })
    expect(deals).toHaveLength(3)
  })

  test.for([
    ['without a word on mail, none is sent', {}, 'erased', 0],
    ['with a no, none is sent', { consent: false }, 'refused', 0],
    ['with a yes, mail is sent', { consent: true }, undefined, 1],
  ] as const)('who comes back by a form is somebody new: %s', async ([, consent, marketing, mails]) => {
    await erase()
    await stack.pass(minute)
    await submitForm(stack.ports, { formId: 'newsletter', fields: { email, ...consent } })
    await stack.settle()
    const told = stack.mails.length
    await stack.pass(2 * 60 * minute)
    const [newest] = (await stack.store.listLeads({ limit: 1 })).leads
    expect(newest?.id).not.toBe(lead.id)
    expect(newest?.optOut).toBe(marketing)
    expect(stack.mails.slice(told).filter(({ to }) => to.address === email.toLowerCase())).toHaveLength(mails)
  })

  test('a yes given later lets mail go out again', async () => {
    await erase()
    await stack.pass(minute)
    for (const consent of [{}, { consent: true }]) {
      await submitForm(stack.ports, { formId: 'newsletter', fields: { email, ...consent } })
      await stack.settle()
    }
    const [newest] = (await stack.store.listLeads({ limit: 1 })).leads
    expect(newest?.optOut).toBeUndefined()
  })

  test('who was erased, came back and is erased again is gone again', async () => {
    await erase()
    await stack.pass(minute)
    await submitForm(stack.ports, { formId: 'newsletter', fields: { email, message } })
    await stack.settle()
    const [newest] = (await stack.store.listLeads({ limit: 1 })).leads
    await order(newest?.id)
    await stack.settle()
    await stack.pass(3 * minute)
    expect(marksIn(everything())).toEqual([])
  })
})

describe('a person of whom two leads were made one', () => {
  const other = { email: 'marked@quokka-works.example', firstName: 'Quokka', externalId: 'quokka-9' }

  /** The marked person, under another address, merged into the lead there is. */
  async function merged(): Promise<LeadId> {
    await submitForm(stack.ports, { formId: 'newsletter', fields: { ...other, message: 'quokka words' } })
    await stack.settle()
    const [second] = (await stack.store.listLeads({ limit: 1 })).leads
    const id = second?.id ?? 'lead_none'
    expect((await mergeLeads(stack.ports, lead.id, id)).kind).toBe('done')
    await stack.settle()
    await stack.pass(3 * minute)
    return id
  }

  test.for(['survivor', 'absorbed'] as const)('is erased as a whole, by the id of the %s', async (which) => {
    const absorbed = await merged()
    expect(everything()).toMatch(/quokka/i)
    const before = aggregates()
    expect((await order(which === 'survivor' ? lead.id : absorbed)).status).toBe(202)
    await stack.settle()
    await stack.pass(3 * minute)
    expect(marksIn(everything())).toEqual([])
    expect(everything()).not.toMatch(/quokka/i)
    expect(aggregates()).toEqual(before)
    const identities = stack.dump().entities.filter(({ entity }) => entity.type === 'identity')
    expect(identities).toEqual([])
    const rows = [{ line: 1, eventId: 'again', ...other }]
    await importLeads(stack.ports, { source: 'list', mode: 'live', rows })
    await stack.settle()
    expect(everything()).not.toMatch(/quokka/i)
    expect((await mergeLeads(stack.ports, lead.id, absorbed)).kind).toBe('not-found')
  })
})

describe('an export', () => {
  test('hands out everything that was said, in the documented shape', async () => {
    const answer = await call('GET', `/v1/leads/${lead.id}/export`)
    expect(answer.status).toBe(200)
    const text = await answer.text()
    const document = leadExport.parse(JSON.parse(text))
    expect(marksIn(text)).toEqual(Object.keys(marks))
    expect(document.submissions).toHaveLength(5)
    expect(document.deals).toHaveLength(3)
    expect(document.mails.map(({ about }) => about.template)).toContain('nurture')
    expect(document.decisions.some((decision) => decision.kind === 'route')).toBe(true)
    expect(document.cursor).toBeUndefined()
  })

  test('comes in pages where it is long, and the command line joins them', async () => {
    const words = 'x'.repeat(9_000)
    for (let number = 0; number < 250; number += 1)
      await addRepTouch(stack.ports, lead.id, { kind: 'note', text: `${number} ${words}` })
    const { run } = commandLine(memoryApi(stack).fetch)
    const { out, code } = await run('lead', 'export', lead.id)
    expect(code).toBe(0)
    const document = leadExport.parse(JSON.parse(out))
    expect(document.touches.filter(({ by }) => by !== undefined)).toHaveLength(251)
    const first = leadExport.parse(await (await call('GET', `/v1/leads/${lead.id}/export`)).json())
    expect(first.cursor).toBeDefined()
    expect((await call('GET', `/v1/leads/${lead.id}/export?cursor=x`)).status).toBe(400)
  })
})

test('the command line erases only when it is told so twice', async () => {
  const { run } = commandLine(memoryApi(stack).fetch, {}, { now: stack.ports.clock.now, wait: () => stack.settle() })
  const asked = await run('lead', 'erase', lead.id)
  expect(asked.code).toBe(1)
  expect(asked.err).toContain(`baton lead erase ${lead.id} --yes`)
  const done = await run('lead', 'erase', lead.id, '--yes')
  expect([done.code, done.err]).toEqual([0, ''])
  expect(done.out).toMatch(/is erased: \d+ records removed, \d+ emptied/)
  const id: JobId = (await jobOf()).id
  expect(id).toBeDefined()
})
