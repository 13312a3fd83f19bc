import type { SessionAnswer } from '../../shared/contracts/session.ts'
import type { Caller } from '../../shared/domain/permissions.ts'
import { type HttpAnswer, type HttpEvent, json } from '../../shared/lambda/http.ts'

/** Makes the answer about who is calling. */
export function sessionAnswers() {
  return {
    getSession: async (_event: HttpEvent, caller: Caller): Promise<HttpAnswer> => {
      const { role, name = null, email = null } = caller
      const rep = caller.role === 'rep' && caller.rep !== undefined ? { rep: caller.rep } : {}
      return json(200, { role, name, email, ...rep } satisfies SessionAnswer)
    },
  }
}
