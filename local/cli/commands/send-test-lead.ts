import { randomUUID } from 'node:crypto'
import type * as z from 'zod'
import { captureAnswer } from '../../../shared/contracts/capture.ts'
import { type leadLine, leadPage } from '../answers.ts'
import { type Api, connect } from '../api.ts'
import type { Command } from '../command.ts'
import { findStack } from '../connection.ts'
import { type ExitCode, exitCode } from '../failure.ts'
import type { Surroundings } from '../surroundings.ts'

/** How long to look for the lead, and how often, in milliseconds. */
const patience = { whole: 15_000, every: 300 }

/** `baton send-test-lead`. */
export const sendTestLead: Command = {
  words: 'send-test-lead',
  positionals: ['[FORM]'],
  summary: 'Submit a believable lead to a form (demo-request) and say where to look',
  details: 'Each call is another person, at an address that no mail can reach (RFC 2606).',
  options: {},
  run: async (given, surroundings) => {
    const form = given.positionals[0] ?? 'demo-request'
    const api = connect(findStack(surroundings), surroundings)
    const key = randomUUID()
    const person = believable(key.slice(0, 8))
    const { submissionId } = await api.read(captureAnswer, {
      method: 'POST',
      path: `/v1/forms/${encodeURIComponent(form)}`,
      body: person,
      headers: { 'idempotency-key': key },
      idempotent: true,
    })
    if (!given.has('json'))
      surroundings.out.write(
        `${person.firstName} ${person.lastName} <${person.email}> submitted ${form} as ${submissionId}\n`,
      )
    return tell(given.has('json'), api, { submissionId, email: person.email }, surroundings)
  },
}

/** A complete business lead from New York; `mark` makes the address its own. */
function believable(mark: string) {
  return {
    email: `dana.whitfield+${mark}@hudsonprintworks.example`,
    firstName: 'Dana',
    lastName: 'Whitfield',
    company: 'Hudson Print Works',
    jobTitle: 'Head of Operations',
    employees: 38,
    industry: 'Manufacturing',
    country: 'US',
    state: 'NY',
    postalCode: '12534',
    message: 'We outgrew our spreadsheet of leads. Could you show us how routing works for a team of six?',
    utm_source: 'google',
    utm_medium: 'cpc',
    utm_campaign: 'spring-demo',
  }
}

async function tell(
  asJson: boolean,
  api: Api,
  sent: { readonly submissionId: string; readonly email: string },
  surroundings: Surroundings,
): Promise<ExitCode> {
  const lead = await settled(api, sent.email, surroundings)
  const { mailUrl } = api.connection
  if (asJson) surroundings.out.write(`${JSON.stringify({ ...sent, ...(lead === undefined ? {} : { lead }) })}\n`)
  else if (lead === undefined) surroundings.err.write('It is not through yet: see baton tasks\n')
  else {
    const owner = lead.owner === null ? '' : `, owned by ${lead.owner}`
    surroundings.out.write(
      `It is ${lead.stage}${owner}, with a score of ${Math.round(lead.score.value)}: baton lead show ${lead.id}\n`,
    )
    if (mailUrl !== undefined) surroundings.out.write(`Mail to rep and prospect: ${mailUrl}\n`)
  }
  return lead === undefined ? exitCode.failed : exitCode.done
}

/** Waits until the lead is there and has left the stage `new`. */
async function settled(
  api: Api,
  email: string,
  surroundings: Surroundings,
): Promise<z.output<typeof leadLine> | undefined> {
  const until = surroundings.now() + patience.whole
  const path = `/v1/leads?${new URLSearchParams({ email })}`
  while (surroundings.now() < until) {
    const { leads } = await api.read(leadPage, { method: 'GET', path })
    const lead = leads.find(({ stage }) => stage !== 'new')
    if (lead !== undefined) return lead
    await surroundings.wait(patience.every)
  }
  return undefined
}
