/**
 * Writes an amount of minor units as people read it: `1,234.50`. The number of decimals is the currency's own.
 * @param minor a whole number of minor units
 * @param currency ISO 4217
 */
export function amount(minor: number, currency: string): string {
  const decimals = decimalsOf(currency)
  // By whole numbers, because a division would lose cents of very large amounts.
  const unit = 10n ** BigInt(decimals)
  const size = BigInt(Math.abs(minor))
  const fraction = decimals === 0 ? '' : `.${String(size % unit).padStart(decimals, '0')}`
  return `${minor < 0 ? '-' : ''}${(size / unit).toLocaleString('en-US')}${fraction}`
}

function decimalsOf(currency: string): number {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

/**
 * Writes a whole number with thousands marked: `8,000`.
 * @param value the number
 */
export function count(value: number): string {
  return value.toLocaleString('en-US')
}

/**
 * Writes a ratio, or a dash where there is none.
 * @param value the ratio; null where the spend is 0
 */
export function ratio(value: number | null): string {
  return value === null ? '-' : value.toFixed(2)
}

/**
 * Writes a length of time as `42 s`, `3 min 05 s` or `1 h 20 min`.
 * @param milliseconds the length
 */
export function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}
