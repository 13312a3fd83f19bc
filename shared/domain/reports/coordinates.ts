import type { Assignment } from '../assignment.ts'
import type { LeadRecord } from '../entity.ts'
import type { Lead } from '../lead.ts'
import type { Opportunity } from '../opportunity.ts'
import type { Touch } from '../touch.ts'

/** All that is known of a lead, sorted out. */
export interface LeadHistory {
  readonly lead: Lead
  /** Oldest first. */
  readonly touches: readonly Touch[]
  /** In order. */
  readonly assignments: readonly Assignment[]
  readonly deals: readonly Opportunity[]
  readonly records: readonly LeadRecord[]
}

/**
 * Sorts out what lies in a lead's partition.
 * @param lead the lead
 * @param records everything known of it
 */
export function historyOf(lead: Lead, records: readonly LeadRecord[]): LeadHistory {
  const ofType = <Type extends LeadRecord['type']>(type: Type) =>
    records.filter((record): record is Extract<LeadRecord, { readonly type: Type }> => record.type === type)
  return {
    lead,
    touches: ofType('touch').toSorted((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1)),
    assignments: ofType('assignment').toSorted((one, other) => one.offeredAt - other.offeredAt || inOrder(one, other)),
    deals: ofType('opportunity').toSorted(inOrder),
    records,
  }
}

/**
 * Orders things that a lead has several of. Numbers are each lead's own: of leads that were merged, several things may
 * have the same.
 */
export function inOrder(
  one: { readonly number: number; readonly id: string },
  other: { readonly number: number; readonly id: string },
): number {
  return one.number - other.number || (one.id < other.id ? -1 : 1)
}

/** What reports can be broken down by. */
export const dimensions = ['source', 'campaign', 'territory', 'segment'] as const

/** One of them. */
export type Dimension = (typeof dimensions)[number]

/** The territory of a lead that was never offered to anybody. */
export const neverOffered = '(never offered)'

/** Longest name of a source, campaign or trait that is counted; the rest is cut off. */
const longestName = 80

/**
 * Says where a lead belongs in each dimension: what first brought it, the campaign that did, the territory it was last
 * offered in, and how large its company is.
 * @param history of the lead
 * @returns a value for each, so that each dimension counts every lead once
 */
export function coordinatesOf({ lead, touches, assignments }: LeadHistory): {
  readonly [Name in Dimension]: string
} {
  const source = touches.find(({ by }) => by === undefined)?.event ?? 'unknown'
  return {
    source: shortened(source),
    campaign: shortened(lead.firstCampaign),
    segment: sizeBand(lead.profile.company.employees),
    territory: assignments.at(-1)?.territory ?? neverOffered,
  }
}

/** Cuts a name that people chose to what is counted: it stands in keys, where a database refuses half a character. */
export function shortened(name: string): string {
  return name.slice(0, longestName).toWellFormed()
}

/**
 * Says how large a company is, as reports tell it: the size classes of the European Union's statistics.
 * @param employees how many people it employs, if that is known
 * @see https://ec.europa.eu/eurostat/statistics-explained/index.php?title=Glossary:Enterprise_size
 */
export function sizeBand(employees: number | undefined): string {
  if (employees === undefined) return 'unknown size'
  if (employees < 10) return '1-9'
  if (employees < 50) return '10-49'
  return employees < 250 ? '50-249' : '250+'
}
