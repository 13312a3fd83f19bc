import type * as z from 'zod'
import type { lintAnswer } from '../../../../shared/contracts/setup.ts'

/** Something found in a playbook. */
export type Finding = z.infer<typeof lintAnswer>['findings'][number]

/**
 * Line numbers with the worst finding of each line.
 * @param count how many lines there are
 * @param findings what was found
 */
export function markedLines(count: number, findings: readonly Finding[]) {
  const worst = new Map<number, Finding['severity']>()
  for (const { line, severity } of findings) {
    if (worst.get(line) !== 'error') worst.set(line, severity)
  }
  return Array.from({ length: count }, (_, index) => ({ line: index + 1, severity: worst.get(index + 1) }))
}
