import type { Path } from '../attribution/data-driven.ts'
import { eventRuleOf } from '../engagement.ts'
import type { Minor } from '../money.ts'
import type { Scoring } from '../playbook.ts'
import type { NamedCounts } from './counts.ts'
import type { RulePattern } from './scoring-proposal.ts'

/** Closed deals that have something in common: the path that led to them, or the rules that held. */
export interface ClosedDeals {
  readonly list: readonly string[]
  readonly won: number
  readonly lost: number
  /** What the won ones are worth; known of paths. */
  readonly revenueMinor: Minor
}

/**
 * Reads closed deals from counters.
 * @param counts as `closingCounts` names them, added up
 */
export function closedDeals(counts: NamedCounts): readonly ClosedDeals[] {
  const lists = new Set(Object.keys(counts).map((name) => name.slice(name.indexOf('|') + 1)))
  return [...lists].toSorted().map((text) => ({
    list: listOf(text),
    won: counts[`won|${text}`] ?? 0,
    lost: counts[`lost|${text}`] ?? 0,
    revenueMinor: counts[`revenue|${text}`] ?? 0,
  }))
}

function listOf(text: string): readonly string[] {
  const list: unknown = JSON.parse(text)
  return Array.isArray(list) ? list.map(String) : []
}

/**
 * Gives the paths that data-driven models look at.
 * @param deals by path
 */
export function pathsOf(deals: readonly ClosedDeals[]): readonly Path[] {
  return deals.map(({ list, won, lost }) => ({ campaigns: list, won, lost }))
}

/**
 * Gives what each won deal gave to each campaign of its path, in equal parts: what a bootstrap draws from. Counters know
 * the deals of a path together, so each of them counts with the path's mean.
 * @param deals by path
 */
export function wonShares(deals: readonly ClosedDeals[]): readonly ReadonlyMap<string, number>[] {
  return deals.flatMap(({ list, won, revenueMinor }) => {
    if (won === 0) return []
    const share = new Map<string, number>()
    for (const campaign of list) share.set(campaign, (share.get(campaign) ?? 0) + revenueMinor / won / list.length)
    return Array.from({ length: won }, () => share)
  })
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
