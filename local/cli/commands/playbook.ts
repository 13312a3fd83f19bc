import { resolve } from 'node:path'
import { readPlaybook } from '../../../shared/contracts/playbook.ts'
import { publishAnswer } from '../../../shared/contracts/setup.ts'
import { checkTemplate } from '../../../shared/mail/index.ts'
import { playbookAnswer } from '../answers.ts'
import { connect } from '../api.ts'
import type { Command } from '../command.ts'
import { findStack } from '../connection.ts'
import { exitCode } from '../failure.ts'
import { findingLines } from '../findings.ts'
import { tellPublished, waitOption } from '../jobs/published.ts'
import { readTextFile } from '../yaml-file.ts'
import { versionOf } from './playbook-versions.ts'

/** `baton playbook validate`. */
export const playbookValidate: Command = {
  words: 'playbook validate',
  positionals: ['FILE.yaml'],
  summary: 'Check a playbook without publishing it; needs no stack',
  options: {},
  run: async (given, surroundings) => {
    const file = given.positionals[0] ?? ''
    const reading = readPlaybook(await readTextFile(resolve(surroundings.folder, file)), checkTemplate)
    const errors = reading.kind === 'ok' ? [] : reading.errors
    if (given.has('json')) surroundings.out.write(`${JSON.stringify({ valid: errors.length === 0, errors })}\n`)
    else if (errors.length === 0) surroundings.out.write(`${file} is a valid playbook\n`)
    else
      surroundings.err.write(
        errors
          .map(({ line, path, message }) => `${[`${file}:${line}:`, path, message].filter(Boolean).join(' ')}\n`)
          .join(''),
      )
    return errors.length === 0 ? exitCode.done : exitCode.failed
  },
}

/** `baton playbook publish`. */
export const playbookPublish: Command = {
  words: 'playbook publish',
  positionals: ['FILE.yaml'],
  summary: 'Make a playbook the one in force, as a new version',
  options: {
    expected: { value: 'VERSION', help: 'refuse unless this version is in force: nobody else published meanwhile' },
    ...waitOption,
  },
  run: async (given, surroundings) => {
    const expected = given.text('expected')
    const file = given.positionals[0] ?? ''
    const source = await readTextFile(resolve(surroundings.folder, file))
    const api = connect(findStack(surroundings), surroundings)
    const body = { source, ...(expected === undefined ? {} : { expected: versionOf(expected, '--expected') }) }
    const answer = await api.read(publishAnswer, { method: 'POST', path: '/v1/playbook', body })
    surroundings.err.write(findingLines(file, answer.warnings))
    const words = `Playbook version ${answer.version} is in force`
    return tellPublished(given, surroundings, api, { answer, words })
  },
}

/** `baton playbook show`. */
export const playbookShow: Command = {
  words: 'playbook show',
  positionals: [],
  summary: 'Show the playbook in force, as it was published',
  options: {},
  run: async (given, surroundings) => {
    const api = connect(findStack(surroundings), surroundings)
    const answer = await api.read(playbookAnswer, { method: 'GET', path: '/v1/playbook' })
    if (given.has('json')) surroundings.out.write(`${JSON.stringify(answer)}\n`)
    else
      surroundings.out.write(
        `# version ${answer.version}\n${answer.source.endsWith('\n') ? answer.source : `${answer.source}\n`}`,
      )
    return exitCode.done
  },
}
