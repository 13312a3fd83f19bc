import type { LeadId } from './ids.ts'
import type { Task } from './task.ts'

/** Where reports keep counters: a scope such as `source:form.demo-request`, and a day or a month. */
export type CounterPlace = `${string}|${string}`

/** Counters by place and name. */
export type Counted = Readonly<Record<CounterPlace, Readonly<Record<string, number>>>>

/**
 * What a lead adds to the reports' counters, as last counted, and its own task until it is counted anew. Reports are
 * never added to piece by piece: what the lead adds now is worked out from all that is known of it, and the difference
 * to what it added before is put on the counters, in one transaction. So they equal a fold over all leads, whatever
 * came late, twice, or was corrected.
 */
export interface ReportEntry {
  readonly type: 'reportEntry'
  readonly leadId: LeadId
  readonly counted: Counted
  /** The `counterLayout` it was counted by; absent on entries from before there was more than one. */
  readonly layout?: number
  readonly task?: Task
}

/** What to add to the counters of a place. */
export interface CounterChange {
  readonly scope: string
  readonly period: string
  readonly add: Readonly<Record<string, number>>
}

/**
 * Counters of a report. A place has one shard, 0: leads are counted several at once, by few writers. Older versions had
 * four, and what stands in them counts.
 */
export interface CounterKey {
  /** A dimension and a value of it, such as `source:form.demo-request`, or a single word. */
  readonly scope: string
  /** A day or a month: `2026-03-01`, `2026-03`. */
  readonly period: string
  readonly shard: number
}

/** What stands at a place and shard, by name. */
export interface Counters extends CounterKey {
  readonly type: 'counters'
  readonly counts: Readonly<Record<string, number>>
}

/** Which places leads are counted at: an entry from before it was kept, or of another layout, is to be counted anew. */
export const counterLayout = 2

/**
 * Takes a scope apart.
 * @param scope such as `source:form.demo-request` or `hours`
 * @returns the dimension, and the value where there is one
 */
export function scopeParts(scope: string): { readonly dimension: string; readonly value: string } {
  const colon = scope.indexOf(':')
  return colon < 0
    ? { dimension: scope, value: '' }
    : { dimension: scope.slice(0, colon), value: scope.slice(colon + 1) }
}

/**
 * Names the scope of leads that have a campaign and something else in common.
 * @param dimension of the something else
 * @param value of it
 * @param campaign its id
 */
export function jointScope(dimension: string, value: string, campaign: string): string {
  return `${dimension}:${value.replaceAll('|', '/')}|${campaign}`
}

/**
 * Takes such a scope's value apart.
 * @param joint as `scopeParts` gives it
 */
export function jointParts(joint: string): { readonly value: string; readonly campaign: string } {
  const bar = joint.indexOf('|')
  return bar < 0 ? { value: joint, campaign: '' } : { value: joint.slice(0, bar), campaign: joint.slice(bar + 1) }
}

/**
 * Names the scope that has the same by month.
 * @param scope such as `source:form.demo-request`, or a dimension alone
 */
export function monthly(scope: string): string {
  return `monthly.${scope}`
}

/**
 * Names a place for counters.
 * @param scope such as `source:form.demo-request`
 * @param period a day or a month: `2026-03-01`, `2026-03`
 */
export function counterPlace(scope: string, period: string): CounterPlace {
  return `${period}|${scope}`
}

/**
 * Says what a lead adds once only some of the changes are made.
 * @param before as counted last
 * @param after as it is now
 * @param changes some of those between the two
 */
export function partlyCounted(before: Counted, after: Counted, changes: readonly CounterChange[]): Counted {
  const places = new Set(changes.map(({ scope, period }) => counterPlace(scope, period)))
  const [was, is] = [entriesOf(before), entriesOf(after)]
  return Object.fromEntries([
    ...was.filter(([place]) => !places.has(place)),
    ...is.filter(([place]) => places.has(place)),
  ])
}

function entriesOf(counted: Counted): readonly (readonly [CounterPlace, Readonly<Record<string, number>>])[] {
  return Object.entries(counted).map(([place, counts]) => {
    const split = place.indexOf('|')
    return [counterPlace(place.slice(split + 1), place.slice(0, split)), counts] as const
  })
}

/**
 * Says what must be added to the counters so that they hold what a lead adds now instead of what it added before.
 * @param before as counted last
 * @param after as it is now
 * @returns one change for each place that differs
 */
export function counterChanges(before: Counted, after: Counted): readonly CounterChange[] {
  const [placesBefore, placesAfter] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  const places = [...new Set([...placesBefore.keys(), ...placesAfter.keys()])]
  return places.flatMap((place): readonly CounterChange[] => {
    const was = new Map(Object.entries(placesBefore.get(place) ?? {}))
    const is = new Map(Object.entries(placesAfter.get(place) ?? {}))
    const names = [...new Set([...was.keys(), ...is.keys()])]
    const add = names.flatMap((name) => {
      const change = (is.get(name) ?? 0) - (was.get(name) ?? 0)
      return change === 0 ? [] : [[name, change] as const]
    })
    const split = place.indexOf('|')
    if (add.length === 0) return []
    return [{ period: place.slice(0, split), scope: place.slice(split + 1), add: Object.fromEntries(add) }]
  })
}
