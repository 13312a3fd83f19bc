import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Units } from '../../shared/adapters/dynamodb/capacity.ts'
import { createDynamoStore } from '../../shared/adapters/dynamodb/store.ts'
import { createLinkSigner } from '../../shared/adapters/jose/link-signer.ts'
import { createUlidIds } from '../../shared/adapters/system/ids.ts'
import type { TaskMessage } from '../../shared/contracts/tasks.ts'
import { hour } from '../../shared/domain/time.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { countForReports, countTogether } from '../../shared/pipeline/count-for-reports.ts'
import { derivingStore } from '../../shared/pipeline/derived-writes.ts'
import { type MailPorts, sendMail } from '../../shared/pipeline/mail/send.ts'
import { takeMailEvent } from '../../shared/pipeline/mail-events.ts'
import { takeNurtureStep } from '../../shared/pipeline/nurture.ts'
import { qualifySubmission } from '../../shared/pipeline/qualify.ts'
import { routeHotLead } from '../../shared/pipeline/route.ts'
import { setUp } from '../../shared/pipeline/set-up.ts'
import type { TaskEntry } from '../../shared/ports/store.ts'
import type { WebLead } from '../load/people.ts'
import { costOfWrite, type ItemCost } from './item-cost.ts'

/** What one stage did for one lead. */
export interface StageWork {
  readonly stage: string
  /** As DynamoDB's engine counts. */
  readonly units: Units
  /** Calls of DynamoDB. */
  readonly calls: number
  /** Each item written, with its cost by AWS's rules. */
  readonly writes: readonly ItemCost[]
}

/** Takes leads through the stages one by one, in this process, and notes what each stage did. */
export interface Journeys {
  /** Takes one lead from the form until nothing is to be done now, or later within the hour. */
  travel(form: 'demo-request' | 'newsletter', lead: WebLead): Promise<readonly StageWork[]>
  /** Takes several leads as far as that, and then counts them for the reports together, as the report stage does. */
  countTogether(form: 'demo-request' | 'newsletter', leads: readonly WebLead[]): Promise<StageWork>
}

const demo = new URL('../../examples/demo/', import.meta.url)
const stages = {
  qualify: qualifySubmission,
  route: routeHotLead,
  nurture: takeNurtureStep,
  report: countForReports,
} as const

/**
 * Sets the demo workspace up on a table and makes leads travel.
 * @param client reaches the engine
 * @param tableName an empty table with Baton's keys
 */
export async function prepareJourneys(client: DynamoDBClient, tableName: string): Promise<Journeys> {
  const noted = { read: 0, write: 0, calls: 0, writes: [] as ItemCost[] }
  const real = createDynamoStore({
    client,
    tableName,
    onCapacity: (_operation, { read, write }) => {
      noted.read += read
      noted.write += write
      noted.calls += 1
    },
  })
  const store: typeof real = {
    ...real,
    commit: async (writes) => {
      const result = await real.commit(writes)
      if (result.kind === 'committed')
        noted.writes.push(
          ...writes.map((write) =>
            costOfWrite(write, writes.length > 1 || write.kind === 'count' || write.kind === 'add'),
          ),
        )
      return result
    },
  }
  const ports = makePorts(store)
  await setUp(
    ports,
    { playbook: read('playbook.yaml'), roster: read('roster.yaml'), forms: read('forms.yaml') },
    secrets,
  )
  const note = async (stage: string, work: () => Promise<unknown>): Promise<StageWork> => {
    Object.assign(noted, { read: 0, write: 0, calls: 0, writes: [] })
    await work()
    return { stage, units: { read: noted.read, write: noted.write }, calls: noted.calls, writes: noted.writes }
  }
  return {
    travel: (form, lead) => travel(ports, note, form, lead),
    countTogether: async (form, leads) => {
      const known = await namesOfDue(ports)
      for (const lead of leads) await travel(ports, note, form, lead, false)
      const due = (await dueOf(ports)).filter((entry) => entry.kind === 'report' && !known.has(nameOf(entry)))
      const messages = (await Promise.all(due.map((entry) => messageOf(ports, entry)))).flatMap(
        (message) => message ?? [],
      )
      return note('report', () => countTogether(ports, messages))
    },
  }
}

