import {
  type ExplainedAnswer,
  type FateAnswer,
  mostListedChanges,
  type SimulationAnswer,
} from '../contracts/simulate.ts'
import type { Step } from '../domain/missing-points.ts'
import { present } from '../domain/present.ts'
import type { ExplainedLead, Simulation } from '../domain/simulate.ts'
import type { ChangeKind, changeKinds, SlaRisk } from '../domain/simulate-difference.ts'
import type { Fate } from '../domain/simulate-replay.ts'
import { type Instant, minute, toIso } from '../domain/time.ts'

/** What a simulation was made of. */
export interface SimulationFrame {
  /** Of the playbook in force. */
  readonly version: number
  readonly from: Instant
  readonly until: Instant
  /** There are leads that were not looked at. */
  readonly more: boolean
}

/**
 * Writes a simulation as it is answered, over the API and by the command line.
 * @param simulation what a draft would change
 * @param frame what it was made of
 */
export function simulationView(
  simulation: Simulation,
  { version, from, until, more }: SimulationFrame,
): SimulationAnswer {
  const { leads, touches, before, after, changes, load, sla, rejects, watched } = simulation
  const count = (kind: ChangeKind) => changes.filter((change) => change.kind === kind).length
  return {
    version,
    from: toIso(from),
    until: toIso(until),
    looked: { leads, touches, more },
    before,
    after,
    changed: {
      'newly-hot': count('newly-hot'),
      'no-longer-hot': count('no-longer-hot'),
      territory: count('territory'),
      pool: count('pool'),
      'newly-rejected': count('newly-rejected'),
      'no-longer-rejected': count('no-longer-rejected'),
      rep: count('rep'),
    } satisfies Record<(typeof changeKinds)[number], number>,
    changes: changes
      .slice(0, mostListedChanges)
      .map((change) => ({ ...change, before: fateView(change.before), after: fateView(change.after) })),
    load: load.map(({ rep, ...loads }) => ({
      rep: rep.id,
      ...loads,
      capacity: rep.capacity ?? null,
      dailyCap: rep.dailyCap ?? null,
    })),
    sla: { before: riskView(sla.before), after: riskView(sla.after) },
    rejects: [...rejects],
    lead:
      watched === undefined
        ? null
        : { id: watched.id, before: explainedView(watched.before), after: explainedView(watched.after) },
  }
}

function fateView(fate: Fate): FateAnswer {
  switch (fate.kind) {
    case 'hot': {
      const { kind, at, value, territory, pool, rep, startsAt } = fate
      const to = { pool: pool ?? null, rep: rep ?? null, startsAt: startsAt === undefined ? null : toIso(startsAt) }
      return { kind, at: toIso(at), value, territory, ...to }
    }
    case 'hot-before':
      return { kind: fate.kind, at: toIso(fate.at), value: fate.value }
    case 'nurtured':
    case 'rejected':
      return fate
  }
}

function riskView({ longestWait, ...risk }: SlaRisk) {
  return { ...risk, longestWaitMinutes: Math.ceil(longestWait / minute) }
}

function explainedView({ score, rejected, path, route }: ExplainedLead): ExplainedAnswer {
  const { value, fit, engagement, grade, hot, at, reasons } = score
  return {
    score: { value, fit, engagement, hot, at: toIso(at), reasons: [...reasons], ...present({ grade }) },
    rejected: rejected ?? null,
    path: path.path === undefined ? null : path.path.steps.map(inWords),
    route:
      route === undefined
        ? null
        : {
            territory: route.territory,
            pools: [...route.pools],
            rep: route.chosen?.rep.id ?? null,
            candidates: [...route.candidates],
          },
  }
}

function inWords(step: Step): string {
  return step.kind === 'fit' ? `${step.what} (${step.rule}, ${step.points})` : `${step.event} (${step.points})`
}
