import type { GradeBounds, Scoring } from './playbook.ts'

const fitLetters = ['A', 'B', 'C', 'D'] as const
const engagementNumbers = ['1', '2', '3', '4'] as const

/** Where a lead stands in the grid: fit from A to D, then engagement from 1 to 4; A1 is the best. */
export type Grade = `${(typeof fitLetters)[number]}${(typeof engagementNumbers)[number]}`

/** The grid of a playbook that says nothing about it. */
export const defaultGrades: { readonly fit: GradeBounds; readonly engagement: GradeBounds } = {
  fit: [40, 25, 10],
  engagement: [40, 20, 5],
}

/**
 * Finds a lead's place in the grid.
 * @param scoring whose grid; the default one where it has none
 * @param points of fit and of engagement
 */
export function gradeOf(
  scoring: Pick<Scoring, 'grades'>,
  points: { readonly fit: number; readonly engagement: number },
): Grade {
  const { fit, engagement } = scoring.grades ?? defaultGrades
  const letter = fitLetters[placeIn(fit, points.fit)] ?? 'D'
  const number = engagementNumbers[placeIn(engagement, points.engagement)] ?? '4'
  return `${letter}${number}`
}

/** How many of the bounds are missed: 0 for the best place, 3 for the last. */
function placeIn([first, second, third]: GradeBounds, points: number): number {
  return Number(points < first) + Number(points < second) + Number(points < third)
}
