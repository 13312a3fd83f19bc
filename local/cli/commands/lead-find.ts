import { leadPage } from '../answers.ts'
import { connect } from '../api.ts'
import type { Command } from '../command.ts'
import { findStack } from '../connection.ts'
import { exitCode, WrongUse } from '../failure.ts'
import { table } from '../table.ts'

/** Options of the command, and the query parameter each becomes. */
const ways = [
  ['email', 'email'],
  ['phone', 'phone'],
  ['external-id', 'externalId'],
] as const

/** `baton lead find`. */
export const leadFind: Command = {
  words: 'lead find',
  positionals: [],
  summary: 'Find a lead by e-mail, phone or external id',
  details: '  baton lead find --email jo@acme.example',
  options: {
    email: { value: 'ADDRESS', help: 'e-mail address' },
    phone: { value: 'NUMBER', help: 'phone number; without a country code it is in the workspace country' },
    'external-id': { value: 'ID', help: 'id in another system, as an import gave it' },
  },
  run: async (given, surroundings) => {
    const query = new URLSearchParams()
    for (const [option, parameter] of ways) {
      const value = given.text(option)
      if (value !== undefined) query.set(parameter, value)
    }
    if (query.size === 0) throw new WrongUse('baton lead find needs --email, --phone or --external-id')
    const api = connect(findStack(surroundings), surroundings)
    const { leads } = await api.read(leadPage, { method: 'GET', path: `/v1/leads?${query}` })
    if (given.has('json')) surroundings.out.write(`${JSON.stringify({ leads })}\n`)
    else if (leads.length === 0) surroundings.err.write('No such lead.\n')
    else {
      const rows = leads.map((lead) => [
        lead.id,
        lead.email ?? '-',
        lead.stage,
        lead.owner ?? '-',
        String(Math.round(lead.score.value)),
      ])
      surroundings.out.write(table(columns, rows))
    }
    return leads.length === 0 ? exitCode.failed : exitCode.done
  },
}

const columns = [
  { title: 'Lead' },
  { title: 'E-mail' },
  { title: 'Stage' },
  { title: 'Owner' },
  { title: 'Score', align: 'right' },
] as const
