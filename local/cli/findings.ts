import type * as z from 'zod'
import type { lintFindings } from '../../shared/contracts/setup.ts'

/**
 * Writes what was found in a playbook, a line each, as compilers do.
 * @param file what is named before the line's number
 * @param findings what lint found
 * @returns lines of text; nothing when there are none
 */
export function findingLines(file: string, findings: z.infer<typeof lintFindings>): string {
  return findings
    .map(({ severity, line, path, message, proposal }) => {
      const place = [`${file}:${line}:`, `${severity}:`, path].filter(Boolean).join(' ')
      return `${place} ${message}${proposal === undefined ? '' : `\n    ${proposal}`}\n`
    })
    .join('')
}
