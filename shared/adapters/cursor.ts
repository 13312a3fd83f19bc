import { isLeadId } from '../domain/ids.ts'
import { InvalidCursor } from '../ports/store.ts'

/**
 * Writes down where a page of leads ended.
 * @param end id of the last lead on the page
 * @returns opaque text, safe in a URL
 */
export function writeCursor(end: string): string {
  return Buffer.from(JSON.stringify({ before: end })).toString('base64url')
}

/**
 * Reads where the next page begins.
 * @param cursor what `writeCursor` gave, or what somebody made of it
 * @returns id of the lead that ended the page before
 * @throws InvalidCursor when it is not one of ours
 */
export function readCursor(cursor: string): string {
  const content = parse(Buffer.from(cursor, 'base64url').toString())
  if (typeof content === 'object' && content !== null && 'before' in content) {
    const { before } = content
    if (typeof before === 'string' && isLeadId(before)) return before
  }
  throw new InvalidCursor('this is no cursor of a list of leads')
}

/**
 * Writes down where a page of leads by name ended.
 * @param end what the last lead on the page sorts by
 */
export function writeNameCursor(end: string): string {
  return Buffer.from(JSON.stringify({ after: end })).toString('base64url')
}

/**
 * Reads where the next page of leads by name begins.
 * @param cursor what `writeNameCursor` gave, or what somebody made of it
 * @throws InvalidCursor when it is not one of ours
 */
export function readNameCursor(cursor: string): string {
  const content = parse(Buffer.from(cursor, 'base64url').toString())
  if (typeof content === 'object' && content !== null && 'after' in content) {
    const { after } = content
    const isOurs = typeof after === 'string' && after.isWellFormed()
    if (isOurs && isLeadId(after.slice(after.lastIndexOf('\t') + 1))) return after
  }
  throw new InvalidCursor('this is no cursor of a list of leads by name')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new InvalidCursor('this is no cursor of a list of leads', { cause: error })
  }
}
