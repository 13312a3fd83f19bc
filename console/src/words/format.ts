/** How figures are written: for the reader's locale, in the workspace's time zone and currency. */
export interface Format {
  readonly timezone: string
  readonly currency: string
  /** A moment, to the minute. */
  moment(iso: string): string
  /** A moment's time of day. */
  time(iso: string): string
  day(iso: string): string
  /** A month, `2026-03`, as `Mar 2026`. */
  month(month: string): string
  /** How long ago or ahead a moment is, in the largest unit that says enough. */
  relative(iso: string, now: number): string
  /** Minor units of a currency. */
  money(minor: number, currency?: string): string
  /** Minor units, short, for axes and tiles: no fraction. */
  roundMoney(minor: number, currency?: string): string
  number(value: number): string
  /** A ratio such as 3.2, or a dash where there is none. */
  ratio(value: number | null): string
  /** A part as a percentage, or a dash where there is none. */
  percent(part: number | null): string
  /** A day as `2026-03-09` in the workspace's time zone. */
  calendarDay(at: number): string
}

const dash = '–'

/**
 * Makes the formats of a workspace.
 * @param workspace its IANA time zone and ISO 4217 currency
 * @param locale the reader's; the browser's when absent
 */
export function makeFormat(
  workspace: { readonly timezone: string; readonly currency: string },
  locale?: string,
): Format {
  const { timezone: timeZone, currency } = workspace
  const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options })
  const moments = dates({ day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' })
  const times = dates({ hour: 'numeric', minute: '2-digit', second: '2-digit' })
  const days = dates({ day: 'numeric', month: 'short', year: 'numeric' })
  const months = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'short', year: 'numeric' })
  const numbers = new Intl.NumberFormat(locale)
  const ratios = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const relatives = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
  const calendarDays = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return {
    timezone: timeZone,
    currency,
    moment: (iso) => moments.format(Date.parse(iso)),
    time: (iso) => times.format(Date.parse(iso)),
    day: (iso) => days.format(Date.parse(iso)),
    month: (month) => months.format(Date.parse(`${month}-01T00:00:00Z`)),
    relative: (iso, now) => relativeTo(relatives, Date.parse(iso) - now),
    money: (minor, of = currency) => moneyIn(locale, of, minor, {}),
    roundMoney: (minor, of = currency) => moneyIn(locale, of, minor, { maximumFractionDigits: 0 }),
    number: (value) => numbers.format(value),
    ratio: (value) => (value === null ? dash : ratios.format(value)),
    percent: (part) => (part === null ? dash : percents.format(part)),
    calendarDay: (at) => calendarDays.format(at),
  }
}

/** Minor units are as many to the unit as the currency has: 100 cents, 1 yen. */
function moneyIn(
  locale: string | undefined,
  currency: string,
  minor: number,
  options: Pick<Intl.NumberFormatOptions, 'maximumFractionDigits'>,
): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, ...options })
  return format.format(minor / 10 ** decimalsOf(currency))
}

/**
 * Says how many decimals a currency has.
 * @param currency ISO 4217
 */
export function decimalsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

/**
 * Reads an amount as people write it into minor units.
 * @param text digits with `.` or `,` before the decimals; groups may be set off by spaces, `,` or `.`
 * @param currency ISO 4217
 * @returns undefined when it is no amount
 */
export function readMoney(text: string, currency: string): number | undefined {
  const decimals = decimalsOf(currency)
  const plain = text.replace(/[\s'’]/g, '')
  const found = /^(\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+)(?:([.,])(\d{1,2}))?$/.exec(plain)
  if (found === null) return undefined
  const [, whole = '', point = '', fraction = ''] = found
  // The same sign can't set off groups and decimals.
  if (fraction.length > decimals || (point !== '' && whole.includes(point))) return undefined
  return Number(whole.replace(/[.,]/g, '')) * 10 ** decimals + Number(fraction.padEnd(decimals, '0') || 0)
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

function relativeTo(format: Intl.RelativeTimeFormat, difference: number): string {
  const [unit, size] = units.find(([, length]) => Math.abs(difference) >= length) ?? (['second', 1000] as const)
  return format.format(Math.trunc(difference / size), unit)
}

/**
 * Says how long something took.
 * @param milliseconds its length
 */
export function lengthOf(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.max(0, Math.round(milliseconds))} ms`
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`
  if (milliseconds < 3_600_000) return `${Math.round(milliseconds / 60_000)} min`
  return `${Math.round(milliseconds / 3_600_000)} h`
}
