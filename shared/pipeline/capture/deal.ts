import type * as z from 'zod'
import type { dealFields, dealStatus } from '../../contracts/import.ts'
import type { FieldError } from '../../contracts/problem.ts'
import { parseMoment } from '../../domain/calendar.ts'
import { type Minor, parseMinor } from '../../domain/money.ts'
import { normaliseEmail } from '../../domain/normalise.ts'
import type { Outcome } from '../../domain/opportunity.ts'
import type { Playbook } from '../../domain/playbook.ts'
import { present } from '../../domain/present.ts'
import type { Instant } from '../../domain/time.ts'
import { inFuture } from '../deal-changes.ts'
import { identityDigest } from '../digest.ts'

/** What is told of a deal, as it came through a schema. */
export type DealFields = { readonly [Name in keyof typeof dealFields]?: z.infer<(typeof dealFields)[Name]> } & {
  readonly dealId: string
  /** In major units, as written. */
  readonly amount?: string | undefined
  readonly amountMinor?: Minor | undefined
  readonly status: z.infer<typeof dealStatus>
}

/** A deal as it is kept, or the fields that make no sense. */
export type DealResult =
  | { readonly kind: 'ok'; readonly deal: Outcome['deal']; readonly occurredAt?: Instant }
  | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] }

/**
 * Reads what another system told of a deal.
 * @param fields as they came
 * @param playbook whose currency, time zone and stages count
 * @param now the present: nothing told has happened later
 * @returns the deal, or every field that could not be read
 */
export function readDeal(fields: DealFields, playbook: Playbook, now: Instant): DealResult {
  const errors: FieldError[] = []
  const read = (path: 'openedAt' | 'closedAt' | 'occurredAt'): Instant | undefined => {
    const text = fields[path]
    const moment = text === undefined ? undefined : parseMoment(text, playbook.workspace.timezone)
    if (text !== undefined && moment === undefined) errors.push({ path, message: 'is not a date and time' })
    return moment
  }
  const said = read('occurredAt')
  const occurredAt = said === undefined ? undefined : Math.min(said, now)
  const openedAt = read('openedAt')
  const closedAt = fields.status === 'open' ? undefined : (read('closedAt') ?? occurredAt)
  errors.push(...inFuture('openedAt', openedAt, now), ...inFuture('closedAt', closedAt, now))
  if (openedAt !== undefined && closedAt !== undefined && closedAt < openedAt)
    errors.push({ path: 'closedAt', message: 'must not be before openedAt' })
  const money = readAmount(fields, playbook)
  const result = readResult(fields, closedAt, playbook)
  const who = readWho(fields)
  for (const part of [money, result, who]) if ('errors' in part) errors.push(...part.errors)
  if (errors.length > 0 || 'errors' in money || 'errors' in result || 'errors' in who)
    return { kind: 'invalid', errors }
  const name = fields.name ?? fields.dealId
  return { kind: 'ok', deal: { ...who, name, ...money, result, ...present({ openedAt }) }, ...present({ occurredAt }) }
}

interface Wrong {
  readonly errors: readonly FieldError[]
}

function readWho({ externalId, email }: DealFields): Pick<Outcome['deal'], 'externalLeadId' | 'emailDigest'> | Wrong {
  const address = email === undefined ? undefined : normaliseEmail(email)
  if (email !== undefined && address === undefined)
    return { errors: [{ path: 'email', message: 'is not an e-mail address' }] }
  if (externalId === undefined && address === undefined)
    return { errors: [{ path: 'externalId', message: 'is needed, or an email: it names the lead' }] }
  const emailDigest = address === undefined ? undefined : identityDigest('email', address)
  return present({ externalLeadId: externalId, emailDigest })
}

function readAmount(fields: DealFields, playbook: Playbook): Pick<Outcome['deal'], 'amountMinor' | 'currency'> | Wrong {
  const { currency } = playbook.workspace
  const errors: FieldError[] = []
  if (fields.currency !== undefined && fields.currency !== currency)
    errors.push({ path: 'currency', message: `must be ${currency}, the workspace's currency` })
  const amountMinor = fields.amountMinor ?? parseMinor(fields.amount ?? '', currency)
  if (amountMinor === undefined)
    errors.push({ path: 'amount', message: `is not an amount of ${currency}, such as 1234.50` })
  return amountMinor === undefined || errors.length > 0 ? { errors } : { amountMinor, currency }
}

function readResult(
  fields: DealFields,
  closedAt: Instant | undefined,
  playbook: Playbook,
): Outcome['deal']['result'] | Wrong {
  const { status } = fields
  if (status === 'open') {
    const stage = fields.stage ?? playbook.stages[0] ?? 'open'
    return playbook.stages.includes(stage)
      ? { status, stage }
      : { errors: [{ path: 'stage', message: `must be one of ${playbook.stages.join(', ')}` }] }
  }
  if (closedAt === undefined)
    return { errors: [{ path: 'closedAt', message: `is needed for a deal that is ${status}` }] }
  return status === 'won' ? { status, closedAt } : { status, closedAt, reason: fields.reason ?? 'not given' }
}
