import { formSubmission } from '../../contracts/capture.ts'
import { type FieldError, fieldErrors } from '../../contracts/problem.ts'
import type { WebhookSource } from '../../domain/access.ts'
import { parseMoment } from '../../domain/calendar.ts'
import { present } from '../../domain/present.ts'
import type { Ports } from '../ports.ts'
import { currentRules } from '../rules.ts'
import { readPerson } from './person.ts'
import { type SubmitResult, submit } from './submit.ts'
import { badMoment, formFields, ownFields, utmOf } from './web-form.ts'

/** A lead as a provider's webhook told it, in the fields of a form. */
export interface WebhookLead {
  /** The provider's own id of the lead. */
  readonly eventId: string
  readonly fields: Readonly<Record<string, unknown>>
  /** As it came. */
  readonly raw: unknown
}

/** What became of a webhook. */
export type WebhookResult = SubmitResult | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] }

/**
 * Takes in a lead from another system, whose signature has been checked.
 * @param ports store, clock, ids
 * @param source the connected system
 * @param lead what it told
 */
export async function receiveLead(ports: Ports, source: WebhookSource, lead: WebhookLead): Promise<WebhookResult> {
  const parsed = formSubmission.safeParse(lead.fields)
  if (!parsed.success) return { kind: 'invalid', errors: fieldErrors(parsed.error) }
  const fields = parsed.data
  const { workspace } = (await currentRules(ports.store)).playbook
  const person = readPerson(fields, workspace.country, { extra: ownFields(fields, formFields) ?? {} })
  if (person.kind === 'invalid') return person
  const occurredAt =
    fields.occurredAt === undefined ? ports.clock.now() : parseMoment(fields.occurredAt, workspace.timezone)
  if (occurredAt === undefined) return { kind: 'invalid', errors: [badMoment] }
  return submit(
    ports,
    {
      source: { kind: 'webhook', provider: source.provider, source: source.id },
      mode: 'live',
      occurredAt,
      raw: lead.raw,
      profile: person.profile,
      utm: utmOf(fields),
      ...present({
        externalId: person.externalId,
        campaign: fields.campaign ?? fields.utm_campaign ?? source.campaign,
        message: fields.message,
        consent: fields.consent,
      }),
    },
    { source: `webhook:${source.provider}:${source.id}`, id: lead.eventId },
    'live',
  )
}
