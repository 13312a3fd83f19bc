import { type NotEnoughData, notEnoughData } from './data.ts'
import { dot, solve } from './linear.ts'

/** What a regression is fitted to. */
export interface LogisticInput {
  /** One row for each case, the same variables in the same order. */
  readonly rows: readonly (readonly number[])[]
  /** Whether the case came to something. */
  readonly outcomes: readonly boolean[]
  /** How many cases each row stands for; 1 when absent. */
  readonly weights?: readonly number[]
  /** Weight of the penalty on standardised coefficients, λ in ℓ − ½λ‖β‖²; 1 when absent, 0 for none. */
  readonly ridge?: number
  /** Events needed for each variable; `eventsPerVariable` when absent. */
  readonly eventsPerVariable?: number
}

/** What fitting gives. */
export type LogisticFit =
  | {
      readonly kind: 'fitted'
      readonly intercept: number
      /** Change of the log odds by a unit of each variable; 0 for a variable that never varies. */
      readonly coefficients: readonly number[]
    }
  /** Without a penalty, when a variable tells the outcomes apart perfectly. */
  | { readonly kind: 'not-converged' }
  | NotEnoughData

/**
 * Events for each variable below which coefficients are not to be trusted: P. Peduzzi et al., A simulation study of the
 * number of events per variable in logistic regression analysis, Journal of Clinical Epidemiology 49 (1996), 1373–1379.
 */
export const eventsPerVariable = 10

/** Newton's method needs about ten; more means that there is no maximum to find. */
const mostSteps = 100

interface Scale {
  readonly mean: number
  /** 0 for a variable that never varies. */
  readonly deviation: number
}

/**
 * Fits a logistic regression with a ridge penalty on standardised variables, by Newton's method with halved steps
 * (S. le Cessie, J. C. van Houwelingen, Ridge estimators in logistic regression, Applied Statistics 41 (1992), 191–201).
 * @param input rows and outcomes
 * @returns the intercept and coefficients on the variables' own scale; or how many events there are, an event being
 *   the rarer of the two outcomes
 */
export function fitLogistic(input: LogisticInput): LogisticFit {
  const { rows, outcomes, ridge = 1, weights = rows.map(() => 1) } = input
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const positive = outcomes.reduce((sum, outcome, index) => sum + (outcome ? (weights[index] ?? 0) : 0), 0)
  const scales = (rows[0] ?? []).map((_, column) =>
    scaleOf(
      rows.map((row) => row[column] ?? 0),
      weights,
      all,
    ),
  )
  const varying = scales.filter(({ deviation }) => deviation > 0)
  const need = Math.max(1, varying.length) * (input.eventsPerVariable ?? eventsPerVariable)
  const have = Math.min(positive, all - positive)
  if (have < Math.max(1, need) || rows.length !== outcomes.length) return notEnoughData(have, Math.max(1, need))
  const cases = {
    design: rows.map((row) => [1, ...scales.flatMap((scale, column) => standardised(scale, row[column] ?? 0))]),
    outcomes: outcomes.map(Number),
    weights,
    all,
  }
  const beta = maximise(cases, ridge)
  if (beta === undefined) return { kind: 'not-converged' }
  const [intercept = 0, ...rest] = beta
  const remaining = rest.values()
  const coefficients = scales.map(({ deviation }) => (deviation > 0 ? (remaining.next().value ?? 0) / deviation : 0))
  const means = scales.map(({ mean }) => mean)
  return { kind: 'fitted', intercept: intercept - dot(means, coefficients), coefficients }
}

function scaleOf(values: readonly number[], weights: readonly number[], all: number): Scale {
  const mean = values.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0) / all
  const squares = values.reduce((sum, value, index) => sum + (value - mean) ** 2 * (weights[index] ?? 0), 0)
  const deviation = Math.sqrt(squares / all)
  return { mean, deviation: deviation > 1e-9 * Math.max(1, Math.abs(mean)) ? deviation : 0 }
}

function standardised({ mean, deviation }: Scale, value: number): readonly number[] {
  return deviation > 0 ? [(value - mean) / deviation] : []
}

/** Rows with a leading 1, whether each came to something, how many each stands for, and how many that is in all. */
interface Cases {
  readonly design: readonly (readonly number[])[]
  readonly outcomes: readonly number[]
  readonly weights: readonly number[]
  readonly all: number
}

function maximise(cases: Cases, ridge: number): readonly number[] | undefined {
  let beta: readonly number[] = (cases.design[0] ?? []).map(() => 0)
  let likelihood = penalised(cases, ridge, beta)
  for (let step = 0; step < mostSteps; step += 1) {
    const move = newtonMove(cases, ridge, beta)
    if (move === undefined) return undefined
    if (Math.max(...move.map(Math.abs)) < 1e-9) return beta
    let [size, next] = [1, beta]
    let better = Number.NEGATIVE_INFINITY
    while (size > 1e-6 && !(better >= likelihood)) {
      const halved = size
      next = beta.map((value, index) => value + halved * (move[index] ?? 0))
      better = penalised(cases, ridge, next)
      size /= 2
    }
    // Rounding is all that is left to gain.
    if (!(better >= likelihood)) return beta
    beta = next
    likelihood = better
  }
  return undefined
}

/** (XᵀWX + λI)⁻¹ (Xᵀ(y − p) − λβ), both divided by the number of cases; the intercept has no penalty. */
function newtonMove(cases: Cases, ridge: number, beta: readonly number[]): readonly number[] | undefined {
  const { design, outcomes, weights, all: count } = cases
  const gradient = beta.map((value, index) => (index === 0 ? 0 : (-ridge * value) / count))
  const lower = beta.map((_, row) =>
    beta.slice(0, row + 1).map((_, column) => (row === column && row > 0 ? ridge / count : 0)),
  )
  // Plain loops: this is where all the time goes.
  for (let index = 0; index < design.length; index += 1) {
    const row = design[index] ?? []
    const part = (weights[index] ?? 0) / count
    const chance = logistic(dot(row, beta))
    const [error, weight] = [((outcomes[index] ?? 0) - chance) * part, chance * (1 - chance) * part]
    for (let at = 0; at < row.length; at += 1) {
      const value = row[at] ?? 0
      gradient[at] = (gradient[at] ?? 0) + error * value
      const line = lower[at] ?? []
      for (let other = 0; other <= at; other += 1) line[other] = (line[other] ?? 0) + weight * value * (row[other] ?? 0)
    }
  }
  const curvature = beta.map((_, row) =>
    beta.map((_, column) => lower[Math.max(row, column)]?.[Math.min(row, column)] ?? 0),
  )
  return solve(
    curvature,
    gradient.map((value) => [value]),
  )?.map(([value = 0]) => value)
}

function penalised({ design, outcomes, weights }: Cases, ridge: number, beta: readonly number[]): number {
  const penalty = beta.reduce((sum, value, index) => (index === 0 ? sum : sum + value ** 2), 0) * (ridge / 2)
  return design.reduce((sum, row, index) => {
    const odds = dot(row, beta)
    return sum + (weights[index] ?? 0) * ((outcomes[index] ?? 0) * odds - softplus(odds))
  }, -penalty)
}

/** The chance that log odds stand for. */
function logistic(odds: number): number {
  return odds >= 0 ? 1 / (1 + Math.exp(-odds)) : Math.exp(odds) / (1 + Math.exp(odds))
}

/** log(1 + e^x) that neither overflows nor loses small numbers. */
function softplus(odds: number): number {
  return Math.max(0, odds) + Math.log1p(Math.exp(-Math.abs(odds)))
}
