import type { Outcome } from '../run.ts'
import { allSituations, situationsOf } from './situations.ts'

/** So many runs should have been everywhere. */
const enough = 100

/** Figures over many runs. */
export interface Totals {
  add(outcome: Outcome): void
  /** How often each thing went wrong. */
  readonly faults: ReadonlyMap<string, number>
  /** In how many runs each situation came up. */
  readonly situations: ReadonlyMap<string, number>
  text(): string
}

/** Starts to count. */
export function createTotals(): Totals {
  const began = performance.now()
  const counts = new Map<string, number>()
  const faults = new Map<string, number>()
  const situations = new Map<string, number>(allSituations.map((name) => [name, 0]))
  const count = (map: Map<string, number>, name: string, by: number): void => {
    map.set(name, (map.get(name) ?? 0) + by)
  }
  return {
    faults,
    situations,
    add: (outcome) => {
      const { world, drained, violations } = outcome
      const { journal, mail, receivers, acks, trace } = world
      count(counts, 'runs', 1)
      count(counts, 'failed', violations.length > 0 ? 1 : 0)
      count(counts, 'steps', trace.lines.length)
      count(counts, 'commits', journal.commits.length)
      count(counts, 'leads', journal.all('lead').length)
      count(counts, 'submissions', acks.submissions.length)
      count(counts, 'assignments', journal.all('assignment').length)
      count(counts, 'deals', journal.all('opportunity').length)
      count(counts, 'mails', mail.accepted.length)
      count(counts, 'posts', receivers.accepted.length)
      count(counts, 'dead letters', drained.deadLetters)
      count(counts, 'parked', drained.parked.length)
      for (const [fault, times] of world.faults.counts) count(faults, fault, times)
      for (const name of situationsOf(outcome)) count(situations, name, 1)
    },
    text: () => {
      const seconds = (performance.now() - began) / 1000
      const rate = ((counts.get('runs') ?? 0) / seconds).toFixed(1)
      return [
        `${rate} seeds/s; ${listed(counts)}`,
        `faults: ${listed(faults)}`,
        ...((counts.get('runs') ?? 0) < enough ? [] : never(situations)),
      ].join('\n')
    },
  }
}

function listed(map: ReadonlyMap<string, number>): string {
  return [...map].map(([name, times]) => `${name} ${times}`).join(', ')
}

function never(situations: ReadonlyMap<string, number>): readonly string[] {
  const missing = [...situations].filter(([, runs]) => runs === 0).map(([name]) => name)
  return missing.length === 0 ? [] : [`in no run: ${missing.join('; ')}`]
}
