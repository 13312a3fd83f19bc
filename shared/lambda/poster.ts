import { readFileSync } from 'node:fs'
import { createHttpPoster, type PosterOptions } from '../adapters/http-post/poster.ts'
import { isPublicAddress } from '../domain/public-address.ts'
import type { Poster } from '../ports/poster.ts'
import type { Environment } from './configuration.ts'

/**
 * The variable by which the local runtime lets channels reach receivers on the same machine, for a trial: a file of
 * certificates (PEM) to trust. The infrastructure never sets it.
 */
export const loopbackVariable = 'BATON_LOOPBACK_CHANNELS'

/** Lambda sets this one itself and lets nobody set or remove it: where it is, the code runs on AWS. */
const setByLambda = 'AWS_LAMBDA_RUNTIME_API'

/**
 * Makes the poster of a function. Where it runs on AWS it posts to the public internet only, whatever anybody sets.
 * @param environment usually `process.env`, passed in
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function posterFor(environment: Environment): Poster {
  return createHttpPoster(trialOptions(environment))
}

/**
 * Says how the poster differs in a trial on one machine.
 * @param environment usually `process.env`
 * @returns nothing on AWS, and nothing unless the local runtime asks for it
 */
export function trialOptions(environment: Environment): PosterOptions {
  const certificates = environment[loopbackVariable]
  if (certificates === undefined || environment[setByLambda] !== undefined) return {}
  return { mayConnect: isPublicOrLoopback, trust: readFileSync(certificates, 'utf8') }
}

function isPublicOrLoopback(address: string): boolean {
  return isPublicAddress(address) || address === '127.0.0.1' || address === '::1'
}
