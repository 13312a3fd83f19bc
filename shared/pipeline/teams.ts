import { restoreChannels } from '../contracts/masked-channels.ts'
import { type FieldError, fieldErrors } from '../contracts/problem.ts'
import { withRestored } from '../contracts/rep-reading.ts'
import { putTeam } from '../contracts/roster.ts'
import type { Channel } from '../domain/channel.ts'
import type { RepId, TeamId } from '../domain/ids.ts'
import { present } from '../domain/present.ts'
import type { Team } from '../domain/roster.ts'
import type { Store } from '../ports/store.ts'
import { commitFresh } from './fresh.ts'

/** A team, or everything that is wrong. */
export type TeamReading =
  | { readonly kind: 'ok'; readonly team: Team }
  | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] }

/** What became of saving a team. */
export type TeamSaved =
  | { readonly kind: 'saved'; readonly created: boolean; readonly team: Team }
  | Extract<TeamReading, { kind: 'invalid' }>

/** A team and who is in it. */
export interface TeamEntry {
  readonly team: Team
  readonly reps: readonly RepId[]
}

/** What became of removing a team. */
export type TeamRemoved =
  | { readonly kind: 'removed' | 'not-found' }
  | { readonly kind: 'in-use'; readonly reps: readonly RepId[] }

/**
 * Reads a team as people write one.
 * @param id the team's name
 * @param written the fields of `putTeam`; `id` and `reps`, which only `GET` shows, are left out of account
 * @param stored its channels so far, for those that are left as they were shown
 */
export function readTeam(id: TeamId, written: unknown, stored: readonly Channel[] = []): TeamReading {
  const { id: _id, reps: _reps, channels, ...fields } = isRecord(written) ? written : {}
  const restored = restoreChannels(channels, stored)
  const body = { ...fields, ...(channels === undefined ? {} : { channels: restored.channels }) }
  const parsed = putTeam.safeParse(isRecord(written) ? body : written)
  if (!parsed.success || restored.errors.length > 0)
    return { kind: 'invalid', errors: withRestored(restored.errors, parsed.success ? [] : fieldErrors(parsed.error)) }
  return { kind: 'ok', team: { type: 'team', id, ...present(parsed.data) } }
}

/**
 * Creates a team or replaces what is known of one.
 * @param store where it is kept
 * @param id the team's name
 * @param written as sent
 */
export function saveTeam(store: Store, id: TeamId, written: unknown): Promise<TeamSaved> {
  return commitFresh<TeamSaved>(store, async () => {
    const stored = await store.get({ type: 'team', id })
    const read = readTeam(id, written, stored?.entity.channels)
    if (read.kind === 'invalid') return { result: read, writes: [] }
    const { team } = read
    const result = { kind: 'saved', created: stored === undefined, team } as const
    return {
      result,
      writes: [stored === undefined ? { kind: 'create', entity: team } : { kind: 'replace', stored, entity: team }],
    }
  })
}

/**
 * Lists the teams with who is in them.
 * @param store where they are kept
 */
export async function readTeams(store: Store): Promise<readonly TeamEntry[]> {
  const [teams, reps] = await Promise.all([store.listTeams(), store.listRoster()])
  const members = Map.groupBy(reps, ({ entity }) => entity.team)
  return teams.map(({ entity }) => ({
    team: entity,
    reps: (members.get(entity.id) ?? []).map((member) => member.entity.id),
  }))
}

/**
 * Removes a team that nobody is in.
 * @param store where it is kept
 * @param id the team's name
 */
export function removeTeam(store: Store, id: TeamId): Promise<TeamRemoved> {
  return commitFresh<TeamRemoved>(store, async () => {
    // The team first: whoever joins it afterwards writes it anew, and this is decided again.
    const stored = await store.get({ type: 'team', id })
    if (stored === undefined) return { result: { kind: 'not-found' }, writes: [] }
    const members = (await store.listRoster()).filter(({ entity }) => entity.team === id)
    if (members.length > 0)
      return { result: { kind: 'in-use', reps: members.map(({ entity }) => entity.id) }, writes: [] }
    return { result: { kind: 'removed' }, writes: [{ kind: 'remove', stored }] }
  })
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
