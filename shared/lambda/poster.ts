import { createHttpPoster } from '../adapters/http-post/poster.ts'
import { isPublicAddress } from '../domain/public-address.ts'
import type { Poster } from '../ports/poster.ts'
import type { Environment } from './configuration.ts'

/**
 * The variable by which the local runtime lets channels reach receivers on the same machine, for a trial. The
 * infrastructure never sets it.
 */
export const loopbackVariable = 'BATON_LOOPBACK_CHANNELS'

/** Lambda sets this one itself and lets nobody set or remove it: where it is, the code runs on AWS. */
const setByLambda = 'AWS_LAMBDA_RUNTIME_API'

/**
 * Makes the poster of a function. Where it runs on AWS it posts to the public internet only, whatever anybody sets.
 * @param environment usually `process.env`, passed in
 */
export function posterFor(environment: Environment): Poster {
  return createHttpPoster(mayUseLoopback(environment) ? { mayConnect: isPublicOrLoopback } : {})
}

/**
 * Tells whether channels may reach this very machine.
 * @param environment usually `process.env`
 */
export function mayUseLoopback(environment: Environment): boolean {
  return environment[setByLambda] === undefined && environment[loopbackVariable] === 'allowed'
}

function isPublicOrLoopback(address: string): boolean {
  return isPublicAddress(address) || address === '127.0.0.1' || address === '::1'
}
