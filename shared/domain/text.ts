/** Controls, line and paragraph separators: they can break a mail's header or a log line apart. */
const breaking = /[\p{Cc}\p{Zl}\p{Zp}]+/gu

/** The same without line feed and tab. */
const breakingWithinLines = /[^\P{Cc}\n\t]|[\p{Zl}\p{Zp}]/gu

/** Marks that turn the reading direction of what follows, so that text seems to say something else (CVE-2021-42574). */
const turning = /[\u202a-\u202e\u2066-\u2069]/gu

/** Puts a mark where text was cut. */
function cut(text: string, limit: number): string {
  const letters = [...text]
  return letters.length <= limit
    ? text
    : `${letters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`
}

/**
 * Makes one line of text that came from outside: no control characters, no line breaks, no marks that turn the
 * reading direction, no half characters.
 * @param text anything a person or a system sent
 * @param limit most characters to keep; longer text ends in an ellipsis
 */
export function oneLine(text: string, limit = 200): string {
  const line = text.toWellFormed().replace(breaking, ' ').replace(turning, '')
  return cut(line.replace(/\s+/gu, ' ').trim(), limit)
}

/**
 * Cleans text of several lines that came from outside; line breaks stay, at most one empty line in a row.
 * @param text anything a person or a system sent
 * @param limit most characters to keep; longer text ends in an ellipsis
 */
export function manyLines(text: string, limit = 4_000): string {
  const lines = text.toWellFormed().replace(/\r\n?/g, '\n').replace(breakingWithinLines, ' ').replace(turning, '')
  return cut(
    lines
      .replace(/[^\S\n]+$/gmu, '')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    limit,
  )
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
}

/**
 * Escapes text for HTML, within elements and within quoted attributes.
 * @param text any text
 */
export function escapeHtml(text: string): string {
  return text.toWellFormed().replace(/[&<>"']/g, (letter) => entities[letter] ?? letter)
}
