import { nurtureQuery, previewQuery } from '../../shared/contracts/nurture.ts'
import { type HttpAnswer, type HttpEvent, json } from '../../shared/lambda/http.ts'
import { check, problem } from '../../shared/lambda/problem.ts'
import { previewMail } from '../../shared/pipeline/mail/preview.ts'
import { readNurture } from '../../shared/pipeline/nurture-tracks.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'

/**
 * Makes the answers about nurture tracks.
 * @param ports store, clock
 * @param publicUrl where Baton is reached
 */
export function nurtureAnswers(ports: Ports, publicUrl: string) {
  return {
    getNurture: async (event: HttpEvent): Promise<HttpAnswer> => {
      const query = check(nurtureQuery, event.queryStringParameters ?? {})
      return query.ok ? json(200, await readNurture(ports.store, query.value)) : query.answer
    },
    previewNurtureMail: async (event: HttpEvent): Promise<HttpAnswer> => {
      const query = check(previewQuery, event.queryStringParameters ?? {})
      if (!query.ok) return query.answer
      const result = await previewMail({ ...ports, publicUrl }, query.value)
      switch (result.kind) {
        case 'ready':
          return json(200, result.preview)
        case 'not-found':
          return problem('not-found', `There is no such ${result.what}`)
        case 'impossible':
          return problem('conflict', `This mail can't be written: ${result.why}`)
      }
    },
  }
}
