import * as z from 'zod'
import { connect } from '../api.ts'
import { type Command, required } from '../command.ts'
import { findStack } from '../connection.ts'
import { exitCode } from '../failure.ts'

const claimed = z.looseObject({ id: z.string(), rep: z.string() })

/** `baton lead claim`. */
export const leadClaim: Command = {
  words: 'lead claim',
  positionals: ['LEAD_ID'],
  summary: 'Claim a lead from the public pool for a rep: of several claims one wins',
  options: { rep: { value: 'REP_ID', help: 'who wants it' } },
  run: async (given, surroundings) => {
    const id = given.positionals[0] ?? ''
    const rep = required(leadClaim, given, 'rep')
    const api = connect(findStack(surroundings), surroundings)
    const path = `/v1/leads/${encodeURIComponent(id)}/claim`
    const answer = await api.read(claimed, { method: 'POST', path, body: { rep } })
    surroundings.out.write(
      given.has('json') ? `${JSON.stringify(answer)}\n` : `${id} is with ${answer.rep}, accepted\n`,
    )
    return exitCode.done
  },
}
