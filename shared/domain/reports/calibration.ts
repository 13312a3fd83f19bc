import { type Proportion, proportion } from '../statistics/wilson.ts'

/** A lead's score and whether it became a won deal. */
export interface ScoredOutcome {
  readonly score: number
  readonly won: boolean
}

/** The leads of a band of scores. */
export interface ScoreBand {
  /** Inclusive. */
  readonly from: number
  /** Exclusive; `null` for the band that has no end. */
  readonly until: number | null
  readonly leads: number
  readonly won: number
  /** Won ÷ leads, with its interval; `null` where there is no lead. */
  readonly conversion: Proportion | null
  /** Conversion ÷ that of all leads; `null` where either is not there or nothing was won. */
  readonly lift: number | null
}

/**
 * Says how many leads of each band of scores were won. Of a score that means something, conversion rises from band to
 * band.
 * @param outcomes in any order
 * @param bounds where bands begin; below the lowest there is a band from 0
 * @returns the lowest band first; every lead is in one
 */
export function calibration(outcomes: readonly ScoredOutcome[], bounds: readonly number[]): readonly ScoreBand[] {
  const from = [...new Set([0, ...bounds.filter((bound) => bound > 0)])].toSorted((one, other) => one - other)
  const base = outcomes.length > 0 ? wonOf(outcomes) / outcomes.length : 0
  return from.map((low, index) => {
    const until = from[index + 1] ?? null
    // Scores are never below 0, but the lowest band would take them.
    const own = outcomes.filter(({ score }) => (index === 0 || score >= low) && (until === null || score < until))
    const conversion = proportion(wonOf(own), own.length)
    const lift = conversion === null || base === 0 ? null : conversion.share / base
    return { from: low, until, leads: own.length, won: wonOf(own), conversion, lift }
  })
}

/** What a threshold would have called hot. */
export interface HotCount {
  readonly leads: number
  readonly hot: number
  readonly won: number
  readonly wonHot: number
  /** Of the won, how many were hot. */
  readonly found: Proportion | null
  /** Of the hot, how many were won. */
  readonly worth: Proportion | null
}

/**
 * Counts how many of the won deals a scoring calls hot, and how many others.
 * @param outcomes in any order
 * @param hot a score at or above it is hot
 */
export function hotCount(outcomes: readonly ScoredOutcome[], hot: number): HotCount {
  const called = outcomes.filter(({ score }) => score >= hot)
  const [won, wonHot] = [wonOf(outcomes), wonOf(called)]
  return {
    leads: outcomes.length,
    hot: called.length,
    won,
    wonHot,
    found: proportion(wonHot, won),
    worth: proportion(wonHot, called.length),
  }
}

function wonOf(outcomes: readonly ScoredOutcome[]): number {
  return outcomes.filter(({ won }) => won).length
}
