import type { AttributionModel } from '../playbook.ts'
import type { Duration, Instant } from '../time.ts'
import type { Touch, TouchKind } from '../touch.ts'

/** What weights depend on besides the touches. */
export interface WeightRules {
  /** When the deal opened: the last touch until then is the opportunity-creation touch of `w-shaped`. */
  readonly openedAt: Instant
  /** In `time-decay`, the time in which a touch's weight halves. */
  readonly halfLife: Duration
}

/** Touches through which somebody leaves their details, and so becomes a lead. */
const capturing: readonly TouchKind[] = ['form', 'call', 'webhook', 'import']

/** The latest touch weighs this in `time-decay`: the most that keeps fifty half-lives above the precision of weights. */
const latestWeight = 2 ** 29

/**
 * Says how much each touch of a deal weighs in a model. Weights are relative: they need not sum to anything.
 *
 * - `first`, `last`: all to the one touch. `even`: the same to each.
 * - `position`: 40 % to the first, 40 % to the last, 20 % to those between; of two touches half each. It is
 *   the position-based model of Google Analytics, as its time decay is the last of these with a half-life of 7 days.
 * - `w-shaped`: 30 % each to the first touch, the one that made the lead (the first form, call, webhook or import) and
 *   the one that made the opportunity (the last until it opened); 10 % to the rest in equal parts. As Marketo Measure
 *   has it, https://experienceleague.adobe.com/en/docs/marketo-measure/using/introduction-to-marketo-measure/overview-resources/marketo-measure-attribution-models.
 *   A touch that is several of these gets the sum. Without a rest, or without one of the three, what is there keeps
 *   its proportions.
 * - `time-decay`: 2^(−age ÷ halfLife). Only ratios matter, so age is measured from the latest touch.
 * @param model the model
 * @param touches those that share, oldest first, as `creditTouches` gives them
 * @param rules when the deal opened, and the half-life
 * @returns a weight for each touch, at least one above 0 unless there is no touch
 */
export function touchWeights(
  model: AttributionModel,
  touches: readonly Touch[],
  rules: WeightRules,
): readonly number[] {
  const last = touches.length - 1
  switch (model) {
    case 'first':
      return touches.map((_, index) => Number(index === 0))
    case 'last':
      return touches.map((_, index) => Number(index === last))
    case 'even':
      return touches.map(() => 1)
    case 'position':
      return anchored(touches.length, last === 0 ? [0] : [0, last], 40, 20)
    case 'w-shaped':
      return anchored(touches.length, milestones(touches, rules.openedAt), 30, 10)
    case 'time-decay':
      return touches.map(({ at }) => latestWeight * 2 ** (-((touches[last]?.at ?? at) - at) / rules.halfLife))
  }
}

/** First touch, lead creation, opportunity creation; the same index more than once where they are one touch. */
function milestones(touches: readonly Touch[], openedAt: Instant): readonly number[] {
  const lead = touches.findIndex(({ kind }) => capturing.includes(kind))
  const opportunity = touches.findLastIndex(({ at }) => at <= openedAt)
  return [0, lead, opportunity].filter((index) => index >= 0)
}

/** Whole numbers, so that a split by them is exact: each anchor's percent times the number of the rest. */
function anchored(count: number, anchors: readonly number[], percent: number, rest: number): readonly number[] {
  const others = count - new Set(anchors).size
  return Array.from({ length: count }, (_, index) => {
    const held = anchors.filter((anchor) => anchor === index).length
    return held === 0 ? rest : held * percent * Math.max(1, others)
  })
}