type Note = (stage: string, work: () => Promise<unknown>) => Promise<StageWork>
type Journey = MailPorts & { pass(time: number): void }

async function namesOfDue(ports: Journey): Promise<ReadonlySet<string>> {
  return new Set((await ports.store.listDue(Number.MAX_SAFE_INTEGER / 4, 5_000)).map(nameOf))
}

function dueOf({ store, clock }: Journey): Promise<readonly TaskEntry[]> {
  return store.listDue(clock.now() + 2 * hour, 5_000)
}

async function travel(
  ports: Journey,
  note: Note,
  form: string,
  lead: WebLead,
  counts = true,
): Promise<readonly StageWork[]> {
  const known = await namesOfDue(ports)
  const done = [await note('capture', () => submitForm(ports, { formId: form, fields: lead }))]
  for (;;) {
    const due = await dueOf(ports)
    const messages = await Promise.all(
      due.filter((entry) => !known.has(nameOf(entry))).map((entry) => messageOf(ports, entry)),
    )
    const open = messages.flatMap((message) =>
      message === undefined || (message.kind === 'report' && !counts) ? [] : [message],
    )
    if (open.length === 0) return done
    // A lead is counted for the reports a minute after anything about it changed: when all else is done.
    const first = open.filter(({ kind }) => kind !== 'report')
    for (const message of first.length > 0 ? first : open) done.push(...(await work(ports, note, message)))
  }
}

async function work(ports: Journey, note: Note, message: TaskMessage): Promise<readonly StageWork[]> {
  const { kind } = message
  if (kind === 'send') {
    const mail = message.sort.slice('MAIL#'.length)
    const sent = await note(/alert/.test(mail) ? 'send (rep)' : 'send (prospect)', () => sendMail(ports, message))
    return [sent, await note('mail-events', () => takeMailEvent(ports, { mail, kind: 'delivered' }))]
  }
  if (kind !== 'qualify' && kind !== 'route' && kind !== 'nurture' && kind !== 'report') return []
  if (kind === 'nurture') ports.pass(hour)
  return [await note(kind, () => stages[kind](ports, message))]
}

/** SLA timers and later nurture steps come in their own time. */
async function messageOf({ store }: MailPorts, { key }: TaskEntry): Promise<TaskMessage | undefined> {
  const stored = await store.load(key)
  if (stored === undefined || !('task' in stored.entity)) return undefined
  const { entity } = stored
  const { task } = entity
  const isFirstStep = entity.type === 'enrollment' && entity.sent.length === 0
  const isCounted = entity.type === 'reportEntry'
  if (task === undefined || !(task.immediate || isFirstStep || isCounted)) return undefined
  return { kind: task.kind, taskId: task.id, ...key }
}

function nameOf({ key }: TaskEntry): string {
  return `${key.partition} ${key.sort}`
}

const secrets = { adminToken: 'admin', callCenterKey: 'calls', signingKey: Buffer.alloc(32, 7).toString('base64url') }

function makePorts(store: MailPorts['store']): Journey {
  let now = Date.UTC(2026, 2, 2, 15)
  const clock = { now: () => now }
  return {
    store: derivingStore(store, clock),
    clock,
    ids: createUlidIds(clock, randomBytes),
    mailer: { send: async () => ({ kind: 'accepted', messageId: '0100019' }) },
    links: createLinkSigner(secrets.signingKey),
    publicUrl: 'https://baton.example',
    pass: (time) => {
      now += time
    },
  }
}

function read(file: string): string {
  return readFileSync(new URL(file, demo), 'utf8')
}
