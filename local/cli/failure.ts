/** The command was not written as it should be: exit code 2. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse'
}

/** The command was understood and did not succeed, for a reason a person can act on: exit code 1. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed'
}

/** Exit codes, as the README promises them. */
export const exitCode = { done: 0, failed: 1, wrongUse: 2 } as const

/** One of the exit codes. */
export type ExitCode = (typeof exitCode)[keyof typeof exitCode]
