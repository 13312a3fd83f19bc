import * as z from 'zod'
import { type DataDirectory, readJson, replaceFile } from './data-directory.ts'

const credentials = z.object({
  baseUrl: z.string(),
  mailUrl: z.string(),
  adminToken: z.string(),
  callCenterKey: z.string(),
})

/** What a person or program on this machine needs to use the stack: `credentials.json`, readable by its owner only. */
export type Credentials = z.infer<typeof credentials>

/**
 * Reads what an earlier start wrote.
 * @param data the data directory
 * @returns undefined before the first start is complete
 */
export function readCredentials(data: DataDirectory): Credentials | undefined {
  return credentials.safeParse(readJson(data.file('credentials.json'))).data
}

/**
 * Writes `credentials.json`.
 * @param data the data directory
 * @param values what it says
 */
export function writeCredentials(data: DataDirectory, values: Credentials): void {
  replaceFile(data.file('credentials.json'), `${JSON.stringify(values, null, 2)}\n`, 0o600)
}
