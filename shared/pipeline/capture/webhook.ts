import { formSubmission } from '../../contracts/capture.ts'
import { type FieldError, fieldErrors } from '../../contracts/problem.ts'
import type { StandardDeal } from '../../contracts/webhooks.ts'
import type { WebhookSource } from '../../domain/access.ts'
import { parseMoment } from '../../domain/calendar.ts'
import { present } from '../../domain/present.ts'
import { toIso } from '../../domain/time.ts'
import type { Ports } from '../ports.ts'
import { currentRules } from '../rules.ts'
import { readDeal } from './deal.ts'
import { readPerson } from './person.ts'
import { type SubmitResult, submit } from './submit.ts'
import { type OutcomeResult, takeOutcome } from './take-outcome.ts'
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

/** What became of a webhook that told of a deal. */
export type WebhookDealResult = OutcomeResult | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] }

/**
 * Takes in what another system says of a deal, whose signature has been checked.
 * @param ports store, clock
 * @param source the connected system; an import under its id tells of the same deals
 * @param event the deal, whole, as it is since `occurredAt`, or else since the event's own time
 */
export async function receiveDeal(
  ports: Ports,
  source: WebhookSource,
  { type, timestamp, data }: StandardDeal,
): Promise<WebhookDealResult> {
  const { playbook } = await currentRules(ports.store)
  const now = ports.clock.now()
  const status = data.status ?? (type === 'deal.won' ? 'won' : type === 'deal.lost' ? 'lost' : undefined)
  if (status === undefined) return { kind: 'invalid', errors: [{ path: 'data.status', message: 'is missing' }] }
  const occurredAt = data.occurredAt ?? timestamp ?? toIso(now)
  const read = readDeal({ ...data, status, occurredAt }, playbook, now)
  if (read.kind === 'invalid')
    return { kind: 'invalid', errors: read.errors.map(({ path, message }) => ({ path: `data.${path}`, message })) }
  const { deal } = read
  return takeOutcome(
    ports,
    { source: source.id, mode: 'live', deal, dealId: data.dealId, occurredAt: read.occurredAt ?? now },
    'live',
  )
}
