import { createHash, createHmac } from 'node:crypto'

/**
 * Digests parts so that no two different lists of parts give the same digest.
 * @param parts texts, for instance a source and its event id
 * @returns 43 characters, base64url of SHA-256
 */
export function digestOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}

/**
 * Digests parts under a key: who does not have the key can't find out what was digested by trying.
 * @param secret the key
 * @param parts texts
 * @returns 43 characters, base64url of HMAC-SHA-256
 * @see https://www.rfc-editor.org/rfc/rfc2104
 */
export function keyedDigest(secret: string, ...parts: readonly string[]): string {
  return createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url')
}

/**
 * Digests a JSON value whatever the order of its keys.
 * @param value anything JSON can write
 */
export function digestOfJson(value: unknown): string {
  return digestOf(JSON.stringify(value, sortedKeys))
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * Hides an e-mail, phone number or external id, so that it is never a key in the table.
 * @param kind which of the three
 * @param value normalised
 */
export function identityDigest(kind: 'email' | 'phone' | 'externalId', value: string): string {
  return digestOf('identity', kind, value)
}

/**
 * Digests a token as it is kept.
 * @param token as its holder has it
 */
export function tokenDigest(token: string): string {
  return digestOf('token', token)
}
