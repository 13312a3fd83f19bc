import { resolve } from 'node:path'
import { lintAnswer } from '../../../shared/contracts/setup.ts'
import { lintSource } from '../../../shared/pipeline/lint.ts'
import { connect } from '../api.ts'
import type { Command } from '../command.ts'
import { findStack, NoStack } from '../connection.ts'
import { exitCode } from '../failure.ts'
import { findingLines } from '../findings.ts'
import type { Surroundings } from '../surroundings.ts'
import { readTextFile } from '../yaml-file.ts'

/** `baton playbook lint`. */
export const playbookLint: Command = {
  words: 'playbook lint',
  positionals: ['FILE.yaml'],
  summary: 'Say what is wrong or likely not meant in a playbook, without publishing it',
  details: `
Finds rules that never match, territories, tracks and pools that nothing reaches, thresholds that say nothing, and names
that are not there. Reps and forms are looked up on the stack; without one, all else is checked.
Errors would not be published, and give exit code 1. Warnings would.`,
  options: {},
  run: async (given, surroundings) => {
    const file = given.positionals[0] ?? ''
    const source = await readTextFile(resolve(surroundings.folder, file))
    const findings = (await onStack(source, surroundings)) ?? lintSource(source)
    const errors = findings.filter(({ severity }) => severity === 'error').length
    if (given.has('json')) surroundings.out.write(`${JSON.stringify({ findings })}\n`)
    else {
      surroundings.err.write(findingLines(file, [...findings]))
      const warnings = findings.length - errors
      surroundings.out.write(`${file}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}\n`)
    }
    return errors === 0 ? exitCode.done : exitCode.failed
  },
}

async function onStack(source: string, surroundings: Surroundings) {
  try {
    const api = connect(findStack(surroundings), surroundings)
    const call = { method: 'POST', path: '/v1/playbook/lint', body: { source }, idempotent: true } as const
    return (await api.read(lintAnswer, call)).findings
  } catch (error) {
    if (!(error instanceof NoStack)) throw error
    surroundings.err.write('No running stack: reps and forms are not looked up\n')
    return undefined
  }
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
