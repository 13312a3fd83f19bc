import { eventually } from './eventually.ts'
import type { LocalStack } from './local-stack.ts'

/** People who come in over the forms; one of them tries to write HTML. */
const people = [
  ['Grace', 'Hall', 'harborheating.example', 'Harbor Heating', 'Head of Operations', 'NY', 42, 'spring'],
  ['Omar', 'Haddad', 'brightpipes.example', 'Bright Pipes', 'Owner', 'NY', 18, 'search'],
  ['Lena', 'Fischer', 'nordlicht-solar.example', 'Nordlicht Solar', 'Director of Field Service', 'CA', 120, 'search'],
  ['Ravi', 'Menon', 'quickliftelevators.example', 'Quicklift Elevators', 'COO', 'TX', 260, 'webinar'],
  ['Ines', 'Duarte', 'verdegardens.example', 'Verde Gardens', 'Founder', 'FL', 34, 'spring'],
  ['Paul', 'Novak', 'ironcladroofing.example', 'Ironclad Roofing', 'VP Operations', 'OH', 75, 'social'],
  ['<b>Mia</b>', 'O’Neil', 'clearwaterpools.example', 'Clearwater <i>Pools</i>', 'Chief of Staff', 'NY', 51, 'spring'],
] as const

const readers = ['ada', 'ben', 'cleo', 'dev', 'eva', 'finn'] as const

/** What the seed left behind. */
export interface Seeded {
  /** Ids of the business leads, by first name. */
  readonly leads: Readonly<Record<string, string>>
}

/**
 * Fills an empty stack over its public API: business leads that reps have, newsletter readers, campaigns with spend,
 * deals open, won and lost.
 * @param stack a running one
 */
export async function seedConsole(stack: LocalStack): Promise<Seeded> {
  await campaigns(stack)
  for (const person of people) await submit(stack, person)
  for (const [index, name] of readers.entries())
    await stack.call('/v1/forms/newsletter', {
      json: { email: `${name}@reader-${index}.example`, firstName: name, utm_campaign: 'social' },
    })
  const leads: Record<string, string> = {}
  for (const [firstName, , domain] of people) leads[firstName] = await routed(stack, emailOf(firstName, domain))
  await deal(stack, leads.Lena, { name: 'Thirty crews', amountMinor: 1_850_000 }, 'win')
  await deal(stack, leads.Ravi, { name: 'Two depots', amountMinor: 4_200_000 }, 'open')
  await deal(stack, leads.Paul, { name: 'Pilot', amountMinor: 600_000 }, 'lose')
  await deal(stack, leads.Ines, { name: 'Season plan', amountMinor: 950_000 }, 'win')
  return { leads }
}

async function campaigns(stack: LocalStack): Promise<void> {
  const month = new Date().toISOString().slice(0, 7)
  const spends = { spring: 400_000, search: 720_000, webinar: 250_000, social: 510_000 }
  for (const [id, amountMinor] of Object.entries(spends)) {
    await stack.admin(`/v1/campaigns/${id}`, { method: 'PUT', json: { name: id, channel: id } })
    await stack.admin(`/v1/campaigns/${id}/spend/${month}`, { method: 'PUT', json: { amountMinor, currency: 'USD' } })
  }
}

function emailOf(firstName: string, domain: string): string {
  return `${firstName.replaceAll(/\W|b(?=>)/g, '').toLowerCase()}@${domain}`
}

async function submit(stack: LocalStack, person: (typeof people)[number]): Promise<void> {
  const [firstName, lastName, domain, company, jobTitle, state, employees, campaign] = person
  const { status } = await stack.call('/v1/forms/demo-request', {
    json: {
      ...{ email: emailOf(firstName, domain), firstName, lastName, company, jobTitle, state, employees },
      phone: `212 555 01${String(people.indexOf(person)).padStart(2, '0')}`,
      message: 'Twelve crews, one whiteboard. <script>alert(1)</script> Help.',
      utm_campaign: campaign,
    },
  })
  if (status !== 202) throw new Error(`a lead was answered ${status}`)
}

/** Waits until a lead has a rep. */
async function routed(stack: LocalStack, email: string): Promise<string> {
  return eventually(async () => {
    const { body } = await stack.admin(`/v1/leads?email=${encodeURIComponent(email)}`)
    const [lead] = leadsIn(body)
    return lead?.owner ? lead.id : undefined
  })
}

interface LeadLine {
  readonly id: string
  readonly owner: string | null
}

function leadsIn(body: unknown): readonly LeadLine[] {
  if (typeof body === 'object' && body !== null && 'leads' in body && Array.isArray(body.leads)) return body.leads
  throw new Error('no list of leads was answered')
}

async function deal(
  stack: LocalStack,
  lead: string | undefined,
  body: { readonly name: string; readonly amountMinor: number },
  end: 'open' | 'win' | 'lose',
): Promise<void> {
  if (lead === undefined) throw new Error('there is no such lead')
  const suffix = lead.slice('lead_'.length)
  await stack.admin(`/v1/assignments/asg_${suffix}-1/accept`, { method: 'POST' })
  await stack.admin(`/v1/leads/${lead}/opportunities`, { json: { ...body, currency: 'USD' } })
  if (end === 'win') await stack.admin(`/v1/opportunities/opp_${suffix}-1/win`, { json: {} })
  if (end === 'lose')
    await stack.admin(`/v1/opportunities/opp_${suffix}-1/lose`, { json: { reason: 'Chose a spreadsheet' } })
}
