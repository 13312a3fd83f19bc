import { erasureAnswer } from '../../../shared/contracts/privacy.ts'
import { connect } from '../api.ts'
import type { Command } from '../command.ts'
import { findStack } from '../connection.ts'
import { CommandFailed, exitCode } from '../failure.ts'
import { resultOf } from '../jobs/in-words.ts'
import { untilEnded } from '../jobs/wait.ts'

/** `baton lead erase`. */
export const leadErase: Command = {
  words: 'lead erase',
  positionals: ['LEAD_ID'],
  summary: 'Erase all that is known of a person, for good',
  details: [
    'The lead can no longer be found, gets no mail, and its addresses go on the suppression list. Deals keep amounts and',
    'dates, reports stay as they are. It cannot be taken back; see docs/privacy.md. Needs an admin.',
  ].join('\n'),
  options: { yes: { help: 'erase; without it, nothing is done' } },
  run: async (given, surroundings) => {
    const id = given.positionals[0] ?? ''
    if (!given.has('yes'))
      throw new CommandFailed(`Erasing ${id} cannot be taken back. To do it: baton lead erase ${id} --yes`)
    const api = connect(findStack(surroundings), surroundings)
    const path = `/v1/leads/${encodeURIComponent(id)}/erase`
    const { job: jobId } = await api.read(erasureAnswer, {
      method: 'POST',
      path,
      body: { confirm: id },
      idempotent: true,
    })
    const job = await untilEnded(api, surroundings, jobId, { title: 'Erasing', items: 'records' })
    surroundings.out.write(given.has('json') ? `${JSON.stringify(job)}\n` : `${id} is erased: ${resultOf(job)}\n`)
    return exitCode.done
  },
}
