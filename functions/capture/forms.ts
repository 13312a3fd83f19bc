import { largestCapture, readForm } from '../../shared/lambda/body.ts'
import { type HttpAnswer, header, json, pathPart } from '../../shared/lambda/http.ts'
import type { Answer } from '../../shared/lambda/http-function.ts'
import { invalid, problem } from '../../shared/lambda/problem.ts'
import { type FormResult, submitForm } from '../../shared/pipeline/capture/web-form.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'

/** Longest idempotency key, in characters. */
const longestKey = 255

/**
 * Makes the answer to a form post.
 * @param ports store, clock, ids
 */
export function createFormAnswer(ports: Ports): Answer {
  return async (event) => {
    const read = await readForm(event, largestCapture)
    if (!read.ok) return read.answer
    const idempotencyKey = header(event, 'idempotency-key')?.trim()
    if (idempotencyKey !== undefined && (idempotencyKey === '' || idempotencyKey.length > longestKey)) {
      return invalid([{ path: 'Idempotency-Key', message: `must be 1 to ${longestKey} characters` }])
    }
    const formId = pathPart(event, 'formId')
    const post = { formId, fields: read.value.fields, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) }
    const result = await submitForm(ports, post)
    return answerTo(result, formId, read.value.plainHtml)
  }
}

function answerTo(result: FormResult, formId: string, plainHtml: boolean): HttpAnswer {
  switch (result.kind) {
    case 'accepted':
    case 'known':
      return plainHtml
        ? {
            statusCode: 303,
            headers: { location: result.form?.thankYouUrl ?? thanksPage(formId), 'cache-control': 'no-store' },
          }
        : json(202, { submissionId: result.id, status: 'accepted' })
    case 'clash':
      return problem(
        'conflict',
        'This Idempotency-Key came before with another submission: use a new key for each submission',
      )
    case 'no-such-form':
      return problem('not-found', 'There is no such form: see the forms that are connected, or connect it')
    case 'invalid':
      return invalid(result.errors)
  }
}

/** Relative to where the form was posted, so that it works behind any host name. */
function thanksPage(formId: string): string {
  return `/thanks/${encodeURIComponent(formId)}`
}
