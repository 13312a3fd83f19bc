import { type WorkingHours, weekdays } from '../../../shared/domain/working-time.ts'

/** How working hours are written on a line. */
const example = 'mon-fri 09:00-12:00, 13:00-17:00; sat 10:00-12:00'

/** Working hours as the API takes them, or what is wrong with the text. */
export type HoursReading =
  | { readonly ok: true; readonly hours: Readonly<Record<string, readonly string[]>> }
  | { readonly ok: false; readonly message: string }

/**
 * Reads working hours from a line of text. A day named by itself counts before a range it lies in.
 * @param text such as `mon-fri 09:00-12:00, 13:00-17:00; sat 10:00-12:00`
 */
export function readHours(text: string): HoursReading {
  const hours: Record<string, readonly string[]> = {}
  const parts = text.split(';').map((part) => part.trim().toLowerCase())
  const read = parts.filter((part) => part !== '').map(readPart)
  for (const part of read.toSorted((one, other) => (other?.days.length ?? 0) - (one?.days.length ?? 0))) {
    if (part === undefined) return { ok: false, message: `must be such as ${example}` }
    const twice = part.days.length === 1 && read.filter((one) => one?.days.join() === part.days.join()).length > 1
    if (twice) return { ok: false, message: `names ${part.days.join()} twice` }
    for (const day of part.days) hours[day] = part.shifts
  }
  return { ok: true, hours }
}

/**
 * Writes working hours as a line of text; days in a row with the same hours share one part.
 * @param hours by weekday
 */
export function writeHours(hours: WorkingHours): string {
  const groups: { first: string; last: string; shifts: string; end: number }[] = []
  for (const [index, day] of weekdays.entries()) {
    const shifts = (hours[day] ?? []).map(({ from, until }) => `${from}-${until}`).join(', ')
    const group = groups.at(-1)
    if (shifts === '') continue
    if (group?.shifts === shifts && group.end === index - 1) Object.assign(group, { last: day, end: index })
    else groups.push({ first: day, last: day, shifts, end: index })
  }
  return groups.map(({ first, last, shifts }) => `${first === last ? first : `${first}-${last}`} ${shifts}`).join('; ')
}

function readPart(part: string) {
  const match = /^([a-z]{3})(?:\s*-\s*([a-z]{3}))?\s+(\S.*)$/.exec(part)
  const [, first = '', last = first, spans = ''] = match ?? []
  const names: readonly string[] = weekdays
  const [from, until] = [names.indexOf(first), names.indexOf(last)]
  if (match === null || from < 0 || until < from) return undefined
  const shifts = spans.split(',').map((span) => span.replaceAll(/\s+/g, ''))
  return { days: names.slice(from, until + 1), shifts }
}
