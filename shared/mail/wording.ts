import type { Rep } from '../domain/roster.ts'
import { oneLine } from '../domain/text.ts'
import { type Duration, day, hour, minute, second } from '../domain/time.ts'
import type { Touch } from '../domain/touch.ts'
import type { MailProspect } from './view.ts'

/** A number with its unit: `1 hour`, `24 hours`. */
function counted(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`
}

/**
 * Says a length of time as a promise does: two days or more in days, else hours, else minutes; rounded up.
 * @param duration milliseconds, more than 0
 * @returns such as `24 hours`, `15 minutes`, `2 days`, `2 hours and 30 minutes`
 */
export function durationInWords(duration: Duration): string {
  if (duration < minute) return counted(Math.ceil(duration / second), 'second')
  const minutes = Math.ceil(duration / minute)
  if (minutes < 120 && minutes !== 60) return counted(minutes, 'minute')
  const hours = Math.floor((minutes * minute) / hour)
  const rest = minutes % 60
  if (rest !== 0 && hours < 48) return `${counted(hours, 'hour')} and ${counted(rest, 'minute')}`
  const wholeHours = rest === 0 ? hours : hours + 1
  if (wholeHours * hour >= 2 * day && wholeHours % 24 === 0) return counted(wholeHours / 24, 'day')
  if (wholeHours < 48) return counted(wholeHours, 'hour')
  return `${counted(Math.floor(wholeHours / 24), 'day')} and ${counted(wholeHours % 24, 'hour')}`
}

/**
 * Says what a touch was.
 * @param touch its kind and its event, such as `form.demo-request`
 * @returns such as `Filled in the form "demo request"`
 */
export function touchInWords(touch: Pick<Touch, 'kind' | 'event'>): string {
  const name = oneLine(touch.event.slice(touch.event.indexOf('.') + 1).replaceAll(/[-_]+/g, ' '), 60)
  switch (touch.kind) {
    case 'form':
      return `Filled in the form "${name}"`
    case 'call':
      return `Call, ${name}`
    case 'webhook':
      return `Came in through ${name}`
    case 'import':
      return `Imported from ${name}`
    case 'click':
      return 'Followed a link in a mail'
    case 'note':
      return 'Note'
    case 'meeting':
      return 'Meeting'
  }
}

/** The name to greet somebody by: the first word of the full name. */
export function firstNameOf(fullName: string): string {
  return oneLine(fullName).split(' ')[0] || 'there'
}

/** What to call a prospect of whom perhaps only an address is known. */
export function nameOf(prospect: MailProspect): string {
  return prospect.name ?? prospect.email ?? prospect.phone ?? 'New lead'
}

/** Name and company in one line. */
export function nameAndCompany(prospect: MailProspect): string {
  const name = oneLine(nameOf(prospect), 80)
  return prospect.company === undefined ? name : `${name}, ${oneLine(prospect.company, 80)}`
}

/** A length of working time; in hours, because how many days it takes depends on how long a day is. */
function workingTime(duration: Duration): string {
  return duration < 2 * hour
    ? `${durationInWords(duration)} of working time`
    : counted(Math.ceil(duration / hour), 'working hour')
}

/**
 * The promise made to a prospect.
 * @param rep who will be in touch, and their title as prospects see it
 * @param within the first-touch SLA
 * @param atWorkOnly whether it counts only while the rep is at work
 * @returns such as `Sally Jones, your account executive, will be in touch within 24 hours.`
 */
export function promiseTo(rep: Pick<Rep, 'name' | 'title'>, within: Duration, atWorkOnly = false): string {
  const title = oneLine(rep.title)
  const who = title === '' ? oneLine(rep.name) : `${oneLine(rep.name)}, your ${title},`
  return `${who} will be in touch within ${atWorkOnly ? workingTime(within) : durationInWords(within)}.`
}
