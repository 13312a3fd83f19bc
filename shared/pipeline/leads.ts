import type { PlaybookVersion } from '../domain/access.ts'
import { companyText, firstCharacters, folded, personPrefixes, personText } from '../domain/finding.ts'
import { type CampaignId, isLeadId, type RepId } from '../domain/ids.ts'
import { isErased, type Lead, ownerOf, type Score, type Stage } from '../domain/lead.ts'
import { normaliseEmail, normalisePhone } from '../domain/normalise.ts'
import type { Enrollment } from '../domain/nurturing.ts'
import { isVisible } from '../domain/permissions.ts'
import { score } from '../domain/scoring.ts'
import type { Touch } from '../domain/touch.ts'
import type { LeadFinder, LeadPage, Store } from '../ports/store.ts'
import { findLead, readLead } from './identities.ts'
import type { Ports } from './ports.ts'
import { currentRules } from './rules.ts'

/** What leads are looked for by. */
export interface LeadSearch {
  readonly email?: string | undefined
  readonly phone?: string | undefined
  readonly externalId?: string | undefined
  readonly owner?: RepId | undefined
  readonly stage?: Stage | undefined
  /** The campaign that first brought it. */
  readonly campaign?: CampaignId | undefined
  /** At least this score. */
  readonly minScore?: number | undefined
  /** How the company's name begins. */
  readonly company?: string | undefined
  /** How the person's name begins: last name, or all of it in any order. */
  readonly name?: string | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
  /** A rep who asks: only what they own, or what is in the pool, is found; without a stage or name, what they own. */
  readonly visibleTo?: RepId | undefined
}

/** How many leads a page has when nobody says. */
const usualPage = 50
/** How many pages are read through for one page of a rare stage. */
const mostPages = 10

/**
 * Finds leads: one by its e-mail, phone or external id, or pages of them, newest first; by company or name, in the order of
 * these. What narrows most is read from its index, and the rest is looked at on what was read: a page costs no more however
 * many leads there are, and may be shorter than asked for, or empty, with more behind it.
 * @param store where they are
 * @param search what they are looked for by; everything given must hold
 */
export async function findLeads(store: Store, search: LeadSearch): Promise<LeadPage> {
  const byIdentity = await identified(store, search)
  if (byIdentity !== undefined) return { leads: byIdentity.filter((lead) => fits(lead, search)) }
  const owner = ownerIn(search)
  if (search.visibleTo !== undefined && owner !== undefined && owner !== search.visibleTo) return { leads: [] }
  const finder = finderOf(search)
  if (finder !== undefined && 'prefixes' in finder && finder.prefixes.length === 0) return { leads: [] }
  const limit = search.limit ?? usualPage
  const leads: Lead[] = []
  let cursor = search.cursor
  for (let page = 0; page < mostPages; page += 1) {
    const wanted = { limit: limit - leads.length, ...(cursor === undefined ? {} : { cursor }) }
    const read =
      finder === undefined
        ? await store.listLeads({ ...wanted, ...(owner === undefined ? {} : { owner }) })
        : await store.findLeads(finder, wanted)
    leads.push(...read.leads.filter((lead) => fits(lead, search)))
    cursor = read.cursor
    if (cursor === undefined || leads.length >= limit) break
  }
  return { leads, ...(cursor === undefined ? {} : { cursor }) }
}

/** Of what is asked for, what narrows most; nothing where the list of an owner, or of all, does. */
function finderOf({ stage, minScore, campaign, company, name, owner, visibleTo }: LeadSearch): LeadFinder | undefined {
  const scored = minScore === undefined || minScore <= 0 ? {} : { minScore }
  // A rep's own list is short; beside it they see the pool.
  if (visibleTo !== undefined) return stage === 'pool' ? { by: 'standing', stage, ...scored } : undefined
  if (company !== undefined) return { by: 'company', prefixes: prefixesOf(folded(company)) }
  if (name !== undefined) return { by: 'person', prefixes: personPrefixes(name) }
  if (owner !== undefined) return undefined
  if (stage !== undefined && !large.has(stage)) return { by: 'standing', stage, ...scored }
  if (campaign !== undefined) return { by: 'campaign', campaign }
  return stage === undefined && minScore === undefined
    ? undefined
    : { by: 'standing', ...(stage === undefined ? {} : { stage }), ...scored }
}

