// A histogram's counters lie several to a number: a number of DynamoDB has 38 digits, adding to one is exact, and most
// of what a counter costs to write and to read is the name of its attribute.

/** What the names of histograms are called in their items. It is stored: only ever add at the end. */
const knownHistograms: readonly string[] = [
  'worth',
  'took',
  ...['lead', 'hot', 'assigned', 'accepted', 'touched', 'opportunity'].map((stage) => `took.${stage}`),
  ...['speed', 'work'].flatMap((clock) =>
    [
      'received',
      'scored',
      'assigned',
      'alerted',
      'accepted',
      'firstTouch',
      'occurredToAccepted',
      'occurredToFirstTouch',
    ].map((step) => `${clock}.${step}`),
  ),
  'won',
]

/** Attributes of packed counters begin with it. */
const packedPrefix = 'h:'

/** Counters in one number, and digits for each: 35 of 38. */
const slots = 5
const digits = 7

const base = 10n ** BigInt(digits)

/** Counters on either side of zero up to here don't run into their neighbours. */
const largest = Number(base) / 2 - 1

/**
 * Puts changes of counters of histograms together, several to an attribute. Those of one attribute are five buckets
 * apart, so that few durations already fill most of a number: what an item takes hardly depends on how many were counted.
 * @param counts changes by name
 * @returns by attribute, the number to add; and what is no bucket of a histogram
 * @throws RangeError when a single change is larger than a counter can ever be
 */
export function packCounts(counts: Readonly<Record<string, number>>): {
  readonly packed: ReadonlyMap<string, bigint>
  readonly others: Readonly<Record<string, number>>
} {
  const packed = new Map<string, bigint>()
  const others = new Map<string, number>()
  for (const [name, count] of Object.entries(counts)) {
    const [, histogram, bucket] = /^(.*)\.q(\d{1,4})$/.exec(name) ?? []
    if (histogram === undefined || bucket === undefined) others.set(name, count)
    else {
      if (Math.abs(count) > largest) throw new RangeError('a counter of a histogram is changed by too much')
      const { group, slot } = placeOf(Number(bucket))
      const attribute = `${packedPrefix}${shortOf(histogram)}.${group.toString(36)}`
      packed.set(attribute, (packed.get(attribute) ?? 0n) + BigInt(count) * base ** BigInt(slot))
    }
  }
  return { packed, others: Object.fromEntries(others) }
}

/**
 * Takes a packed attribute apart.
 * @param attribute its name
 * @param value its digits
 * @returns counters by name, without those that are 0; `undefined` when it is none
 */
export function unpackCounts(attribute: string, value: string): readonly (readonly [string, number])[] | undefined {
  const [, short, group] = /^h:(.*)\.([0-9a-z]+)$/.exec(attribute) ?? []
  if (short === undefined || group === undefined) return undefined
  const counts: (readonly [string, number])[] = []
  let rest = integerOf(value)
  for (let slot = 0; slot < slots && rest !== 0n; slot += 1) {
    // Between −base/2 and base/2: a counter below zero has borrowed from the next.
    const low = ((rest % base) + base) % base
    const count = low > BigInt(largest) ? low - base : low
    rest = (rest - count) / base
    if (count !== 0n) counts.push([`${longOf(short)}.q${bucketAt(Number.parseInt(group, 36), slot)}`, Number(count)])
  }
  return counts
}

/** DynamoDB writes large numbers plainly; engines that stand in for it may write `1.2E+30`. */
function integerOf(text: string): bigint {
  const [mantissa = '', exponent] = text.toLowerCase().split('e')
  if (exponent === undefined) return BigInt(mantissa)
  const [whole = '', fraction = ''] = mantissa.split('.')
  return BigInt(`${whole}${fraction.padEnd(Number(exponent), '0')}`)
}

function placeOf(bucket: number): { readonly group: number; readonly slot: number } {
  const block = Math.floor(bucket / slots ** 2)
  return { group: block * slots + (bucket % slots), slot: Math.floor((bucket % slots ** 2) / slots) }
}

function bucketAt(group: number, slot: number): number {
  return Math.floor(group / slots) * slots ** 2 + slot * slots + (group % slots)
}

function shortOf(histogram: string): string {
  const index = knownHistograms.indexOf(histogram)
  return index < 0 ? `=${histogram}` : index.toString(36)
}

function longOf(short: string): string {
  return short.startsWith('=') ? short.slice(1) : (knownHistograms[Number.parseInt(short, 36)] ?? short)
}
