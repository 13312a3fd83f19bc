import { unattributed } from '../ids.ts'
import { present } from '../present.ts'
import { emptyProfile, type Profile } from '../profile.ts'
import { amountBucket } from '../statistics/histogram.ts'
import type { Instant } from '../time.ts'
import { earnsCredit } from '../touch.ts'
import { type LeadHistory, shortened, sizeBand } from './coordinates.ts'

/** How wide a band of scores is. */
export const bandWidth = 10

/** Scores at or above it are in one band. */
export const lastBand = 150

/**
 * Counts a lead by the score it was last decided by, and by its traits once it has been with Sales.
 * @param history of the lead
 * @returns `score.bBAND.leads`, `score.bBAND.won`; `TRAIT.leads`, `TRAIT.won`
 */
export function traitCounts(history: LeadHistory): {
  readonly scores: Readonly<Record<string, number>>
  readonly traits: Readonly<Record<string, number>>
} {
  const won = Number(isWon(history))
  const band = Math.min(lastBand, Math.floor(scoreOf(history) / bandWidth) * bandWidth)
  const count = (name: string) => [[`${name}.leads`, 1] as const, [`${name}.won`, won] as const]
  const sent = history.assignments.length > 0 || history.deals.length > 0
  return {
    scores: Object.fromEntries(count(`score.b${band}`)),
    traits: sent ? Object.fromEntries([...count('all'), ...traitsOf(history).flatMap(count)]) : {},
  }
}

/** The score it first went to Sales with, or the highest it had. */
function scoreOf({ lead, records }: LeadHistory): number {
  const scores = records.flatMap((record) =>
    record.type === 'decision' && record.kind === 'score' ? [record.score.value] : [],
  )
  return Math.max(0, ...(scores.length === 0 ? [lead.score.value] : scores))
}

function isWon({ deals }: LeadHistory): boolean {
  return deals.some(({ state }) => state.status === 'won')
}

/** What a lead is, by the words of the playbook's fields. */
function traitsOf({ lead }: LeadHistory): readonly string[] {
  const { company, address, jobTitle } = lead.profile
  const traits = [
    ['company.employees', sizeBand(company.employees)],
    ['company.industry', company.industry?.toLowerCase()],
    ['address.country', address.country],
    ['address.state', address.state],
    ['person.role', roleOf(jobTitle)],
  ] as const
  return traits.flatMap(([name, value]) => (value === undefined ? [] : [shortened(`${name}: ${value}`)]))
}

/**
 * Says the least of a profile that counts the same in reports: the size of the company by its class, industry, country,
 * state, and the kind of role. It tells nobody who the person is.
 * @param profile all that is known
 */
export function countedProfile({ company, address, jobTitle }: Profile): Profile {
  const { employees, industry } = company
  const { country, state } = address
  return {
    ...emptyProfile,
    company: present({
      employees: employees === undefined ? undefined : smallestOf(sizeBand(employees)),
      industry: industry === undefined ? undefined : shortened(industry.toLowerCase()),
    }),
    address: present({ country, state: state === undefined ? undefined : shortened(state) }),
    ...present({ jobTitle: countedRole(jobTitle) }),
  }
}

/** A title that says nothing but the kind of role, and is read as that kind again. */
function countedRole(jobTitle: string | undefined): string | undefined {
  const role = roleOf(jobTitle)
  return role === 'vice president' ? 'VP' : role
}

/** The smallest company of a size class: `50-249` is 50. */
function smallestOf(band: string): number {
  return Number.parseInt(band, 10)
}

const roles = [
  ['chief', /\b(chief|c[eftmio]o|founder|owner|president|geschäftsführer)\b/i],
  ['vice president', /\b(vp|vice president|svp|evp)\b/i],
  ['director', /\b(director|head of)\b/i],
  ['manager', /\bmanager\b/i],
] as const

function roleOf(jobTitle: string | undefined): string | undefined {
  if (jobTitle === undefined) return undefined
  return roles.find(([, pattern]) => pattern.test(jobTitle))?.[0] ?? 'other'
}

/** Most campaigns of a path that are told apart; the middle of a longer one is left out. */
const longestPath = 12

/**
 * Counts closed deals: by the campaigns that led to them, and by the rules that held when the lead was last scored.
 * @param history of the lead
 * @returns for each closed deal, its close, `paths:…` or `rules:…`, what follows being a JSON list, and `won` or `lost`;
 *   of paths `won.BUCKET`, by what the deal is worth, and `revenue`, what all are worth exactly. Too long a list stands in
 *   the counter's name, after a bar
 */
export function closingCounts(
  history: LeadHistory,
): readonly { readonly at: Instant; readonly scope: string; readonly counts: Readonly<Record<string, number>> }[] {
  const rules = [...new Set(history.lead.score.reasons.map(({ rule }) => rule))].toSorted()
  return history.deals.flatMap(({ state }) => {
    if (state.status === 'open') return []
    const path = JSON.stringify(pathOf(history, state.closedAt))
    const { status } = state
    const ends =
      state.status === 'won'
        ? { [`won.${amountBucket(state.amountMinor)}`]: 1, revenue: state.amountMinor }
        : { [status]: 1 }
    return [
      { at: state.closedAt, ...closing('paths', path, ends) },
      { at: state.closedAt, ...closing('rules', JSON.stringify(rules), { [status]: 1 }) },
    ]
  })
}

/** Longest list that can be part of a key, in bytes: DynamoDB's sort keys take 1,024. */
const longestKey = 900

/** Each list has a place of its own: there may be more of them in a month than an item holds. */
function closing(scope: string, list: string, ends: Readonly<Record<string, number>>) {
  if (new TextEncoder().encode(list).length <= longestKey) return { scope: `${scope}:${list}`, counts: ends }
  return { scope, counts: Object.fromEntries(Object.entries(ends).map(([end, count]) => [`${end}|${list}`, count])) }
}

/** The campaigns of the touches before the close, in order; the same one in a row counts once. */
function pathOf({ touches }: LeadHistory, until: Instant): readonly string[] {
  const campaigns = touches
    .filter((touch) => touch.at <= until && earnsCredit(touch))
    .map(({ campaign }) => shortened(campaign ?? unattributed))
  const path = campaigns.filter((campaign, index) => campaign !== campaigns[index - 1])
  return path.length <= longestPath ? path : [...path.slice(0, longestPath / 2), ...path.slice(-longestPath / 2)]
}