/** Stages that most leads stay in. */
const large: ReadonlySet<Stage> = new Set(['nurturing', 'rejected', 'lost'])

function prefixesOf(text: string): readonly string[] {
  return firstCharacters(text) === undefined ? [] : [text]
}

async function identified(store: Store, search: LeadSearch): Promise<readonly Lead[] | undefined> {
  const { playbook } = await currentRules(store)
  const values = {
    email: search.email === undefined ? undefined : (normaliseEmail(search.email) ?? ''),
    phone: search.phone === undefined ? undefined : (normalisePhone(search.phone, playbook.workspace.country) ?? ''),
    externalId: search.externalId,
  }
  for (const kind of ['email', 'phone', 'externalId'] as const) {
    const value = values[kind]
    if (value === undefined) continue
    const lead = await findLead(store, kind, value)
    return lead === undefined ? [] : [lead.entity]
  }
  return undefined
}

/** A rep who names no owner means themselves; leads of the pool have none. */
function ownerIn({ owner, stage, visibleTo }: LeadSearch): RepId | undefined {
  return owner ?? (stage === 'pool' ? undefined : visibleTo)
}

function fits(lead: Lead, search: LeadSearch): boolean {
  return (
    !isErased(lead) &&
    (search.stage === undefined || lead.state.stage === search.stage) &&
    (search.owner === undefined || ownerOf(lead) === search.owner) &&
    (search.campaign === undefined || lead.firstCampaign === search.campaign) &&
    (search.minScore === undefined || lead.score.value >= search.minScore) &&
    (search.company === undefined || beginsWith(companyText(lead), prefixesOf(folded(search.company)))) &&
    (search.name === undefined || beginsWith(personText(lead), personPrefixes(search.name))) &&
    (search.visibleTo === undefined || isVisible(lead, search.visibleTo))
  )
}

function beginsWith(text: string | undefined, prefixes: readonly string[]): boolean {
  return text !== undefined && prefixes.some((prefix) => text.startsWith(prefix))
}

/**
 * Reads a lead by the id a URL has.
 * @param store where it is
 * @param id any text
 */
export async function readLeadById(store: Store, id: string): Promise<Lead | undefined> {
  return isLeadId(id) ? (await store.get({ type: 'lead', id }))?.entity : undefined
}

/** A lead as it stands now. */
export interface PresentLead {
  readonly lead: Lead
  readonly touches: readonly Touch[]
  /** By the playbook in force, as of now. What the lead itself keeps is the score that was decided by. */
  readonly score: Score
  readonly rules: PlaybookVersion
  /** Its place in a nurture track, while it is in one. */
  readonly enrollment?: Enrollment | undefined
}

/**
 * Reads a lead with its score as of now: decayed, and by the playbook in force. Nothing is written.
 * @param ports store and clock
 * @param id any text, for instance from a URL
 * @returns `undefined` when there is no such lead
 */
export async function readPresentLead(
  ports: Pick<Ports, 'store' | 'clock'>,
  id: string,
): Promise<PresentLead | undefined> {
  if (!isLeadId(id)) return undefined
  const [known, rules] = await Promise.all([readLead(ports.store, id), currentRules(ports.store)])
  if (known === undefined) return undefined
  const { touches } = known
  const lead = known.stored.entity
  const { playbook, version } = rules
  return {
    lead,
    enrollment: known.enrollments.find(({ id }) => 'enrollment' in lead.state && lead.state.enrollment === id),
    touches,
    rules,
    score: score({ playbook, version, profile: lead.profile, touches, now: ports.clock.now() }),
  }
}
