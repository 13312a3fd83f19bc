import { existsSync } from 'node:fs'
import { StartFailure } from '../failure.ts'
import type { StackModel } from '../template/model.ts'
import type { Endpoints } from '../template/names.ts'
import { region } from '../template/names.ts'
import { type FunctionHost, LambdaFunction } from './lambda-function.ts'

/** Requests overlap, and a slow one must not hold up the next; queues and streams bring one batch at a time. */
const httpEnvironments = 2

/**
 * Makes a stack's functions; nothing is loaded yet.
 * @param model the stack
 * @param host what they share
 * @returns functions by ARN
 * @throws StartFailure when a bundle is missing
 */
export function makeFunctions(model: StackModel, host: FunctionHost): ReadonlyMap<string, LambdaFunction> {
  const missing = model.functions.filter(({ bundle }) => !existsSync(bundle))
  if (missing.length > 0) throw new StartFailure(`No bundle at ${missing.map(({ bundle }) => bundle).join(', ')}`)
  const served = new Set(model.api?.routes.map(({ functionArn }) => functionArn))
  return new Map(
    model.functions.map((declared) => [
      declared.arn,
      new LambdaFunction(declared, host, served.has(declared.arn) ? httpEnvironments : 1),
    ]),
  )
}

/**
 * Makes the variables that Lambda gives every function, with the local services as endpoints.
 * @param endpoints where they are
 */
export function commonVariables(endpoints: Endpoints): Readonly<Record<string, string>> {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    // DynamoDB Local refuses an access key that has more than letters and digits.
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: endpoints.queues,
    AWS_ENDPOINT_URL_SES: endpoints.mail,
    AWS_EC2_METADATA_DISABLED: 'true',
    NODE_ENV: 'production',
    TZ: ':UTC',
  }
}
