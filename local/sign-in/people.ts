import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'
import { roles } from '../../shared/domain/access.ts'

const demoPeople = join(import.meta.dirname, '..', '..', 'examples', 'demo', 'people.yaml')

const file = z
  .array(z.object({ id: z.string().min(1), name: z.string().min(1), email: z.email(), role: z.enum(roles) }))
  .min(1)

/** Somebody who can sign in on this machine. */
export type Person = z.infer<typeof file>[number]

/** Reads who can sign in on this machine: the demo's people, in the order they are offered. */
export function readPeople(): readonly Person[] {
  return file.parse(parse(readFileSync(demoPeople, 'utf8')))
}
