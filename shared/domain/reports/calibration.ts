import { type Proportion, proportion } from '../statistics/wilson.ts'
import type { NamedCounts } from './counts.ts'
import { bandWidth, lastBand } from './outcome-counts.ts'

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
  /** Conversion ÷ that of all leads, and its interval likewise; `null` where either is not there or nothing was won. */
  readonly lift: Proportion | null
}

/**
 * Says how many leads of each band of scores were won. Of a score that means something, conversion rises from band to
 * band.
 * @param counts `bBAND.leads` and `bBAND.won`, added up
 * @returns the lowest band first, up to the highest with a lead; every lead is in one
 */
export function calibration(counts: NamedCounts): readonly ScoreBand[] {
  const starts = Array.from({ length: lastBand / bandWidth + 1 }, (_, index) => index * bandWidth)
  const bands = starts.map((from) => ({
    from,
    until: from === lastBand ? null : from + bandWidth,
    leads: counts[`b${from}.leads`] ?? 0,
    won: counts[`b${from}.won`] ?? 0,
  }))
  const sum = (name: 'leads' | 'won'): number => bands.reduce((total, band) => total + band[name], 0)
  const base = sum('leads') === 0 ? 0 : sum('won') / sum('leads')
  const highest = bands.findLastIndex(({ leads }) => leads > 0)
  return bands.slice(0, highest + 1).map((band) => {
    const conversion = proportion(band.won, band.leads)
    return { ...band, conversion, lift: conversion === null || base === 0 ? null : relativeTo(conversion, base) }
  })
}

/** The base is that of all leads, of which the band is a part: its own uncertainty is left out. */
function relativeTo({ share, interval }: Proportion, base: number): Proportion {
  return { share: share / base, interval: { low: interval.low / base, high: interval.high / base } }
}
