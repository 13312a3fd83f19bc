import type { Outcome } from '../run.ts'

/** How much of the trace is shown. */
const traceLines = 25

/**
 * Says what went wrong in a run, and how to see it again.
 * @param outcome a run in which an invariant does not hold
 */
export function describeFailure({ seed, violations, world, digest }: Outcome, more = ''): string {
  const [first] = violations
  const about = [...(first?.detail ?? '').matchAll(/[a-z]+_[0-9A-Z]{10,}/g)].map(([id]) => id.slice(-16))
  const related = world.trace.lines.filter((line) => about.some((id) => line.includes(id)))
  const shown = (related.length > 0 ? related : world.trace.lines).slice(-traceLines)
  return [
    `seed ${seed} (${world.faults.weather}):`,
    ...violations.slice(0, 8).map(({ invariant, detail }) => `  ${invariant}: ${detail}`),
    ...(violations.length > 8 ? [`  and ${violations.length - 8} more`] : []),
    `  trace ${digest.slice(0, 12)}, ${world.trace.lines.length} lines, among them:`,
    ...shown.map((line) => `    ${line}`),
    `  again: npm run simulate -- --seed ${seed}${more}`,
  ].join('\n')
}
