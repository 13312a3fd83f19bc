import type { LeadId, RepId } from '../ids.ts'
import { type Proportion, proportion } from '../statistics/wilson.ts'
import type { Instant } from '../time.ts'

/** One lead as offered to one rep, and what the rep made of it. */
export interface Offer {
  readonly lead: LeadId
  readonly rep: RepId
  readonly offeredAt: Instant
  readonly answer:
    | { readonly kind: 'none' }
    | { readonly kind: 'expired' }
    | { readonly kind: 'declined'; readonly reason: string }
    | {
        readonly kind: 'accepted'
        readonly at: Instant
        readonly touched: boolean
        /** It came to a deal, won, lost or open, or was given back with a reason. */
        readonly pursued: boolean
      }
}

/** How the leads sent to Sales were worked. */
export interface PursuitFigures {
  readonly offered: number
  readonly accepted: number
  readonly touched: number
  readonly pursued: number
  readonly declined: number
  readonly expired: number
  /** Accepted ÷ offered, touched ÷ accepted, pursued ÷ touched. */
  readonly acceptance: Proportion | null
  readonly touching: Proportion | null
  readonly pursuit: Proportion | null
}

/** The report. */
export interface PursuitReport {
  readonly all: PursuitFigures
  /** By name. */
  readonly byRep: readonly ({ readonly rep: RepId } & PursuitFigures)[]
  /** Why leads were declined; the most frequent first, then by text. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[]
  /** Accepted and never touched, the longest ago first. */
  readonly neverTouched: readonly { readonly lead: LeadId; readonly rep: RepId; readonly acceptedAt: Instant }[]
}

/**
 * Says what became of the leads that were sent to Sales.
 * @param offers in any order; a lead that was offered twice comes twice
 */
export function pursuitReport(offers: readonly Offer[]): PursuitReport {
  const byRep = [...Map.groupBy(offers, ({ rep }) => rep)]
    .map(([rep, own]) => ({ rep, ...figuresOf(own) }))
    .toSorted((one, other) => (one.rep < other.rep ? -1 : 1))
  const declined = offers.flatMap(({ answer }) => (answer.kind === 'declined' ? [answer.reason] : []))
  const reasons = [...Map.groupBy(declined, (reason) => reason)]
    .map(([reason, own]) => ({ reason, count: own.length }))
    .toSorted((one, other) => other.count - one.count || (one.reason < other.reason ? -1 : 1))
  const neverTouched = offers
    .flatMap(({ lead, rep, answer }) =>
      answer.kind === 'accepted' && !answer.touched ? [{ lead, rep, acceptedAt: answer.at }] : [],
    )
    .toSorted((one, other) => one.acceptedAt - other.acceptedAt || (one.lead < other.lead ? -1 : 1))
  return { all: figuresOf(offers), byRep, reasons, neverTouched }
}

function figuresOf(offers: readonly Offer[]): PursuitFigures {
  const answers = offers.map(({ answer }) => answer)
  const accepted = answers.filter((answer) => answer.kind === 'accepted')
  const touched = accepted.filter((answer) => answer.touched)
  const pursued = touched.filter((answer) => answer.pursued)
  return {
    offered: offers.length,
    accepted: accepted.length,
    touched: touched.length,
    pursued: pursued.length,
    declined: answers.filter(({ kind }) => kind === 'declined').length,
    expired: answers.filter(({ kind }) => kind === 'expired').length,
    acceptance: proportion(accepted.length, offers.length),
    touching: proportion(touched.length, accepted.length),
    pursuit: proportion(pursued.length, touched.length),
  }
}
