import { type Filterable, filterNames } from './filters.ts'

/** What a report can be asked for, beside the days. */
export interface Takes extends Filterable {
  /** What it can be broken down by. */
  readonly by: readonly string[]
  /** It is broken down on the page: the API gives all parts anyway. */
  readonly byHere?: true
}

const leadParts = ['source', 'campaign', 'territory', 'segment']
const nothing: Takes = { by: [], filters: [], inPairs: false }

/** What each report can be asked for, by its place in the API: what counters are kept by. */
export const takes = {
  funnel: { by: leadParts, filters: filterNames, inPairs: false },
  speed: { by: [...leadParts, 'rep'], filters: filterNames, inPairs: false },
  pursuit: { by: [...leadParts, 'rep'], filters: filterNames, inPairs: true },
  sources: { by: ['campaign', 'channel', 'territory', 'segment'], filters: filterNames, inPairs: true },
  'quick-ratio': {
    by: ['campaign'],
    byHere: true,
    filters: ['campaign', 'channel', 'territory', 'segment'],
    inPairs: true,
  },
  sensitivity: nothing,
  calibration: nothing,
  'ideal-customer': nothing,
} as const satisfies Readonly<Record<string, Takes>>
