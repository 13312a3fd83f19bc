import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import type { Lead } from '../../shared/domain/lead.ts'
import { day, hour, minute } from '../../shared/domain/time.ts'
import { recordCall } from '../../shared/pipeline/capture/call.ts'
import { importLeads } from '../../shared/pipeline/capture/import-leads.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { receiveDeal, receiveLead } from '../../shared/pipeline/capture/webhook.ts'
import { identityDigest } from '../../shared/pipeline/digest.ts'
import { closeOpportunity, openOpportunity } from '../../shared/pipeline/opportunities.ts'
import { respond } from '../../shared/pipeline/respond.ts'
import { addRepTouch, recordClick } from '../../shared/pipeline/touches.ts'
import type { MemoryStack } from './memory-stack.ts'

/** Values that appear nowhere but with this person, by what they are. */
export const marks = {
  email: 'Zephyrine.Quuxbury@Vermilion-Ostrich.example',
  phone: '+12125550147',
  otherPhone: '+12125550148',
  firstName: 'Zephyrine',
  lastName: 'Quuxbury',
  company: 'Vermilion Ostrich',
  jobTitle: 'Head of Xylophones',
  postalCode: '10987',
  externalId: 'crm-contact-77310',
  otherId: 'badge-55402',
  message: 'platypus-message-7731',
  ownField: 'marsupial-field-4410',
  callNotes: 'wombat-notes-8802',
  agent: 'agent-kookaburra',
  answer: 'numbat-budget-31',
  repNote: 'quokka-note-1906',
  dealName: 'Zephyr deal bandicoot-27',
  lostReason: 'echidna-reason-64',
  declineNote: 'dingo-note-99',
  term: 'cassowary-term',
} as const

/** What a mark might look like elsewhere: in other letters, another alphabet, or as a digest that can be tried. */
export function tracesOf(kind: keyof typeof marks): readonly string[] {
  const value = marks[kind]
  const texts = [value, value.toLowerCase(), value.toUpperCase(), encodeURIComponent(value), value.replace(/^\+/, '')]
  const digests = [value, value.toLowerCase()].flatMap((text) =>
    (['hex', 'base64', 'base64url'] as const).map((form) => createHash('sha256').update(text).digest(form)),
  )
  const identities = (['email', 'phone', 'externalId'] as const).flatMap((identity) =>
    [value, value.toLowerCase()].map((text) => identityDigest(identity, text)),
  )
  return [...new Set([...texts, ...texts.flatMap(inBase64), ...digests, ...identities])]
}

/** A text within a longer one stands in base64 in one of three ways, the first and last letters apart. */
function inBase64(text: string): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)])
    const whole = bytes.toString('base64').replace(/=+$/, '')
    const inner = whole.slice(offset === 0 ? 0 : offset + 1, -1)
    return inner.length < 8 ? [] : [inner]
  })
}

/**
 * Finds what is left of the person in some text.
 * @param text everything that is kept, as it is kept
 * @returns the kinds of values that are still there
 */
export function marksIn(text: string): readonly string[] {
  const folded = text.toLowerCase()
  return Object.keys(marks)
    .filter((kind): kind is keyof typeof marks => kind in marks)
    .filter((kind) => tracesOf(kind).some((trace) => folded.includes(trace.toLowerCase())))
}

const { email, phone, firstName, lastName, company, jobTitle, postalCode, message, externalId } = marks

/** What the person says of themselves in a form. */
export const ownWords = {
  ...{ email, phone, firstName, lastName, company, jobTitle, postalCode, message },
  employees: '37',
  country: 'US',
  state: 'NY',
  wish: marks.ownField,
  utm_term: marks.term,
}

const crm = { type: 'webhookSource', provider: 'standard', id: 'crm', secret: 'abc' } as const

