import { type ConditionLogic, conditionLogic } from './condition-logic.ts'
import { casesOf, type Formula, formulaOf } from './formula.ts'
import type { Finding } from './lint-finding.ts'
import { lintPools } from './lint-pools.ts'
import { lintScoring } from './lint-scoring.ts'
import type { Condition, Playbook } from './playbook.ts'
import type { Rep } from './roster.ts'

/** What a playbook is checked against; what is left out is not checked. */
export interface Workspace {
  readonly roster?: readonly Rep[]
  /** Ids of the forms that are connected. */
  readonly forms?: readonly string[]
  /** Finds the names a mail uses that no lead has. */
  readonly unknownVariables?: (template: string) => readonly string[]
}

/**
 * Finds what is valid in a playbook and yet likely not meant: rules that never match, territories and tracks that
 * nothing reaches, pools that nobody serves, thresholds that say nothing, names that are not there.
 * What it says of conditions it can prove; what it can't prove, or would take too long, it does not say.
 * @param playbook a valid one
 * @param workspace what it is to work with
 * @returns the findings, in no certain order
 */
export function lint(playbook: Playbook, workspace: Workspace = {}): readonly Finding[] {
  const logic = conditionLogic()
  const { scoring, routing, nurture } = playbook
  return [
    ...neverMatching(logic, ['scoring', 'fit'], scoring.fit),
    ...neverMatching(logic, ['scoring', 'reject'], scoring.reject),
    ...neverMatching(logic, ['routing', 'territories'], routing.territories),
    ...neverMatching(logic, ['nurture', 'tracks'], nurture.tracks),
    ...unreached(logic, ['routing', 'territories'], routing.territories, 'error'),
    // A warning only: leads that are in a track go on in it by its id, so it may be kept for them.
    ...unreached(logic, ['nurture', 'tracks'], nurture.tracks, 'warning'),
    ...lintScoring(scoring, workspace.forms),
    ...lintPools(playbook, workspace.roster),
    ...afterPool(playbook),
    ...unknownWords(playbook, workspace.unknownVariables),
  ]
}

interface Conditional {
  readonly id: string
  readonly when?: Condition
}

type Path = Finding['path']

function neverMatching(logic: ConditionLogic, path: Path, rules: readonly Conditional[]): readonly Finding[] {
  return rules.flatMap(({ id, when }, index): readonly Finding[] => {
    const why = when === undefined ? undefined : logic.whyNever(formulaOf(when))
    if (why === undefined) return []
    const message = `"${id}" never matches: ${why}`
    return [{ severity: 'error', path: [...path, index, 'when'], message, proposal: 'correct the condition' }]
  })
}

/** What those before it take altogether: each case of it is taken by one of them. */
function unreached(
  logic: ConditionLogic,
  path: Path,
  rules: readonly Conditional[],
  severity: Finding['severity'],
): readonly Finding[] {
  const everything: Formula = { kind: 'all', parts: [] }
  const formulas = rules.map(({ when }) => (when === undefined ? everything : formulaOf(when)))
  return rules.flatMap(({ id }, index): readonly Finding[] => {
    const own = formulas[index] ?? everything
    if (logic.whyNever(own) !== undefined) return []
    const before = formulas.slice(0, index)
    const takers = casesOf(own).map((one) => before.findIndex((other) => logic.implies(one, other)))
    if (takers.length === 0 || takers.includes(-1)) return []
    const names = [...new Set(takers)].toSorted((one, other) => one - other).map((taker) => rules[taker]?.id ?? '')
    const message = `"${id}" never gets a lead: ${names.join(', ')} before it ${names.length === 1 ? 'takes' : 'take'} all of its leads`
    return [{ severity, path: [...path, index], message, proposal: `put it before ${names[0]}, or take it out` }]
  })
}

function afterPool({ sla }: Playbook): readonly Finding[] {
  const pool = sla.onBreach.indexOf('pool')
  if (pool === -1 || pool === sla.onBreach.length - 1) return []
  const message = `"${sla.onBreach[pool + 1]}" never happens: pool before it ends the SLA`
  const proposal = `end with pool: [${sla.onBreach.slice(0, pool + 1).join(', ')}]`
  return [{ severity: 'warning', path: ['sla', 'onBreach', pool + 1], message, proposal }]
}

function unknownWords({ nurture }: Playbook, unknownVariables: Workspace['unknownVariables']): readonly Finding[] {
  if (unknownVariables === undefined) return []
  return nurture.tracks.flatMap((track, trackIndex) =>
    track.steps.flatMap((step, stepIndex) =>
      (['subject', 'body'] as const).flatMap((part) =>
        unknownVariables(step[part]).map(
          (name): Finding => ({
            severity: 'warning',
            path: ['nurture', 'tracks', trackIndex, 'steps', stepIndex, part],
            message: `no lead has "${name}": it leaves a gap in the mail`,
            proposal: 'use a word that docs/playbook.md lists under nurture, or take it out',
          }),
        ),
      ),
    ),
  )
}
