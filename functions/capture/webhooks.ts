import { largestCapture } from '../../shared/lambda/body.ts'
import { bodyBytes, type HttpAnswer, json, pathPart } from '../../shared/lambda/http.ts'
import type { Answer } from '../../shared/lambda/http-function.ts'
import { invalid, problem } from '../../shared/lambda/problem.ts'
import { receiveLead } from '../../shared/pipeline/capture/webhook.ts'
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
