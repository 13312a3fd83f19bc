import { type CallRecord, callRecord } from '../../contracts/capture.ts'
import { personFields } from '../../contracts/fields.ts'
import { type FieldError, fieldErrors } from '../../contracts/problem.ts'
import { parseMoment } from '../../domain/calendar.ts'
import { present } from '../../domain/present.ts'
import type { Ports } from '../ports.ts'
import { currentRules } from '../rules.ts'
import { readPerson } from './person.ts'
import { type SubmitResult, submit } from './submit.ts'
import { badMoment, ownFields } from './web-form.ts'

/** What became of a call record. */
export type CallResult = SubmitResult | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] }

const ownedFields: ReadonlySet<string> = new Set([
  ...Object.keys(personFields),
  'callId',
  'occurredAt',
  'agent',
  'disposition',
  'answers',
  'notes',
  'campaign',
  'consent',
])

/**
 * Takes in a call-center lead.
 * @param ports store, clock and ids
 * @param record as it came; `callId` is its event id
 * @returns the submission's id, or what is wrong and where; nothing is stored then
 */
export async function recordCall(ports: Ports, record: unknown): Promise<CallResult> {
  const parsed = callRecord.safeParse(record)
  if (!parsed.success) return { kind: 'invalid', errors: fieldErrors(parsed.error) }
  const call = parsed.data
  const { workspace } = (await currentRules(ports.store)).playbook
  const person = readPerson(call, workspace.country, {
    answers: present(call.answers ?? {}),
    extra: ownFields(call, ownedFields) ?? {},
  })
  const occurredAt =
    call.occurredAt === undefined ? ports.clock.now() : parseMoment(call.occurredAt, workspace.timezone)
  const errors = [...(person.kind === 'invalid' ? person.errors : []), ...(occurredAt === undefined ? [badMoment] : [])]
  if (person.kind === 'invalid' || occurredAt === undefined) return { kind: 'invalid', errors }
  return submit(
    ports,
    {
      source: sourceOf(call),
      mode: 'live',
      occurredAt,
      raw: record,
      profile: person.profile,
      utm: {},
      ...present({
        externalId: person.externalId,
        campaign: call.campaign,
        message: call.notes,
        consent: call.consent,
      }),
    },
    { source: 'calls', id: call.callId },
    'live',
  )
}

function sourceOf(call: CallRecord) {
  return { kind: 'call', disposition: call.disposition ?? 'answered', ...present({ agent: call.agent }) } as const
}
