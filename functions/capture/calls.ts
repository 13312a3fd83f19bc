import { checkCallCenter } from '../../shared/lambda/access.ts'
import { largestCapture, readJson } from '../../shared/lambda/body.ts'
import { json } from '../../shared/lambda/http.ts'
import type { Answer } from '../../shared/lambda/http-function.ts'
import { invalid, problem } from '../../shared/lambda/problem.ts'
import { recordCall } from '../../shared/pipeline/capture/call.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'

/**
 * Makes the answer to a call record.
 * @param ports store, clock, ids
 */
export function createCallAnswer(ports: Ports): Answer {
  return async (event) => {
    const access = await checkCallCenter(ports.store, event)
    if (!access.ok) return access.answer
    const body = readJson(event, largestCapture)
    if (!body.ok) return body.answer
    const result = await recordCall(ports, body.value)
    switch (result.kind) {
      case 'accepted':
      case 'known':
        return json(202, { submissionId: result.id, status: 'accepted' })
      case 'clash':
        return problem('conflict', 'This callId came before with another record', [
          { path: 'callId', message: 'is known with other values' },
        ])
      case 'invalid':
        return invalid(result.errors)
    }
  }
}
