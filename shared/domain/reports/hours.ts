import { histogramPercentiles } from '../statistics/histogram.ts'
import type { Percentiles } from '../statistics/quantiles.ts'
import { type Proportion, proportion } from '../statistics/wilson.ts'
import { type Weekday, weekdays } from '../working-time.ts'
import { countsUnder, type NamedCounts } from './counts.ts'

/** How leads that were offered in an hour of the week fared. */
export interface HourRow {
  readonly weekday: Weekday
  /** 0 to 23, in the workspace's time zone. */
  readonly hour: number
  readonly offers: number
  readonly accepted: number
  readonly acceptance: Proportion | null
  /** From the offer to its acceptance, in milliseconds; `null` where none was accepted. */
  readonly took: Percentiles | null
}

/**
 * Says how leads fared by the hour of the week they were offered in.
 * @param counts as `hourOfWeek` names them, added up, by hour
 * @returns the hours in which something was offered, from Monday, midnight
 */
export function hourRows(counts: ReadonlyMap<string, NamedCounts>): readonly HourRow[] {
  return weekdays.flatMap((weekday, day) =>
    Array.from({ length: 24 }, (_, hour) => hour).flatMap((hour): readonly HourRow[] => {
      const own = counts.get(String(day * 24 + hour).padStart(3, '0')) ?? {}
      const { offers = 0, accepted = 0 } = own
      if (offers === 0) return []
      const took = histogramPercentiles(countsUnder(own, 'took')) ?? null
      return [{ weekday, hour, offers, accepted, acceptance: proportion(accepted, offers), took }]
    }),
  )
}
