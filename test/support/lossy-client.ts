import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'

/**
 * Makes a client lose answers: the request is carried out, but its answer never arrives, as when a connection
 * breaks at the wrong moment. The SDK then tries again.
 * @param client any client
 * @param answers how many answers in a row are lost, from now on
 */
export function loseAnswers(client: DynamoDBClient, answers: number): void {
  let left = answers
  client.middlewareStack.add(
    (next) => async (input) => {
      if (left === 0) return await next(input)
      left -= 1
      // An answer that is an error is lost as well.
      await next(input).catch(() => undefined)
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
    },
    { step: 'deserialize', priority: 'high', name: 'loseAnswers' },
  )
}
