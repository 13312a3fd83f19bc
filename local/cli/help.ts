import { type Command, commonOptions, type OptionSpec } from './command.ts'

/**
 * Lists every command.
 * @param commands in the order to show
 */
export function overview(commands: readonly Command[]): string {
  const calls = commands.map((command) => [call(command), command.summary] as const)
  const width = Math.max(...calls.map(([text]) => text.length))
  const lines = calls.map(([text, summary]) => `  ${text.padEnd(width)}  ${summary}`)
  return [
    'baton COMMAND [options]: talks to a Baton stack.',
    '',
    ...lines,
    '',
    'Talks to BATON_URL with BATON_TOKEN, or else to the stack running from DATA_DIR (.baton).',
    'Every command knows --help and --json. Exit codes: 0 done, 1 failed, 2 wrong use.',
    '',
  ].join('\n')
}

/**
 * Explains one command.
 * @param command what to explain
 */
export function helpOf(command: Command): string {
  const options = Object.entries({ ...command.options, ...commonOptions }).map(
    ([name, spec]) => [optionCall(name, spec), spec.help] as const,
  )
  const width = Math.max(...options.map(([text]) => text.length))
  return [
    `baton ${call(command)} [options]`,
    '',
    `${command.summary}.`,
    ...(command.details === undefined ? [] : ['', command.details.trim()]),
    '',
    'Options:',
    ...options.map(([text, help]) => `  ${text.padEnd(width)}  ${help}`),
    '',
  ].join('\n')
}

function call(command: Command): string {
  return [command.words, ...command.positionals].join(' ')
}

function optionCall(name: string, spec: OptionSpec): string {
  return spec.value === undefined ? `--${name}` : `--${name} ${spec.value}`
}
