import type { RepAnswer } from '../../../../shared/contracts/workspace-answers.ts'

/**
 * Says when a rep is at work, days with the same hours together.
 * @param rep as the API shows them
 */
export function hoursInWords({ workingHours, timezone }: Pick<RepAnswer, 'workingHours' | 'timezone'>): string {
  const days = Object.entries(workingHours ?? {})
  if (days.length === 0) return 'always'
  const groups = new Map<string, string[]>()
  for (const [day, shifts] of days) {
    const hours = shifts.join(', ')
    groups.set(hours, [...(groups.get(hours) ?? []), day])
  }
  const words = [...groups].map(
    ([hours, named]) => `${named.length > 2 ? `${named[0]}–${named.at(-1)}` : named.join(', ')} ${hours}`,
  )
  return [words.join('; '), timezone].filter((part) => part !== undefined).join(' · ')
}
