import { parseArgs } from 'node:util'
import { type ExitCode, WrongUse } from './failure.ts'
import type { Surroundings } from './surroundings.ts'

/** One option of a command. */
export interface OptionSpec {
  /** What stands for its value in the help, such as `FILE`; absent for a switch. */
  readonly value?: string
  readonly help: string
  /** True when it may be given more than once. */
  readonly repeats?: boolean
}

/** What was written on the command line, read by the command's own options. */
export interface Given {
  readonly positionals: readonly string[]
  /** The value of an option, when it was given. */
  text(option: string): string | undefined
  /** Every value of an option that repeats. */
  list(option: string): readonly string[]
  /** True when a switch was given. */
  has(option: string): boolean
}

/** One command: its words, its help, and what it does. */
export interface Command {
  /** The words that call it, such as `import leads`. */
  readonly words: string
  /** What stands for each positional in the help; one in brackets may be left out. */
  readonly positionals: readonly string[]
  readonly summary: string
  /** Further help: what it does and does not do, with an example. */
  readonly details?: string
  readonly options: Readonly<Record<string, OptionSpec>>
  run(given: Given, surroundings: Surroundings): Promise<ExitCode>
}

/** Options that every command has. */
export const commonOptions: Readonly<Record<string, OptionSpec>> = {
  json: { help: 'answer as JSON, for machines' },
  help: { help: 'show this help' },
}

/**
 * Reads what follows a command's words.
 * @param command whose options and positionals are expected
 * @param words what was written
 * @throws WrongUse when an option is unknown or lacks its value, or positionals are missing or too many
 */
export function readGiven(command: Command, words: readonly string[]): Given {
  const { values, positionals } = parsed(command, words)
  const given: Given = {
    positionals,
    text: (option) => {
      const value = values[option]
      return typeof value === 'string' ? value : undefined
    },
    list: (option) => [values[option] ?? []].flat().filter((value) => typeof value === 'string'),
    has: (option) => values[option] === true,
  }
  if (!given.has('help')) checkPositionals(command, positionals)
  return given
}

function parsed(command: Command, words: readonly string[]) {
  const specs = Object.entries({ ...command.options, ...commonOptions })
  const options = Object.fromEntries(
    specs.map(([name, spec]) => [
      name,
      { type: spec.value === undefined ? ('boolean' as const) : ('string' as const), multiple: spec.repeats ?? false },
    ]),
  )
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true })
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const reason = error.message.split('. ')[0] ?? error.message
    throw new WrongUse(`${reason}. See: baton ${command.words} --help`, { cause: error })
  }
}

function checkPositionals(command: Command, positionals: readonly string[]): void {
  const needed = command.positionals.filter((name) => !name.startsWith('['))
  const missing = needed[positionals.length]
  if (missing !== undefined)
    throw new WrongUse(`baton ${command.words} needs ${missing}. See: baton ${command.words} --help`)
  const surplus = positionals[command.positionals.length]
  if (surplus !== undefined) throw new WrongUse(`baton ${command.words} does not know what to do with '${surplus}'`)
}

/**
 * Reads an option that the command cannot do without.
 * @param command for the message
 * @param given what was written
 * @param option its name
 * @throws WrongUse when it was not given
 */
export function required(command: Command, given: Given, option: string): string {
  const value = given.text(option)
  if (value === undefined) {
    const placeholder = command.options[option]?.value ?? 'VALUE'
    throw new WrongUse(`baton ${command.words} needs --${option} ${placeholder}`)
  }
  return value
}
