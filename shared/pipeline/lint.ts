import { type PlaybookError, type PlaybookReading, playbookLines, readPlaybook } from '../contracts/playbook.ts'
import { lint, type Workspace } from '../domain/lint.ts'
import type { Playbook } from '../domain/playbook.ts'
import { checkTemplate, unknownVariables } from '../mail/index.ts'
import type { Store } from '../ports/store.ts'

/** A finding with its line. */
export interface PlacedFinding extends PlaybookError {
  readonly severity: 'error' | 'warning'
  /** What to do about it; absent where the message says what must be. */
  readonly proposal?: string
}

/**
 * Reads a playbook as publishing does: with its mails' templates.
 * @param source the YAML
 */
export function readSource(source: string): PlaybookReading {
  return readPlaybook(source, checkTemplate)
}

/**
 * Looks a playbook over: what makes it invalid, or else what lint finds.
 * @param source the YAML
 * @param workspace what it is to work with
 * @returns the findings by line
 */
export function lintSource(source: string, workspace: Workspace = {}): readonly PlacedFinding[] {
  const read = readSource(source)
  if (read.kind === 'invalid') return read.errors.map((error) => ({ severity: 'error', ...error }))
  return placedFindings(source, read.playbook, workspace)
}

/**
 * Looks a playbook over against a stack's reps and forms.
 * @param store where they are kept
 * @param source the YAML
 * @returns the findings by line
 */
export async function lintAgainst(store: Store, source: string): Promise<readonly PlacedFinding[]> {
  const read = readSource(source)
  return lintSource(source, read.kind === 'invalid' ? {} : await workspaceOf(store, read.playbook))
}

/**
 * Lints a playbook that was read, and says the line of each finding.
 * @param source the YAML
 * @param playbook what it was read as
 * @param workspace what it is to work with
 */
export function placedFindings(source: string, playbook: Playbook, workspace: Workspace): readonly PlacedFinding[] {
  const lineOf = playbookLines(source)
  return lint(playbook, { unknownVariables, ...workspace })
    .map(({ severity, path, message, proposal }) => ({
      severity,
      path: path.join('.'),
      line: lineOf(path),
      message,
      proposal,
    }))
    .toSorted((one, other) => one.line - other.line)
}

/**
 * Reads of a workspace what a playbook is held against: the roster, and those of its forms that are connected.
 * @param store where they are kept
 * @param playbook names the forms
 */
export async function workspaceOf(store: Store, playbook: Playbook): Promise<Workspace> {
  const named = Object.keys(playbook.scoring.engagement.events).flatMap((event) =>
    event.startsWith('form.') && event !== 'form.*' ? [event.slice('form.'.length)] : [],
  )
  const [roster, forms] = await Promise.all([
    store.listRoster(),
    Promise.all(named.map((id) => store.get({ type: 'form', id }))),
  ])
  return {
    roster: roster.map(({ entity }) => entity),
    forms: forms.flatMap((form) => (form === undefined ? [] : [form.entity.id])),
  }
}

/**
 * Writes a finding as an error of the playbook, with its proposal.
 * @param finding an error of lint
 */
export function asError({ path, line, message, proposal }: PlacedFinding): PlaybookError {
  return { path, line, message: proposal === undefined ? message : `${message} (${proposal})` }
}
