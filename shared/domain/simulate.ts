import { type MissingPoints, missingPoints } from './missing-points.ts'
import type { Playbook } from './playbook.ts'
import { type Difference, differenceOf } from './simulate-difference.ts'
import { arrivalsOf, type ReplayInput, replay, type WatchedLead } from './simulate-replay.ts'

/** What is to be tried: a draft against the playbook in force, over leads as they came. */
export interface SimulationInput extends ReplayInput {
  readonly before: { readonly playbook: Playbook; readonly version: number }
  readonly draft: Playbook
}

/** How a playbook decides one lead, with what would make it hot. */
export interface ExplainedLead extends Omit<WatchedLead, 'profile' | 'touches'> {
  readonly path: MissingPoints
}

/** What a draft would change. */
export interface Simulation extends Difference {
  readonly leads: number
  readonly touches: number
  /** The lead that was to be told of in full. */
  readonly watched?: { readonly id: string; readonly before: ExplainedLead; readonly after: ExplainedLead }
}

/**
 * Runs a draft against the playbook in force over leads as they came. Each playbook has its own rotations, which start
 * empty, so that the two differ by their rules and by nothing else. Nothing is written.
 * @param input both playbooks, the leads, the roster and from when leads count
 */
export function simulate(input: SimulationInput): Simulation {
  const { leads, roster } = input
  const arrivals = arrivalsOf(leads)
  // One after the other, not side by side: what routing remembers of a rep's hours is for one playbook at a time.
  const before = replay(input.before.playbook, input.before.version, input, arrivals)
  const draftVersion = input.before.version + 1
  const after = replay(input.draft, draftVersion, input, arrivals)
  const ids = leads.map(({ id }) => id)
  const difference = differenceOf(ids, roster, before, after)
  const all = { leads: leads.length, touches: arrivals.length, ...difference }
  if (input.watch === undefined || before.watched === undefined || after.watched === undefined) return all
  const watched = {
    id: input.watch,
    before: explained(input.before.playbook, before.watched),
    after: explained(input.draft, after.watched),
  }
  return { ...all, watched }
}

function explained(playbook: Playbook, { profile, touches, ...watched }: WatchedLead): ExplainedLead {
  const { score } = watched
  const path = missingPoints({ playbook, version: score.playbook, profile, touches, now: score.at })
  return { ...watched, path }
}
