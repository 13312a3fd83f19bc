/** An amount in minor units (cents), a safe integer, in the workspace's currency. */
export type Minor = number

/** Weights are read to this precision, so that splitting is exact integer arithmetic. */
const weightScale = 1_000_000

const digitsOf = new Map<string, number>()

/**
 * Splits an amount by weights, exactly: each part is its share rounded down, and the units left over go to the
 * largest remainders, the first of equals first (Hamilton's method). A negative amount splits as its opposite.
 * @param amount minor units
 * @param weights not negative, at least one above 0; read to six decimals
 * @returns parts in the order of the weights; they sum to the amount
 * @throws RangeError when no weight is above 0, one is negative or not finite, or the amount is no safe integer
 */
export function splitMinor(amount: Minor, weights: readonly number[]): readonly Minor[] {
  if (!Number.isSafeInteger(amount)) throw new RangeError('an amount must be a safe integer of minor units')
  if (weights.some((weight) => !(weight >= 0 && weight < 1e9))) throw new RangeError('a weight must be 0 to 1e9')
  const scaled = weights.map((weight) => BigInt(Math.round(weight * weightScale)))
  const whole = scaled.reduce((sum, weight) => sum + weight, 0n)
  if (whole === 0n) throw new RangeError('at least one weight must be above 0')
  const size = BigInt(Math.abs(amount))
  const parts = scaled.map((weight) => (size * weight) / whole)
  const remainders = scaled.map((weight) => (size * weight) % whole)
  const left = Number(size - parts.reduce((sum, part) => sum + part, 0n))
  const lucky = new Set(
    [...remainders.keys()]
      .sort((one, other) => Number((remainders[other] ?? 0n) - (remainders[one] ?? 0n)) || one - other)
      .slice(0, left),
  )
  const sign = amount < 0 ? -1 : 1
  return parts.map((part, index) => sign * (Number(part) + (lucky.has(index) ? 1 : 0)) + 0)
}

/**
 * Reads a decimal amount exactly, without floating point.
 * @param text such as `60000.0`, `12.5` or `0.10`; no sign, no thousands separator, no symbol
 * @param currency ISO 4217
 * @returns minor units; `undefined` when it is no such number, has decimals the currency does not, or is too large
 */
export function parseMinor(text: string, currency: string): Minor | undefined {
  const match = /^(\d{1,18})(?:\.(\d{1,18}))?$/.exec(text.trim())
  const digits = minorDigits(currency)
  if (match === null || digits === undefined) return undefined
  const decimals = (match[2] ?? '').replace(/0+$/, '')
  if (decimals.length > digits) return undefined
  const amount = BigInt(`${match[1]}${decimals.padEnd(digits, '0')}`)
  return amount <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(amount) : undefined
}

/**
 * Says how many decimals a currency has.
 * @param currency ISO 4217, such as `USD`
 * @returns 2 for most; `undefined` when there is no such currency
 */
export function minorDigits(currency: string): number | undefined {
  if (digitsOf.size === 0) {
    for (const code of Intl.supportedValuesOf('currency')) digitsOf.set(code, -1)
  }
  const known = digitsOf.get(currency)
  if (known === undefined || known >= 0) return known
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  digitsOf.set(currency, digits)
  return digits
}
