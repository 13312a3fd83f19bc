import { SESServiceException } from '@aws-sdk/client-ses'
import type { SendResult } from '../../ports/mailer.ts'

/** SES says it is too busy, or this account has sent what it may send for now. */
const busy: ReadonlySet<string> = new Set([
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'LimitExceededException',
  'ServiceUnavailable',
])

/**
 * SES would not send anything as things are: the operator has to put it right, then the mail goes out. Until
 * then the task backs off and is parked in the end, where it is seen.
 */
const misconfigured: ReadonlySet<string> = new Set([
  'AccountSendingPausedException',
  'ConfigurationSetDoesNotExist',
  'ConfigurationSetDoesNotExistException',
  'ConfigurationSetSendingPausedException',
  'MailFromDomainNotVerifiedException',
])

/** Errors from before anything was sent: no connection, no name, no credentials. */
const neverSent: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
])

/**
 * Says what became of a mail from what the SDK threw at the only try.
 * @param error what was thrown
 * @returns `refused` when SES will never take this mail, `busy` when it certainly did not take it now,
 * `unknown` when it may have taken it: no answer, or an answer of failure that came from further inside
 */
export function outcomeOf(error: unknown): SendResult {
  if (error instanceof SESServiceException) return answered(error)
  if (error instanceof Error && error.name === 'CredentialsProviderError') return { kind: 'busy', why: error.name }
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && neverSent.has(error.code)) {
    return { kind: 'busy', why: error.code }
  }
  return { kind: 'unknown' }
}

function answered(error: SESServiceException): SendResult {
  const status = error.$metadata.httpStatusCode ?? 500
  const why = error.name
  if (busy.has(why) || misconfigured.has(why) || status === 429 || status === 503) return { kind: 'busy', why }
  if (status >= 500) return { kind: 'unknown' }
  // Not signed or not allowed: also the operator's to put right. So is an identity that is not verified yet.
  if (status === 401 || status === 403 || isUnverified(error)) return { kind: 'busy', why }
  return { kind: 'refused', why }
}

function isUnverified(error: SESServiceException): boolean {
  return error.name === 'MessageRejected' && /not verified/i.test(error.message)
}
