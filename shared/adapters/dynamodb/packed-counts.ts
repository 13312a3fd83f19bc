// Counters that belong together lie several to a number: a number of DynamoDB has 38 digits, adding to one is exact, and
// most of what a counter costs to write and to read is the name of its attribute.

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

/** Buckets in one number, and how far apart they are: few durations then fill most numbers already. */
const slots = 5
const spacing = 3

/** Ten to the digits of a counter: buckets have seven, 35 of 38 in all; leads and those won twelve each. */
const bucketBase = 10n ** 7n
const pairBase = 10n ** 12n

/** Leads, and those of them that were won. */
const pair = ['leads', 'won'] as const

interface Place {
  readonly attribute: string
  readonly slot: number
  readonly base: bigint
}

/**
 * Puts changes of counters together, several to an attribute: buckets of a histogram (`took.hot.h31`), and leads with
 * those won (`b70.leads`, `b70.won`).
 * @param counts changes by name
 * @returns by attribute, the number to add; and what is neither
 * @throws RangeError when a single change is larger than a counter can ever be
 */
export function packCounts(counts: Readonly<Record<string, number>>): {
  readonly packed: ReadonlyMap<string, bigint>
  readonly others: Readonly<Record<string, number>>
} {
  const packed = new Map<string, bigint>()
  const others = new Map<string, number>()
  for (const [name, count] of Object.entries(counts)) {
    const place = placeOf(name)
    if (place === undefined) others.set(name, count)
    else {
      const { attribute, slot, base } = place
      if (Math.abs(count) > largestOf(base)) throw new RangeError('a counter is changed by too much')
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
  const counted = namesOf(attribute)
  if (counted === undefined) return undefined
  const { base, names } = counted
  const counts: (readonly [string, number])[] = []
  let rest = integerOf(value)
  for (const name of names) {
    // Between −base/2 and base/2: a counter below zero has borrowed from the next.
    const low = ((rest % base) + base) % base
    const count = low > largestOf(base) ? low - base : low
    rest = (rest - count) / base
    if (count !== 0n) counts.push([name, Number(count)])
  }
  return counts
}

/** Counters on either side of zero up to here don't run into their neighbours. */
function largestOf(base: bigint): bigint {
  return base / 2n - 1n
}

/** DynamoDB writes large numbers plainly; engines that stand in for it may write `1.2E+30`. */
function integerOf(text: string): bigint {
  const [mantissa = '', exponent] = text.toLowerCase().split('e')
  if (exponent === undefined) return BigInt(mantissa)
  const [whole = '', fraction = ''] = mantissa.split('.')
  return BigInt(`${whole}${fraction.padEnd(Number(exponent), '0')}`)
}

function placeOf(name: string): Place | undefined {
  const [, of, what] = /^(.+)\.(leads|won)$/.exec(name) ?? []
  if (of !== undefined) return { attribute: `p:${of}`, slot: what === pair[0] ? 0 : 1, base: pairBase }
  const [, histogram, letter, index] = /^(.+)\.([hq])(\d{1,4})$/.exec(name) ?? []
  if (histogram === undefined || index === undefined) return undefined
  const bucket = Number(index)
  const group = Math.floor(bucket / (slots * spacing)) * spacing + (bucket % spacing)
  return {
    attribute: `h:${shortOf(histogram)}.${letter}${group.toString(36)}`,
    slot: Math.floor((bucket % (slots * spacing)) / spacing),
    base: bucketBase,
  }
}

function namesOf(attribute: string): { readonly base: bigint; readonly names: readonly string[] } | undefined {
  if (attribute.startsWith('p:'))
    return { base: pairBase, names: pair.map((what) => `${attribute.slice('p:'.length)}.${what}`) }
  const [, short, letter, text] = /^h:(.*)\.([a-z])([0-9a-z]+)$/.exec(attribute) ?? []
  if (short === undefined || letter === undefined || text === undefined) return undefined
  const group = Number.parseInt(text, 36)
  const first = Math.floor(group / spacing) * slots * spacing + (group % spacing)
  const names = Array.from({ length: slots }, (_, slot) => `${longOf(short)}.${letter}${first + slot * spacing}`)
  return { base: bucketBase, names }
}

function shortOf(histogram: string): string {
  const index = knownHistograms.indexOf(histogram)
  return index < 0 ? `=${histogram}` : index.toString(36)
}

function longOf(short: string): string {
  return short.startsWith('=') ? short.slice(1) : (knownHistograms[Number.parseInt(short, 36)] ?? short)
}
