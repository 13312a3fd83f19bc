import type { Instant } from '../../../shared/domain/time.ts'

/** How large a history is. */
export interface HistorySize {
  /** The same seed and end give the same history. */
  readonly seed: number
  /** How many days it goes back. */
  readonly days: number
  /** How many people come, besides those of the closing scene. */
  readonly people: number
}

/** Which history to make up. */
export interface HistoryWish extends HistorySize {
  /** When it ends: the present. */
  readonly until: Instant
}

/** A year, as `npm start -- --demo` plays it. */
export const wholeYear: HistorySize = { seed: 2026, days: 365, people: 6_200 }
