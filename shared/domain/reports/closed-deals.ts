import type { Path } from '../attribution/data-driven.ts'
import { eventRuleOf } from '../engagement.ts'
import { type CampaignId, unattributed } from '../ids.ts'
import type { Minor } from '../money.ts'
import type { Scoring } from '../playbook.ts'
import type { Counters } from '../report-entry.ts'
import { bucketValues, type Histogram } from '../statistics/histogram.ts'
import { countsUnder, sumByValue } from './counts.ts'
import type { RulePattern } from './scoring-proposal.ts'

/** Closed deals that have something in common: the path that led to them, or the rules that held. */
export interface ClosedDeals {
  readonly list: readonly string[]
  readonly won: number
  readonly lost: number
  /** What the won ones are worth together, in minor units; known of paths. */
  readonly revenueMinor: Minor
  /** The won ones by what they are worth; known of paths. */
  readonly worth: Histogram
}

/**
 * Reads closed deals from counters.
 * @param counters of `paths` or `rules`, as `closingCounts` places and names them
 */
export function closedDeals(counters: readonly Counters[]): readonly ClosedDeals[] {
  const entries = [...sumByValue(counters)].flatMap(([value, counts]) =>
    Object.entries(counts).flatMap(([name, count]) => {
      if (value !== '') return [{ end: name, list: value, count }]
      // Too long for a place of its own.
      const split = name.indexOf('|')
      return [{ end: name.slice(0, split), list: name.slice(split + 1), count }]
    }),
  )
  return [...Map.groupBy(entries, ({ list }) => list)]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([list, own]) => {
      const sum = (isOf: (end: string) => boolean): number =>
        own.reduce((total, { end, count }) => total + (isOf(end) ? count : 0), 0)
      return {
        list: listOf(list),
        won: sum((end) => end === 'won' || end.startsWith('won.')),
        lost: sum((end) => end === 'lost'),
        revenueMinor: sum((end) => end === 'revenue'),
        worth: countsUnder(Object.fromEntries(own.map(({ end, count }) => [end, count])), 'won'),
      }
    })
}

function listOf(text: string): readonly string[] {
  const list: unknown = JSON.parse(text)
  return Array.isArray(list) ? list.map(String) : []
}

/**
 * Gives the paths that data-driven models look at. What came without any touch is nobody's, as in the ledger.
 * @param deals by path
 */
export function pathsOf(deals: readonly ClosedDeals[]): readonly Path[] {
  return deals.map(({ list, won, lost, revenueMinor }) => ({ campaigns: campaignsOf(list), won, lost, revenueMinor }))
}

function campaignsOf(path: readonly CampaignId[]): readonly CampaignId[] {
  return path.length === 0 ? [unattributed] : path
}

/**
 * Gives what each won deal gave to each campaign of its path, in equal parts: what a bootstrap draws from. What a deal
 * is worth is known by its bucket, at most `relativeError` off.
 * @param deals by path
 */
export function wonShares(deals: readonly ClosedDeals[]): readonly ReadonlyMap<string, number>[] {
  return deals.flatMap(({ list, worth }) =>
    bucketValues(worth).flatMap(({ value, count }) => {
      const share = new Map<string, number>()
      const campaigns = campaignsOf(list)
      for (const campaign of campaigns) share.set(campaign, (share.get(campaign) ?? 0) + value / campaigns.length)
      return Array.from({ length: count }, () => share)
    }),
  )
}

/** The rules of a scoring, and which of them counted for closed deals. */
export interface CountedRules {
  readonly rules: readonly { readonly rule: string; readonly points: number }[]
  readonly patterns: readonly RulePattern[]
}

/**
 * Lays closed deals out by the rules that a scoring has now. Rules that it has no more are passed over.
 * @param deals by the rules that held
 * @param scoring the playbook's
 */
export function rulePatterns(deals: readonly ClosedDeals[], scoring: Scoring): CountedRules {
  const rules = [
    ...scoring.fit.map(({ id, points }) => ({ rule: id, points })),
    ...Object.entries(scoring.engagement.events).map(([rule, points]) => ({ rule, points })),
  ]
  const patterns = deals.map(({ list, won, lost }) => {
    const held = new Set([...list, ...list.map((rule) => eventRuleOf(scoring, rule))])
    return { counts: rules.map(({ rule }) => Number(held.has(rule))), won, lost }
  })
  return { rules, patterns }
}
