import { createHmac, timingSafeEqual } from 'node:crypto'
import { Webhook, WebhookVerificationError } from 'standardwebhooks'
import { type FieldError, fieldErrors } from '../../shared/contracts/problem.ts'
import { googleLead, metaLead, type StandardDeal, standardDeal, standardLead } from '../../shared/contracts/webhooks.ts'
import type { WebhookSource } from '../../shared/domain/access.ts'
import { parseWellFormed } from '../../shared/domain/json.ts'
import type { WebhookLead } from '../../shared/pipeline/capture/webhook.ts'

/** A webhook's lead or deal, or why there is none. */
export type ProviderResult =
  | { readonly kind: 'lead'; readonly lead: WebhookLead }
  | { readonly kind: 'deal'; readonly deal: StandardDeal }
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] }

type Headers = Readonly<Record<string, string | undefined>>

/**
 * Checks a webhook's signature and reads its lead or deal.
 * @param source the connected system, with its secret
 * @param bytes the body as it came
 * @param headers lower-case names
 */
export function readProvider(source: WebhookSource, bytes: Buffer, headers: Headers): ProviderResult {
  switch (source.provider) {
    case 'google-lead-form':
      return readGoogle(source, bytes)
    case 'meta-lead':
      return readMeta(source, bytes, headers)
    default:
      return readStandard(source, bytes, headers)
  }
}

/** Google's column ids in the fields of a form. */
const googleFields: Readonly<Record<string, string>> = {
  EMAIL: 'email',
  WORK_EMAIL: 'email',
  PHONE_NUMBER: 'phone',
  WORK_PHONE: 'phone',
  FIRST_NAME: 'firstName',
  LAST_NAME: 'lastName',
  COMPANY_NAME: 'company',
  JOB_TITLE: 'jobTitle',
  COUNTRY: 'country',
  REGION: 'state',
  POSTAL_CODE: 'postalCode',
}

/** Google signs by sending the key it was given. */
function readGoogle(source: WebhookSource, bytes: Buffer): ProviderResult {
  const parsed = googleLead.safeParse(parsedJson(bytes))
  if (!parsed.success) return { kind: 'invalid', errors: fieldErrors(parsed.error) }
  if (!equal(parsed.data.google_key, source.secret)) return { kind: 'unsigned' }
  const { google_key: _secret, ...raw } = parsed.data
  const answers = raw.user_column_data.map(({ column_id: id, string_value: value }) => [id, value ?? ''] as const)
  return { kind: 'lead', lead: { eventId: raw.lead_id, fields: named(answers, googleFields), raw } }
}

/** Meta's question names in the fields of a form. */
const metaFields: Readonly<Record<string, string>> = {
  email: 'email',
  work_email: 'email',
  phone_number: 'phone',
  work_phone_number: 'phone',
  first_name: 'firstName',
  last_name: 'lastName',
  company_name: 'company',
  job_title: 'jobTitle',
  country: 'country',
  state: 'state',
  zip_code: 'postalCode',
  post_code: 'postalCode',
}

/** Meta signs the body with the app's secret (X-Hub-Signature-256). */
function readMeta(source: WebhookSource, bytes: Buffer, headers: Headers): ProviderResult {
  const expected = `sha256=${createHmac('sha256', source.secret).update(bytes).digest('hex')}`
  if (!equal(headers['x-hub-signature-256'] ?? '', expected)) return { kind: 'unsigned' }
  const parsed = metaLead.safeParse(parsedJson(bytes))
  if (!parsed.success) return { kind: 'invalid', errors: fieldErrors(parsed.error) }
  const lead = parsed.data
  const answers = lead.field_data.map(({ name, values }) => [name, values[0] ?? ''] as const)
  const more = { ...(lead.campaign_name === undefined ? {} : { campaign: lead.campaign_name }) }
  return { kind: 'lead', lead: { eventId: lead.id, fields: { ...named(answers, metaFields), ...more }, raw: lead } }
}

function readStandard(source: WebhookSource, bytes: Buffer, headers: Headers): ProviderResult {
  const signed = {
    'webhook-id': headers['webhook-id'] ?? '',
    'webhook-timestamp': headers['webhook-timestamp'] ?? '',
    'webhook-signature': headers['webhook-signature'] ?? '',
  }
  try {
    new Webhook(source.secret).verify(bytes, signed, { jsonParse: false })
  } catch (error) {
    if (error instanceof WebhookVerificationError) return { kind: 'unsigned' }
    throw error
  }
  const body = parsedJson(bytes)
  if (isDeal(body)) {
    const deal = standardDeal.safeParse(body)
    return deal.success ? { kind: 'deal', deal: deal.data } : { kind: 'invalid', errors: fieldErrors(deal.error) }
  }
  const parsed = standardLead.safeParse(body)
  if (!parsed.success) return { kind: 'invalid', errors: fieldErrors(parsed.error) }
  return { kind: 'lead', lead: { eventId: signed['webhook-id'], fields: parsed.data.data, raw: parsed.data } }
}

/** Events of deals are those whose type begins with `deal.`; anything else is a lead, as it always was. */
function isDeal(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || !('type' in body)) return false
  return typeof body.type === 'string' && body.type.startsWith('deal.')
}

function parsedJson(bytes: Buffer): unknown {
  try {
    return parseWellFormed(bytes.toString('utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Answers under a form's names; those it has no name for keep their own. The first answer to a question counts. */
function named(
  answers: readonly (readonly [string, string])[],
  names: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(answers.toReversed().map(([name, value]) => [names[name] ?? name.toLowerCase(), value]))
}

/** Compares without telling by its time how much was right. */
function equal(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
