import { DynamoDBServiceException, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { StoreUnavailable } from '../../ports/store.ts'

/** Errors of DynamoDB that mean "too busy": trying again later helps. */
const busy: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'ThrottlingError',
  'Throttling',
  'LimitExceededException',
  'TransactionInProgressException',
  'ReplicatedWriteConflictException',
])

/** Reasons of a cancelled transaction that mean "too busy". */
const busyReasons: ReadonlySet<string> = new Set(['ProvisionedThroughputExceeded', 'ThrottlingError'])

/** Names of errors the SDK and Node throw when no answer came. Credentials come from the network, too. */
const unanswered: ReadonlySet<string> = new Set(['TimeoutError', 'AbortError', 'CredentialsProviderError'])

/**
 * Turns what the SDK threw into what the port promises. Nothing of an item gets into the result: the SDK's own
 * errors carry whole items, and errors end up in logs.
 * @param operation what was asked, such as `PutItem`
 * @param error what was thrown, after the SDK's own tries
 * @returns `StoreUnavailable` when trying again may help, otherwise an error that says what is wrong
 */
export function storeError(operation: string, error: unknown): Error {
  if (!(error instanceof Error)) return new Error(`${operation} failed`)
  const cause = bare(error)
  if (isUnavailable(error)) return new StoreUnavailable(`${operation}: ${cause.name}`, { cause })
  return new Error(`${operation} failed: ${cause.name}`, { cause })
}

/**
 * Lists why a transaction was cancelled, one code for each of its writes; `None` where a write was fine.
 * @param error what was thrown
 */
export function cancellationCodes(error: TransactionCanceledException): readonly string[] {
  return (error.CancellationReasons ?? []).map((reason) => reason.Code ?? 'None')
}

function isUnavailable(error: Error): boolean {
  if (error instanceof TransactionCanceledException) {
    return cancellationCodes(error).some((code) => busyReasons.has(code))
  }
  if (error instanceof DynamoDBServiceException) {
    return busy.has(error.name) || (error.$metadata.httpStatusCode ?? 500) >= 500
  }
  return unanswered.has(error.name) || '$metadata' in error || hasSystemCode(error)
}

function hasSystemCode(error: Error): boolean {
  return (
    'code' in error && typeof error.code === 'string' && /^E[A-Z]+/.test(error.code) && !error.code.startsWith('ERR_')
  )
}

/** The error without its items: name, message and codes only. */
function bare(error: Error): Error {
  const reasons = error instanceof TransactionCanceledException ? ` [${cancellationCodes(error).join(', ')}]` : ''
  const copy = new Error(`${error.message}${reasons}`)
  copy.name = error.name
  if (error.stack !== undefined) copy.stack = error.stack
  return copy
}
