import { largestCapture } from '../../shared/lambda/body.ts'
import { bodyBytes, type HttpAnswer, json, pathPart } from '../../shared/lambda/http.ts'
import type { Answer } from '../../shared/lambda/http-function.ts'
import { invalid, problem } from '../../shared/lambda/problem.ts'
import { receiveDeal, receiveLead, type WebhookDealResult } from '../../shared/pipeline/capture/webhook.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import { readProvider } from './providers.ts'

/**
 * Makes the answer to a webhook.
 * @param ports store, clock, ids
 */
export function createWebhookAnswer(ports: Ports): Answer {
  return async (event): Promise<HttpAnswer> => {
    const bytes = bodyBytes(event)
    if (bytes.length > largestCapture) return problem('too-large', `The body must be at most ${largestCapture} bytes`)
    const source = await ports.store.get({
      type: 'webhookSource',
      provider: pathPart(event, 'provider'),
      id: pathPart(event, 'sourceId'),
    })
    if (source === undefined) return problem('not-found', 'There is no such webhook source: connect it first')
    const read = readProvider(source.entity, bytes, event.headers)
    if (read.kind === 'unsigned') return problem('unauthorized', "The signature is not this source's")
    if (read.kind === 'invalid') return invalid(read.errors)
    if (read.kind === 'deal') return dealAnswerTo(await receiveDeal(ports, source.entity, read.deal))
    const result = await receiveLead(ports, source.entity, read.lead)
    switch (result.kind) {
      case 'accepted':
      case 'known':
        return json(202, { submissionId: result.id, status: 'accepted' })
      case 'clash':
        return problem('conflict', 'This lead came before with other values')
      case 'invalid':
        return invalid(result.errors)
    }
  }
}

/** Older news than what is known is no error of the sender's: it is taken, and changes nothing. */
function dealAnswerTo(result: WebhookDealResult): HttpAnswer {
  switch (result.kind) {
    case 'accepted':
    case 'known':
      return json(202, { outcomeId: result.id, status: 'accepted' })
    case 'clash':
      return problem('conflict', 'This deal came before with other values: say with occurredAt which are newer')
    case 'invalid':
      return invalid(result.errors)
  }
}
