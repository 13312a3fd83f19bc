import { parseDocument } from 'yaml'
import { type PlaybookError, playbookLines } from '../contracts/playbook.ts'
import type { FieldError } from '../contracts/problem.ts'
import { readRep } from '../contracts/rep-reading.ts'
import { nameInPath } from '../contracts/setup.ts'
import type { Rep, Team } from '../domain/roster.ts'
import { readTeam } from './teams.ts'

/** A roster as a workspace starts with it. */
export interface RosterFile {
  readonly teams: readonly Team[]
  readonly reps: readonly Rep[]
}

/** A roster, or everything that is wrong by line. */
export type RosterFileReading =
  | ({ readonly kind: 'ok' } & RosterFile)
  | { readonly kind: 'invalid'; readonly errors: readonly PlaybookError[] }

/**
 * Reads a roster file: a YAML list of reps, or `teams` and `reps`, each with its `id` and otherwise as over the API.
 * @param source the YAML
 * @param timezone the workspace's, for reps without one
 */
export function readRosterFile(source: string, timezone: string): RosterFileReading {
  const document = parseDocument(source)
  const [broken] = document.errors
  if (broken !== undefined) {
    const error = { path: 'roster', line: broken.linePos?.[0].line ?? 1, message: broken.message }
    return { kind: 'invalid', errors: [error] }
  }
  const written: unknown = document.toJS()
  const parts = partsOf(written)
  const teams = readAll(
    parts.teams,
    parts.teamsAt,
    (id, entry) => readTeam(id, entry),
    ({ team }) => team,
  )
  const context = { timezone, teams: teams.read.map(({ id }) => id) }
  const reps = readAll(
    parts.reps,
    parts.repsAt,
    (id, entry) => readRep(id, entry, context),
    ({ rep }) => rep,
  )
  const errors = [...parts.errors, ...teams.errors, ...reps.errors]
  if (errors.length === 0) return { kind: 'ok', teams: teams.read, reps: reps.read }
  const lineOf = playbookLines(source)
  return {
    kind: 'invalid',
    errors: errors.map(({ path, message }) => ({
      path: `roster${path === '' ? '' : `.${path}`}`,
      line: lineOf(path.split('.')),
      message,
    })),
  }
}

interface Parts {
  readonly teams: readonly unknown[]
  readonly teamsAt: string
  readonly reps: readonly unknown[]
  readonly repsAt: string
  readonly errors: readonly FieldError[]
}

function partsOf(written: unknown): Parts {
  const places = { teamsAt: 'teams.', repsAt: 'reps.' }
  const none = { ...places, teams: [], reps: [] }
  if (Array.isArray(written)) return { ...none, repsAt: '', reps: written, errors: [] }
  if (typeof written !== 'object' || written === null)
    return { ...none, errors: [{ path: '', message: 'must be a list of reps, or teams and reps' }] }
  const { teams = [], reps = [], ...others } = Object.fromEntries(Object.entries(written))
  const errors = Object.keys(others).map((path) => ({ path, message: 'is not known here: teams and reps are' }))
  if (!Array.isArray(teams)) return { ...none, errors: [...errors, { path: 'teams', message: 'must be a list' }] }
  if (!Array.isArray(reps)) return { ...none, errors: [...errors, { path: 'reps', message: 'must be a list' }] }
  return { ...places, teams, reps, errors }
}

type Invalid = { readonly kind: 'invalid'; readonly errors: readonly FieldError[] }

/** Reads the entries of a list by their ids. */
function readAll<Ok extends { readonly kind: 'ok' }, Entity>(
  entries: readonly unknown[],
  at: string,
  read: (id: string, entry: unknown) => Ok | Invalid,
  entityOf: (ok: Ok) => Entity,
): { readonly read: readonly Entity[]; readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = []
  const seen = new Set<string>()
  const found = entries.flatMap((entry, index) => {
    const id = nameInPath.safeParse(typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined)
    const complain = (path: string, message: string) => {
      errors.push({ path: `${at}${index}${path && `.${path}`}`, message })
      return []
    }
    if (!id.success) return complain('id', 'must be a name such as sally-jones')
    if (seen.has(id.data)) return complain('id', 'is used twice')
    seen.add(id.data)
    const one = read(id.data, entry)
    return one.kind === 'ok' ? [entityOf(one)] : one.errors.flatMap(({ path, message }) => complain(path, message))
  })
  return { read: found, errors }
}
