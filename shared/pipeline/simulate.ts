import type { SimulationAnswer } from '../contracts/simulate.ts'
import { isLeadId } from '../domain/ids.ts'
import { isErased, type Lead } from '../domain/lead.ts'
import { simulate } from '../domain/simulate.ts'
import type { SimulatedLead } from '../domain/simulate-replay.ts'
import { day, type Instant } from '../domain/time.ts'
import type { Store } from '../ports/store.ts'
import { readLead } from './identities.ts'
import { type PlacedFinding, placedFindings, readSource, workspaceOf } from './lint.ts'
import type { Ports } from './ports.ts'
import { currentRules } from './rules.ts'
import { simulationView } from './simulate-answer.ts'

/** What is to be tried. */
export interface SimulationOrder {
  /** YAML of the draft. */
  readonly source: string
  /** How far back leads are looked at. */
  readonly days: number
  /** Most leads to look at, the newest. */
  readonly limit: number
  /** A lead to be told of in full, whether it is among them or not. */
  readonly lead?: string | undefined
}

/** What became of trying a draft. */
export type SimulationResult =
  | { readonly kind: 'simulated'; readonly answer: SimulationAnswer }
  /** Publishing would refuse it. */
  | { readonly kind: 'invalid'; readonly errors: readonly PlacedFinding[] }
  | { readonly kind: 'no-such-lead' }

/** How many leads a page has, and how many are read at a time. */
const page = 100
const atATime = 25

/**
 * Tries a draft on the newest leads: what it would have decided otherwise than the playbook in force. A lead counts
 * with its touches as they happened and with what is known of it today. Nothing is written.
 * @param ports store and clock
 * @param order the draft, and which leads
 * @throws NoPlaybook before the first one is published
 */
export async function simulateOnStored(
  ports: Pick<Ports, 'store' | 'clock'>,
  order: SimulationOrder,
): Promise<SimulationResult> {
  const { store } = ports
  const draft = readSource(order.source)
  if (draft.kind === 'invalid')
    return { kind: 'invalid', errors: draft.errors.map((error) => ({ severity: 'error', ...error })) }
  const workspace = await workspaceOf(store, draft.playbook)
  const findings = placedFindings(order.source, draft.playbook, workspace)
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) return { kind: 'invalid', errors }
  const until = ports.clock.now()
  const from = until - order.days * day
  const [rules, newest] = await Promise.all([currentRules(store), newestLeads(store, from, order.limit)])
  const watched = order.lead === undefined ? [] : await readWatched(store, order.lead)
  if (watched === undefined) return { kind: 'no-such-lead' }
  const { playbook, version } = rules
  const others = newest.leads.filter(({ id }) => id !== order.lead)
  const simulation = simulate({
    leads: [...others, ...watched],
    roster: workspace.roster ?? [],
    from,
    before: { playbook, version },
    draft: draft.playbook,
    ...(order.lead === undefined ? {} : { watch: order.lead }),
  })
  return { kind: 'simulated', answer: simulationView(simulation, { version, from, until, more: newest.more }) }
}

interface NewestLeads {
  readonly leads: readonly SimulatedLead[]
  /** There are more than were looked at. */
  readonly more: boolean
}

/** Reads the newest leads, of those the ones that were touched in the time looked at. */
async function newestLeads(store: Store, from: Instant, limit: number): Promise<NewestLeads> {
  const leads: SimulatedLead[] = []
  let seen = 0
  let cursor: string | undefined
  do {
    const read = await store.listLeads({
      limit: Math.min(page, limit - seen),
      ...(cursor === undefined ? {} : { cursor }),
    })
    seen += read.leads.length
    leads.push(
      ...(await withTouches(
        store,
        read.leads.filter((lead) => lead.lastTouchAt >= from && !isErased(lead)),
      )),
    )
    cursor = read.cursor
  } while (cursor !== undefined && seen < limit)
  return { leads, more: cursor !== undefined }
}

async function withTouches(store: Store, leads: readonly Lead[]): Promise<readonly SimulatedLead[]> {
  const read: SimulatedLead[] = []
  for (let start = 0; start < leads.length; start += atATime) {
    const some = leads.slice(start, start + atATime)
    read.push(...(await Promise.all(some.map(({ id }) => readWatched(store, id)))).flatMap((found) => found ?? []))
  }
  return read
}

/** Reads one lead with its touches; `undefined` when there is no such lead. */
async function readWatched(store: Store, id: string): Promise<readonly SimulatedLead[] | undefined> {
  const known = isLeadId(id) ? await readLead(store, id) : undefined
  if (known === undefined || isErased(known.stored.entity)) return undefined
  const { profile } = known.stored.entity
  const steps = known.touches
    .toSorted((one, other) => one.at - other.at)
    .map((touch) => ({ at: touch.at, profile, touch }))
  return steps.length === 0 ? [] : [{ id, steps }]
}
