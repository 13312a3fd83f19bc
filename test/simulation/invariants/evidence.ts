import { placeName } from '../../../shared/adapters/commit-rules.ts'
import { keyOf } from '../../../shared/adapters/dynamodb/keys.ts'
import type { Snapshot } from '../../../shared/adapters/memory/store.ts'
import type { Entity, EntityOf, EntityType } from '../../../shared/domain/entity.ts'
import { erasedWords } from '../../../shared/domain/erasure.ts'
import type { Lead } from '../../../shared/domain/lead.ts'
import { ofType } from '../core/journal.ts'
import type { Drained } from '../drain.ts'
import type { World } from '../world.ts'

/** What a run leaves behind, for the invariants to look at. */
export interface Evidence {
  readonly world: Pick<World, 'journal' | 'mail' | 'receivers' | 'acks' | 'faults' | 'queues' | 'surprises'>
  readonly drained: Drained
  readonly content: Snapshot
}

/** What must hold after every run: one of the promises of the design. */
export interface Invariant {
  readonly name: string
  /** Says what is wrong; nothing when it holds. */
  check(evidence: Evidence): Iterable<string>
}

/**
 * Lists what is stored of a type.
 * @param evidence of a run
 * @param type the type wanted
 */
export function stored<Type extends EntityType>({ content }: Evidence, type: Type): readonly EntityOf<Type>[] {
  return ofType(
    content.entities.map(({ entity }) => entity),
    type,
  )
}

/**
 * Lists what is or was stored of a type; of what was erased, as it was before.
 * @param evidence of a run
 * @param type the type wanted
 */
export function remembered<Type extends EntityType>(evidence: Evidence, type: Type): readonly EntityOf<Type>[] {
  const histories = historyOf(evidence, type, (entity) => placeName(keyOf(entity)))
  return [...histories.values()].flatMap((versions) => {
    const last = versions.findLast(({ entity }) => !isEmptied(entity)) ?? versions.at(-1)
    return last === undefined ? [] : [last.entity]
  })
}

function isEmptied(entity: Entity): boolean {
  if (entity.type === 'submission' || entity.type === 'outcome') return entity.erased !== undefined
  return entity.type === 'opportunity' && entity.name === erasedWords
}

/** A state of an entity, and when it became so in the order of everything that took effect. */
export interface Version<E extends Entity> {
  readonly sequence: number
  readonly entity: E
}

/**
 * Lists what every entity of a type has been, oldest first.
 * @param evidence of a run
 * @param type the type wanted
 * @param id tells entities apart
 */
export function historyOf<Type extends EntityType>(
  { world }: Evidence,
  type: Type,
  id: (entity: EntityOf<Type>) => string,
): ReadonlyMap<string, readonly Version<EntityOf<Type>>[]> {
  const versions = world.journal.commits.flatMap(({ sequence, changes }) =>
    ofType(
      changes.flatMap(({ after }) => (after === undefined ? [] : [after])),
      type,
    ).map((entity) => ({ sequence, entity })),
  )
  return Map.groupBy(versions, ({ entity }) => id(entity))
}

/**
 * Finds what an entity was at a moment.
 * @param versions what it has been, oldest first
 * @param sequence the moment
 * @returns `undefined` before it was there
 */
export function versionAt<E extends Entity>(
  versions: readonly Version<E>[] | undefined,
  sequence: number,
): E | undefined {
  return versions?.findLast((version) => version.sequence < sequence)?.entity
}

/**
 * Says which lead is there for any lead's id: the one it was merged into, or itself.
 * @param evidence of a run
 * @param sequence as of when, in the order of everything that took effect; the end, when absent
 */
export function survivorsOf({ world }: Pick<Evidence, 'world'>, sequence = Number.POSITIVE_INFINITY) {
  const into = new Map<string, string>()
  for (const commit of world.journal.commits) {
    if (commit.sequence >= sequence) break
    for (const { after } of commit.changes)
      if (after?.type === 'lead' && after.merged !== undefined) into.set(after.id, after.merged.into)
  }
  return (id: string): string => lastOf(into, id)
}

/**
 * Follows merges from a lead to the one that is there.
 * @param into which lead each was merged into
 * @param id a lead's
 */
export function lastOf(into: ReadonlyMap<string, string>, id: string): string {
  // Of leads that go round in a circle, as only a broken store can have them, none is there: any of them will do.
  const passed = new Set<string>()
  let here = id
  for (let next = into.get(here); next !== undefined && !passed.has(here); next = into.get(here)) {
    passed.add(here)
    here = next
  }
  return here
}

/**
 * Lists the leads that are there: one that was merged into another is not.
 * @param evidence of a run
 */
export function livingLeads(evidence: Evidence): readonly Lead[] {
  return stored(evidence, 'lead').filter(({ merged }) => merged === undefined)
}

/**
 * Tells whether a submission came from a client that imports history.
 * @param submission any submission
 */
export function isHistory({ source }: EntityOf<'submission'>): boolean {
  return source.kind === 'import' && source.source === 'import-history'
}
