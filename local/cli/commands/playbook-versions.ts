import { resolve } from 'node:path'
import type * as z from 'zod'
import { publishAnswer } from '../../../shared/contracts/setup.ts'
import { playbookDiffAnswer, playbookVersions } from '../answers.ts'
import { type Api, connect } from '../api.ts'
import type { Command } from '../command.ts'
import { findStack } from '../connection.ts'
import { exitCode, WrongUse } from '../failure.ts'
import { findingLines } from '../findings.ts'
import { tellPublished, waitOption } from '../jobs/published.ts'
import { table } from '../table.ts'
import { readTextFile } from '../yaml-file.ts'

/**
 * Reads a version number of the command line.
 * @param text as it was written
 * @param name what it is called there
 * @throws WrongUse when it is none
 */
export function versionOf(text: string, name: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new WrongUse(`${name} must be a version number, not ${text}`)
  return Number(text)
}

type Versions = z.infer<typeof playbookVersions>['versions']

/** `baton playbook history`. */
export const playbookHistory: Command = {
  words: 'playbook history',
  positionals: [],
  summary: 'List the published versions, newest first',
  options: {},
  run: async (given, surroundings) => {
    const versions = await everyVersion(connect(findStack(surroundings), surroundings))
    const rows = versions.map(({ version, publishedAt, current }) => [
      String(version),
      publishedAt,
      current ? 'in force' : '',
    ])
    const columns = [{ title: 'Version', align: 'right' } as const, { title: 'Published' }, { title: '' }]
    surroundings.out.write(given.has('json') ? `${JSON.stringify({ versions })}\n` : table(columns, rows))
    return exitCode.done
  },
}

async function everyVersion(api: Api): Promise<Versions> {
  const all: Versions = []
  let cursor: string | undefined
  do {
    const path = cursor === undefined ? '/v1/playbooks' : `/v1/playbooks?cursor=${encodeURIComponent(cursor)}`
    const page = await api.read(playbookVersions, { method: 'GET', path })
    all.push(...page.versions)
    cursor = page.cursor
  } while (cursor !== undefined)
  return all
}

/** `baton playbook diff`. */
export const playbookDiff: Command = {
  words: 'playbook diff',
  positionals: ['FROM', '[TO]'],
  summary: 'Say in words what differs between two versions, or what a file would change',
  details: `
A version is a number, a draft is a file.

  baton playbook diff draft.yaml     what the file would change of the playbook in force
  baton playbook diff 3 draft.yaml   what it would change of version 3
  baton playbook diff 3              what has changed from version 3 to the one in force
  baton playbook diff 3 4            what changed from version 3 to 4`,
  options: {},
  run: async (given, surroundings) => {
    const [first = '', second] = given.positionals
    const isVersion = (text: string): boolean => /^\d{1,9}$/.test(text)
    const source = (file: string) => readTextFile(resolve(surroundings.folder, file))
    if (second !== undefined && !isVersion(first))
      throw new WrongUse('Name the version first: baton playbook diff VERSION FILE.yaml')
    const from = isVersion(first) ? { from: Number(first) } : { source: await source(first) }
    const to = second === undefined ? {} : isVersion(second) ? { to: Number(second) } : { source: await source(second) }
    const api = connect(findStack(surroundings), surroundings)
    const call = { method: 'POST', path: '/v1/playbook/diff', body: { ...from, ...to }, idempotent: true } as const
    const answer = await api.read(playbookDiffAnswer, call)
    surroundings.out.write(given.has('json') ? `${JSON.stringify(answer)}\n` : inWords(answer))
    return exitCode.done
  },
}

function inWords({ from, to, changes }: z.infer<typeof playbookDiffAnswer>): string {
  const title = `From version ${from} to ${to === null ? 'the draft' : `version ${to}`}`
  if (changes.length === 0) return `${title}: nothing differs\n`
  const signs = { added: '+', removed: '-', changed: '~' } as const
  return `${title}:\n${changes.map(({ kind, path, text }) => `  ${signs[kind]} ${path}: ${text}\n`).join('')}`
}

/** `baton playbook rollback`. */
export const playbookRollback: Command = {
  words: 'playbook rollback',
  positionals: ['VERSION'],
  summary: 'Publish an older version again, as a new one',
  options: {
    expected: { value: 'VERSION', help: 'refuse unless this version is in force: nobody else published meanwhile' },
    ...waitOption,
  },
  run: async (given, surroundings) => {
    const version = versionOf(given.positionals[0] ?? '', 'VERSION')
    const expected = given.text('expected')
    const body = expected === undefined ? {} : { expected: versionOf(expected, '--expected') }
    const api = connect(findStack(surroundings), surroundings)
    const path = `/v1/playbooks/${version}/rollback`
    const answer = await api.read(publishAnswer, { method: 'POST', path, body })
    surroundings.err.write(findingLines(`version ${version}`, answer.warnings))
    const words = `Playbook version ${answer.version} is in force: it says what version ${version} said`
    return tellPublished(given, surroundings, api, { answer, words })
  },
}
