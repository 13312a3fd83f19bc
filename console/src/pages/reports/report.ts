import type { Format } from '../../words/format.ts'
import type { Takes } from './takes.ts'

/** A column of a report's table. */
export interface Column {
  readonly name: string
  /** Whether it holds figures, which stand to the right. */
  readonly figure: boolean
}

/** A report laid out for reading. */
export interface Layout {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly string[])[]
  /** What is drawn: one bar for each name. */
  readonly bars: readonly { readonly name: string; readonly value: number }[]
  /** Drawn instead of the bars: several side by side for each name; a figure that is not there yet is left out. */
  readonly groups?: readonly { readonly name: string; readonly values: Readonly<Record<string, number | null>> }[]
}

/** What one report needs to be shown. */
export interface Report extends Takes {
  readonly title: string
  /** What it counts, in a sentence or two. */
  readonly definition: string
  /** What the bars are, and how one is written. */
  readonly chart: { readonly what: string; readonly write: (value: number, format: Format) => string }
}

/** A column of words. */
export const words = (name: string): Column => ({ name, figure: false })

/** A column of figures. */
export const figures = (name: string): Column => ({ name, figure: true })

/** A breakdown's name as people read it. */
export const byWords: Readonly<Record<string, string>> = {
  source: 'Source',
  campaign: 'Campaign',
  channel: 'Channel',
  territory: 'Territory',
  segment: 'Company size',
  rep: 'Rep',
}