/** Finds the person's lead. */
export async function markedLead({ store }: MemoryStack): Promise<Lead> {
  const { leads } = await store.listLeads({ limit: 100 })
  const lead = leads.find(({ profile }) => profile.lastName === lastName)
  if (lead === undefined) throw new Error('the marked person has no lead')
  return lead
}

/**
 * Puts the person through everything: forms, a call, a webhook, an import, nurture mail and a click, a declined and an
 * accepted offer with alerts on a channel, notes, a deal of the CRM, a won and a lost deal.
 * @param stack where
 */
export async function liveThroughEverything(stack: MemoryStack): Promise<Lead> {
  const { ports } = stack
  await stack.store.commit([{ kind: 'create', entity: crm }])
  await withChannels(stack)
  const newsletter = await submitForm(ports, {
    formId: 'newsletter',
    fields: { email, firstName, campaign: 'spring', consent: true },
  })
  expect(newsletter.kind).toBe('accepted')
  await stack.settle()
  await stack.pass(2 * hour)
  const { id } = (await stack.store.listLeads({ limit: 1 })).leads[0] ?? { id: 'lead_none' }
  const mail = (await stack.store.listLead(id)).find(({ entity }) => entity.type === 'mail')?.entity
  if (mail?.type === 'mail')
    await recordClick(ports, { lead: id, mail: mail.id, url: 'https://www.example.com/pricing' })
  await submitForm(ports, { formId: 'demo-request', fields: { ...ownWords, campaign: 'autumn' } })
  await stack.settle()
  await recordCall(ports, {
    callId: 'call-1',
    ...{ phone, email, firstName, lastName },
    agent: marks.agent,
    disposition: 'answered',
    answers: { budget: marks.answer },
    notes: marks.callNotes,
  })
  await receiveLead(ports, crm, {
    eventId: 'event-1',
    fields: { email, externalId, phone: marks.otherPhone, message },
    raw: { email, externalId, phone: marks.otherPhone, message },
  })
  const row = { line: 1, eventId: 'row-1', email, externalId: marks.otherId, lastName, message }
  await importLeads(ports, { source: 'fair', mode: 'history', rows: [row] })
  await stack.settle()
  await declineAndAccept(stack)
  const lead = await markedLead(stack)
  await addRepTouch(ports, lead.id, { kind: 'note', text: `${marks.repNote} with ${firstName}` })
  const told = { dealId: 'deal-9', externalId, name: marks.dealName, amountMinor: 90_000, status: 'open' as const }
  await receiveDeal(ports, crm, { type: 'deal.updated', data: told })
  await stack.settle()
  for (const closing of [{ status: 'won' }, { status: 'lost', reason: marks.lostReason }] as const) {
    const deal = { name: `${marks.dealName} ${lastName}`, amountMinor: 123_400, currency: 'USD' }
    const opened = await openOpportunity(ports, lead.id, deal)
    if (opened.kind === 'done') await closeOpportunity(ports, opened.opportunity.id, closing)
  }
  await stack.settle()
  await stack.pass(3 * minute)
  return markedLead(stack)
}

/** The first rep says no, with a note; the next one takes it. */
async function declineAndAccept(stack: MemoryStack): Promise<void> {
  for (const answer of [{ kind: 'decline', reason: `other: ${marks.declineNote}` }, { kind: 'accept' }] as const) {
    const { state } = await markedLead(stack)
    if (state.stage !== 'assigned') throw new Error(`the marked lead is ${state.stage}`)
    await respond(stack.ports, state.assignment, answer)
    await stack.settle()
  }
}

async function withChannels({ store }: MemoryStack): Promise<void> {
  const channels = [{ kind: 'email' }, { kind: 'slack', url: 'https://hooks.slack.example/services/T0/B0/x' }] as const
  for (const stored of await store.listRoster())
    await store.commit([{ kind: 'replace', stored, entity: { ...stored.entity, channels } }])
}

/** How long until everything has come to rest after somebody lived through everything. */
export const untilRest = day
