/** The stack can't start, for a reason the person who started it can act on: one clear line, no stack trace. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure'
}

/** The start was called off by the person who asked for it, before there was a stack. */
export class StoppedEarly extends StartFailure {}

/**
 * Reads the code of a system error such as `EADDRINUSE`.
 * @param error anything thrown
 * @returns the code, or undefined for any other error
 */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
