import { type Duration, type Instant, second } from '../../domain/time.ts'
import type { PostResult } from '../../ports/poster.ts'
import { ForbiddenAddress } from './guarded-lookup.ts'

/** The receiver took longer than it may. */
export class TimeOver extends Error {
  override readonly name = 'TimeOver'
}

/** Statuses below 500 after which the same post may be taken later: took too long, too early, too many. */
const maybeLater: ReadonlySet<number> = new Set([408, 425, 429])

/**
 * Reads a receiver's status.
 * @param status such as 200
 * @param retryAfter the header of that name, if there was one: seconds or a date (RFC 9110, section 10.2.3)
 * @param now the present, for a date
 */
export function resultOf(status: number, retryAfter: string | undefined, now: Instant): PostResult {
  if (status >= 200 && status < 300) return { kind: 'delivered' }
  if (status >= 300 && status < 400) return { kind: 'refused', fault: 'redirect', status }
  if (status < 500 && !maybeLater.has(status)) return { kind: 'refused', fault: 'status', status }
  const wait = waitOf(retryAfter, now)
  return { kind: 'unavailable', fault: 'status', status, ...(wait > 0 ? { retryAfter: wait } : {}) }
}

/** Milliseconds to wait; 0 for what is neither seconds nor a date to come. */
function waitOf(retryAfter = '', now: Instant): Duration {
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * second
  const until = Date.parse(retryAfter)
  return Number.isNaN(until) ? 0 : Math.max(0, until - now)
}

/** Codes of Node's errors that mean that the receiver can't prove who it is. */
const aboutCertificates = /CERT|^ERR_TLS_|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_SSL/

/**
 * Reads an error of the connection. Its text is not passed on: it names the address.
 * @param error what the request or its socket met
 */
export function faultOf(error: Error): PostResult {
  if (error instanceof TimeOver) return { kind: 'unavailable', fault: 'timeout' }
  if (error instanceof ForbiddenAddress) return { kind: 'refused', fault: 'private-address' }
  const code = 'code' in error ? String(error.code) : ''
  if (aboutCertificates.test(code)) return { kind: 'refused', fault: 'certificate' }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return { kind: 'unavailable', fault: 'unknown-host' }
  return { kind: 'unavailable', fault: 'unreachable' }
}
