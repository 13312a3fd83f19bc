import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type LeadExport, leadExport } from '../../../shared/contracts/privacy.ts'
import { type Api, connect } from '../api.ts'
import type { Command } from '../command.ts'
import { findStack } from '../connection.ts'
import { exitCode } from '../failure.ts'

/** `baton lead export`. */
export const leadExportCommand: Command = {
  words: 'lead export',
  positionals: ['LEAD_ID'],
  summary: 'Write all that is known of a person as one JSON document',
  details: 'The shape is described in docs/privacy.md. The file can be read by its owner only.',
  options: { out: { value: 'FILE', help: 'where to write it; else to standard output' } },
  run: async (given, surroundings) => {
    const api = connect(findStack(surroundings), surroundings)
    const document = await wholeExport(api, given.positionals[0] ?? '')
    const text = `${JSON.stringify(document, null, 2)}\n`
    const file = given.text('out')
    if (file === undefined) surroundings.out.write(text)
    else {
      writeFileSync(resolve(surroundings.folder, file), text, { mode: 0o600 })
      surroundings.out.write(given.has('json') ? `${JSON.stringify({ file })}\n` : `Written to ${file}\n`)
    }
    return exitCode.done
  },
}

/** A long one comes in pages; each has what is said once, and the next part of every list. */
async function wholeExport(api: Api, id: string): Promise<LeadExport> {
  const path = `/v1/leads/${encodeURIComponent(id)}/export`
  let whole = await api.read(leadExport, { method: 'GET', path })
  while (whole.cursor !== undefined) {
    const query = new URLSearchParams({ cursor: whole.cursor })
    whole = joined(whole, await api.read(leadExport, { method: 'GET', path: `${path}?${query}` }))
  }
  return whole
}

function joined(one: LeadExport, next: LeadExport): LeadExport {
  return {
    ...next,
    submissions: [...one.submissions, ...next.submissions],
    touches: [...one.touches, ...next.touches],
    decisions: [...one.decisions, ...next.decisions],
    mails: [...one.mails, ...next.mails],
    alerts: [...one.alerts, ...next.alerts],
    enrollments: [...one.enrollments, ...next.enrollments],
    offers: [...one.offers, ...next.offers],
    deals: [...one.deals, ...next.deals],
  }
}
