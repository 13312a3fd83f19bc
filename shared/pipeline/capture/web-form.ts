import { formSubmission } from '../../contracts/capture.ts'
import { personFields, touchFields } from '../../contracts/fields.ts'
import { type FieldError, fieldErrors } from '../../contracts/problem.ts'
import type { Form } from '../../domain/access.ts'
import { parseMoment } from '../../domain/calendar.ts'
import { present } from '../../domain/present.ts'
import type { Ports } from '../ports.ts'
import { currentRules } from '../rules.ts'
import { readPerson } from './person.ts'
import { type SubmitResult, submit } from './submit.ts'

/** What became of a form post. */
export type FormResult =
  | (SubmitResult & { readonly form?: Form })
  | { readonly kind: 'no-such-form' }
  | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] }

/** Fields of a form that are Baton's; all others are the form's own. */
export const formFields: ReadonlySet<string> = new Set([...Object.keys(personFields), ...Object.keys(touchFields)])

/** Most fields of its own a form may send. */
const mostOwnFields = 60

/**
 * Takes in a web lead.
 * @param ports store, clock and ids
 * @param post the form's id, its fields as they came, and the idempotency key if the sender gave one
 * @returns the submission's id, or what is wrong and where; nothing is stored then
 */
export async function submitForm(
  ports: Ports,
  post: { readonly formId: string; readonly fields: unknown; readonly idempotencyKey?: string },
): Promise<FormResult> {
  const [stored, { playbook }] = await Promise.all([
    ports.store.get({ type: 'form', id: post.formId }),
    currentRules(ports.store),
  ])
  if (stored === undefined) return { kind: 'no-such-form' }
  const form = stored.entity
  const parsed = formSubmission.safeParse(post.fields)
  if (!parsed.success) return { kind: 'invalid', errors: fieldErrors(parsed.error) }
  const fields = parsed.data
  const { workspace } = playbook
  const own = ownFields(fields, formFields)
  if (own === undefined)
    return { kind: 'invalid', errors: [{ path: '', message: `must have at most ${mostOwnFields} fields of its own` }] }
  const person = readPerson(fields, form.country ?? workspace.country, { extra: own })
  const occurredAt =
    fields.occurredAt === undefined ? ports.clock.now() : parseMoment(fields.occurredAt, workspace.timezone)
  const errors = [...(person.kind === 'invalid' ? person.errors : []), ...(occurredAt === undefined ? [badMoment] : [])]
  if (person.kind === 'invalid' || occurredAt === undefined) return { kind: 'invalid', errors }
  const result = await submit(
    ports,
    {
      source: { kind: 'form', form: form.id },
      mode: 'live',
      occurredAt,
      raw: post.fields,
      profile: person.profile,
      utm: utmOf(fields),
      ...present({
        externalId: person.externalId,
        campaign: fields.campaign ?? fields.utm_campaign ?? form.campaign,
        message: fields.message,
        consent: fields.consent,
      }),
    },
    post.idempotencyKey === undefined ? undefined : { source: `form:${form.id}`, id: post.idempotencyKey },
    'live',
  )
  return { ...result, form }
}

/** What is said of a moment that can't be read. */
export const badMoment: FieldError = {
  path: 'occurredAt',
  message: 'is not a date and time: use RFC 3339, such as 2026-03-01T12:00:00Z',
}

/**
 * Picks the UTM parameters out of a submission's fields.
 * @param fields with the names forms use
 */
export function utmOf(fields: {
  readonly utm_source?: string | undefined
  readonly utm_medium?: string | undefined
  readonly utm_campaign?: string | undefined
  readonly utm_term?: string | undefined
  readonly utm_content?: string | undefined
}) {
  return present({
    source: fields.utm_source,
    medium: fields.utm_medium,
    campaign: fields.utm_campaign,
    term: fields.utm_term,
    content: fields.utm_content,
  })
}

/**
 * Picks a form's own fields, as text. Names that every JavaScript object has (`constructor`) stay in the raw
 * submission only: as field names they are nobody's wish.
 * @param fields all fields
 * @param owned names that are Baton's
 * @returns them, or `undefined` when there are too many
 */
export function ownFields(
  fields: Readonly<Record<string, unknown>>,
  owned: ReadonlySet<string>,
): Record<string, string> | undefined {
  const own = Object.entries(fields).filter(
    ([name, value]) => !owned.has(name) && !(name in {}) && value !== null && value !== '' && value !== undefined,
  )
  if (own.length > mostOwnFields) return undefined
  return Object.fromEntries(own.map(([name, value]) => [name.slice(0, 100), String(value)]))
}
