import { parseDocument } from 'yaml'
import * as z from 'zod'
import { putForm } from '../contracts/forms.ts'
import type { PlaybookError } from '../contracts/playbook.ts'
import { fieldErrors } from '../contracts/problem.ts'
import type { KeyRole } from '../domain/access.ts'
import type { Entity } from '../domain/entity.ts'
import { isStored } from '../ports/store.ts'
import { tokenDigest } from './digest.ts'
import { formOf } from './forms.ts'
import { readSource } from './lint.ts'
import type { Ports } from './ports.ts'
import { publishFirst } from './publish.ts'
import { readRosterFile } from './roster-file.ts'

/** What a workspace starts with. */
export interface Workspace {
  /** YAML of the playbook. */
  readonly playbook: string
  /** YAML: a list of reps, or `teams` and `reps`. */
  readonly roster: string
  /** YAML: a list of forms. */
  readonly forms: string
}

/** What opens it, made by the caller and kept only as digests. */
export interface Secrets {
  readonly adminToken: string
  readonly callCenterKey: string
  /** Signs links in mails: 32 random bytes, base64url. */
  readonly signingKey: string
}

/** What became of setting up. */
export type SetUpResult =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'invalid'
      readonly errors: readonly PlaybookError[]
    }

const formsFile = z.array(putForm.extend({ id: z.string().min(1) }))

/**
 * Sets a workspace up: playbook, roster and forms where there is no playbook yet, and tokens and signing key in any
 * case. Doing it again changes nothing that is there.
 * @param ports store and clock
 * @param workspace what it starts with
 * @param secrets what opens it
 * @returns what is wrong with playbook, roster or forms, if anything is; nothing of them is stored then
 */
export async function setUp(
  ports: Pick<Ports, 'store' | 'clock'>,
  workspace: Workspace,
  secrets: Secrets,
): Promise<SetUpResult> {
  await createMissing(ports, accessKey(secrets.adminToken, 'admin'))
  await createMissing(ports, accessKey(secrets.callCenterKey, 'call-center'))
  await createMissing(ports, { type: 'signingKey', secret: secrets.signingKey })
  if ((await ports.store.get({ type: 'currentPlaybook' })) !== undefined) return { kind: 'ready' }
  const playbook = readSource(workspace.playbook)
  if (playbook.kind === 'invalid') return playbook
  const roster = readRosterFile(workspace.roster, playbook.playbook.workspace.timezone)
  if (roster.kind === 'invalid') return roster
  const connected = readList('forms', formsFile, workspace.forms)
  if ('errors' in connected) return { kind: 'invalid', errors: connected.errors }
  const forms = connected.list.map(({ id, ...settings }) => formOf(id, settings))
  const formList: Entity = { type: 'formList', ids: forms.map(({ id }) => id) }
  for (const entity of [...roster.teams, ...roster.reps, ...forms, formList]) await createMissing(ports, entity)
  const published = await publishFirst(ports, workspace.playbook)
  return published.kind === 'invalid' ? published : { kind: 'ready' }
}

type List<T> = { readonly list: readonly T[] } | { readonly errors: readonly PlaybookError[] }

/** Reads a YAML list, or says which entry is wrong. */
function readList<T>(name: string, schema: z.ZodType<T[]>, source: string): List<T> {
  const document = parseDocument(source)
  const [broken] = document.errors
  if (broken !== undefined)
    return { errors: [{ path: name, line: broken.linePos?.[0].line ?? 1, message: broken.message }] }
  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return { list: parsed.data }
  return {
    errors: fieldErrors(parsed.error).map(({ path, message }) => ({ path: `${name}.${path}`, line: 1, message })),
  }
}

function accessKey(token: string, role: KeyRole): Entity {
  return { type: 'accessKey', digest: tokenDigest(token), role }
}

async function createMissing(ports: Pick<Ports, 'store'>, entity: Entity): Promise<void> {
  const result = await ports.store.commit([{ kind: 'create', entity }])
  if (result.kind === 'conflict' && !isStored(result.existing, entity.type))
    throw new Error(`${entity.type} could not be set up`)
}
