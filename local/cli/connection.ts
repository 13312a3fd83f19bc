import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as z from 'zod'
import { CommandFailed, WrongUse } from './failure.ts'
import type { Surroundings } from './surroundings.ts'

/** Where a stack is, and what opens it. */
export interface Connection {
  readonly baseUrl: string
  readonly token: string
  /** The viewer of sent mail; known of a local stack only. */
  readonly mailUrl?: string
}

/** What is said when there is no stack to talk to. */
export const noStack = 'No running stack: start one with npm start, or set BATON_URL and BATON_TOKEN'

/** There is no stack to talk to; what needs none may go on. */
export class NoStack extends CommandFailed {}

const credentials = z.object({ baseUrl: z.url(), mailUrl: z.url().optional(), adminToken: z.string().min(1) })

/**
 * Finds the stack to talk to: BATON_URL and BATON_TOKEN, or else the one running from DATA_DIR.
 * @param surroundings its environment is read
 * @throws CommandFailed when there is none; WrongUse when BATON_URL comes without BATON_TOKEN
 */
export function findStack(surroundings: Surroundings): Connection {
  const { BATON_URL: url, BATON_TOKEN: token } = surroundings.env
  if (url !== undefined && url !== '') {
    if (!URL.canParse(url)) throw new WrongUse(`BATON_URL is not a URL: ${url}`)
    if (token === undefined || token === '') throw new WrongUse('BATON_URL is set: set BATON_TOKEN too')
    return { baseUrl: url.replace(/\/+$/, ''), token }
  }
  const text = readIfThere(join(dataFolder(surroundings), 'credentials.json'))
  if (text === undefined) throw new NoStack(noStack)
  const read = credentials.safeParse(parsedJson(text))
  if (!read.success)
    throw new CommandFailed(`${noStack} (credentials.json of ${dataFolder(surroundings)} is not readable)`)
  const { baseUrl, mailUrl, adminToken } = read.data
  return { baseUrl: baseUrl.replace(/\/+$/, ''), token: adminToken, ...(mailUrl === undefined ? {} : { mailUrl }) }
}

/**
 * Names the folder that the local stack and the command line keep their files in.
 * @param surroundings its environment is read
 */
export function dataFolder(surroundings: Surroundings): string {
  const { DATA_DIR: folder } = surroundings.env
  return resolve(folder === undefined || folder === '' ? '.baton' : folder)
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new CommandFailed(`Cannot read ${path}: ${error instanceof Error ? error.message : 'unknown reason'}`, {
      cause: error,
    })
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
