/** What reports can be narrowed to, in the order the API names them. */
export const filterNames = ['campaign', 'channel', 'source', 'territory', 'segment'] as const

/** One of them. */
export type FilterName = (typeof filterNames)[number]

/** What a report is narrowed to. It names nobody, so it may stand in the address. */
export type Filters = { readonly [Name in FilterName]?: string }

/** What a report can be narrowed to. */
export interface Filterable {
  readonly filters: readonly FilterName[]
  /** A campaign or a channel goes together with a territory or a company's size. */
  readonly inPairs: boolean
}

/** A filter as people read it. */
export const filterWords: Readonly<Record<FilterName, string>> = {
  campaign: 'Campaign',
  channel: 'Channel',
  source: 'Source',
  territory: 'Territory',
  segment: 'Company size',
}

/** How many people companies employ, as the API tells them apart. */
export const segments = ['1-9', '10-49', '50-249', '250+', 'unknown size'] as const

/** Longest value the API takes. */
const longest = 200

/**
 * Reads what an address narrows a report to.
 * @param search as the router has read it: it takes a text of digits for a number
 */
export function readFilters(search: Readonly<Record<string, unknown>>): Filters {
  return Object.fromEntries(
    filterNames.flatMap((name) => {
      const value = search[name]
      const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
      return text === '' || text.length > longest ? [] : [[name, text]]
    }),
  )
}

/**
 * Says which of the filters a report takes: the first, and another that goes with it. The API refuses any other.
 * @param takes what the report can be narrowed to
 * @param asked what an address asks for
 */
export function applied(takes: Filterable, asked: Filters): Filters {
  const given = filterNames.filter((name) => asked[name] !== undefined && takes.filters.includes(name))
  const [first] = given
  const used = first === undefined ? [] : [first, ...given.filter((name) => goWith(takes, first, name)).slice(0, 1)]
  return Object.fromEntries(used.map((name) => [name, asked[name]]))
}

/**
 * Narrows a report to one thing more; what can't go with that is let go.
 * @param takes what the report can be narrowed to
 * @param given what it is narrowed to
 * @param name of the new filter
 * @param value to which
 */
export function narrowed(takes: Filterable, given: Filters, name: FilterName, value: string): Filters {
  const kept = filterNames.filter((other) => given[other] !== undefined && goWith(takes, name, other))
  return { ...Object.fromEntries(kept.slice(0, 1).map((other) => [other, given[other]])), [name]: value }
}

/**
 * Leaves one filter away.
 * @param given what a report is narrowed to
 * @param name of the filter
 */
export function without(given: Filters, name: FilterName): Filters {
  const { [name]: _gone, ...left } = given
  return left
}

function goWith({ inPairs }: Filterable, one: FilterName, other: FilterName): boolean {
  const brought = (name: FilterName) => name === 'campaign' || name === 'channel'
  const standing = (name: FilterName) => name === 'territory' || name === 'segment'
  return inPairs && ((brought(one) && standing(other)) || (standing(one) && brought(other)))
}
