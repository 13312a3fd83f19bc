import { leadAnswer } from '../answers.ts'
import { connect } from '../api.ts'
import type { Command } from '../command.ts'
import { findStack } from '../connection.ts'
import { exitCode } from '../failure.ts'

/** `baton lead merge`. */
export const leadMerge: Command = {
  words: 'lead merge',
  positionals: ['LEAD_ID', 'DUPLICATE_ID'],
  summary: 'Merge another lead of the same person into one: LEAD_ID stays, and has what both had',
  options: {},
  run: async (given, surroundings) => {
    const [id = '', duplicate = ''] = given.positionals
    const api = connect(findStack(surroundings), surroundings)
    const path = `/v1/leads/${encodeURIComponent(id)}/merge`
    const lead = await api.read(leadAnswer, { method: 'POST', path, body: { duplicate }, idempotent: true })
    const owner = lead.owner === null ? '' : `, with ${lead.owner}`
    const words = `${duplicate} was merged into ${lead.id}: ${lead.stage}${owner}\n`
    surroundings.out.write(given.has('json') ? `${JSON.stringify(lead)}\n` : words)
    return exitCode.done
  },
}
