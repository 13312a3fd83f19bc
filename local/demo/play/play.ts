import type { Snapshot } from '../../../shared/adapters/memory/store.ts'
import { day, type Instant } from '../../../shared/domain/time.ts'
import { publishPlaybook } from '../../../shared/pipeline/publish.ts'
import { type Secrets, setUp, type Workspace } from '../../../shared/pipeline/set-up.ts'
import type { Plan } from '../story/plan.ts'
import { playbooksOf, revisions } from '../story/revisions.ts'
import { runMarketing } from './marketing.ts'
import { type Arrivals, letPeopleCome, letPeopleRead } from './prospects.ts'
import { employReps } from './sales.ts'
import { createWorld } from './world.ts'

/** What a history is played with. */
export interface PlayOptions {
  readonly plan: Plan
  readonly workspace: Workspace
  readonly secrets: Secrets
  /** Is told after each day of the story that it is over, and how many leads there are; it may let others have their turn. */
  readonly onDay?: (at: Instant, leads: number) => Promise<void>
  /** Is told when all is over but the counting for the reports. */
  readonly onCounting?: () => void
}

/** A history as the pipeline left it. */
export interface Played {
  readonly snapshot: Snapshot
  readonly arrivals: Readonly<Arrivals>
}

/**
 * Plays a history: the product's own stages and use cases, over a store in memory, under a clock that jumps from one thing
 * to the next. Nothing is stored that they did not write.
 * @param options what is played
 * @throws Error when the workspace is wrong
 */
export async function playHistory({ plan, workspace, secrets, onDay, onCounting }: PlayOptions): Promise<Played> {
  const world = createWorld(plan.wish.seed, plan.from)
  const changes = revisions.filter(({ daysAgo }) => daysAgo < plan.wish.days)
  const [playbook = workspace.playbook, ...later] = playbooksOf(workspace.playbook, changes)
  const ready = await setUp(world.ports, { ...workspace, playbook }, secrets)
  if (ready.kind === 'invalid') throw new Error(`the demo's workspace is wrong: ${JSON.stringify(ready.errors)}`)
  const people = new Map(plan.people.map((planned) => [planned.person.email, planned]))
  const arrivals: Arrivals = { accepted: 0, known: 0, refused: 0 }
  for (const [index, { daysAgo }] of changes.entries()) {
    const source = later[index] ?? workspace.playbook
    world.agenda.plan(plan.wish.until - daysAgo * day, () => publishPlaybook(world.ports, source))
  }
  runMarketing(world, plan)
  letPeopleCome(world, plan.people, arrivals)
  letPeopleRead(world, people)
  employReps(world, ({ profile }) => (profile.email === undefined ? undefined : people.get(profile.email)))
  let leads = 0
  world.witnesses.push((entity, isNew) => {
    if (isNew && entity.type === 'lead') leads += 1
  })
  for (let at = plan.from; at < plan.wish.until; at += day) {
    await world.agenda.runUntil(Math.min(at + day, plan.wish.until))
    await onDay?.(at, leads)
  }
  onCounting?.()
  await world.finish()
  return { snapshot: world.snapshot(), arrivals }
}
