import * as z from 'zod'
import { type DataDirectory, readJson, replaceFile } from '../../data-directory.ts'

const summary = z.object({
  seed: z.number(),
  from: z.string(),
  until: z.string(),
  leads: z.number(),
  submissions: z.number(),
  deals: z.number(),
  won: z.number(),
  campaigns: z.number(),
  reps: z.number(),
  items: z.number(),
})

const marker = z.discriminatedUnion('state', [
  z.object({ state: z.literal('loading') }),
  z.object({ state: z.literal('loaded'), summary }),
])

/** What a loaded history holds. */
export type DemoSummary = z.infer<typeof summary>
/** @see DemoSummary */
export const demoSummary = summary

/** How far loading has come in a data directory: what is `loading` at a start was cut off. */
export type DemoMarker = z.infer<typeof marker>

/**
 * Reads the marker.
 * @param data the data directory
 * @returns undefined where no demo was ever loaded
 */
export function readMarker(data: DataDirectory): DemoMarker | undefined {
  return marker.safeParse(readJson(data.file('demo.json'))).data
}

/**
 * Writes the marker.
 * @param data the data directory
 * @param value how far loading has come
 */
export function writeMarker(data: DataDirectory, value: DemoMarker): void {
  replaceFile(data.file('demo.json'), `${JSON.stringify(value)}\n`)
}

/**
 * Says what a history holds.
 * @param summary what it holds
 */
export function inWords({ leads, deals, won, campaigns, reps }: DemoSummary): string {
  const count = new Intl.NumberFormat('en-US')
  return `${count.format(leads)} leads, ${count.format(deals)} deals (${count.format(won)} won), ${campaigns} campaigns, ${reps} reps`
}
