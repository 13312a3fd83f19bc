import type { SessionAnswer } from '../../shared/contracts/session.ts'
import { type HttpAnswer, json } from '../../shared/lambda/http.ts'

/** Makes the answer about who is calling: so far only an admin's machine token opens the API. */
export function sessionAnswers() {
  return {
    getSession: async (): Promise<HttpAnswer> =>
      json(200, { role: 'admin', name: null, email: null } satisfies SessionAnswer),
  }
}
