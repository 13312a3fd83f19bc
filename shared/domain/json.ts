/** How JSON writes half a character of two, alone or as one of a pair. */
const surrogate = /\\u[dD][89a-fA-F]/

/**
 * Reads JSON in which a text may have half a character, as one does that a page cut within an emoji. The half is replaced:
 * a database refuses it in keys, and no lead should be lost by it.
 * @param text JSON
 * @throws SyntaxError when it is not
 */
export function parseWellFormed(text: string): unknown {
  if (!surrogate.test(text)) return JSON.parse(text)
  return JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value))
}
