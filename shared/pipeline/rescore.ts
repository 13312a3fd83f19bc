import type { TaskMessage } from '../contracts/tasks.ts'
import type { PlaybookVersion } from '../domain/access.ts'
import type { Decision } from '../domain/decision.ts'
import type { LeadId } from '../domain/ids.ts'
import { advanced, finished, type Job, type RescoreResult, stopped, type WorkOf } from '../domain/job.ts'
import { isErased, type Lead } from '../domain/lead.ts'
import { present } from '../domain/present.ts'
import { type Rescored, rescore, scoresAlike } from '../domain/rescoring.ts'
import type { Instant } from '../domain/time.ts'
import type { Store, Stored, Write } from '../ports/store.ts'
import { countHot } from './counting.ts'
import { type FoundLead, readLead } from './identities.ts'
import type { Ports } from './ports.ts'
import { currentRules, rulesOfVersion } from './rules.ts'
import { doTask, type TaskOutcome } from './task-work.ts'

/** How many leads are listed at once. */
const pageSize = 100
/** How many leads a step lists at the most, and after how many it has read with their touches it ends. */
const mostListed = 1_000
const mostRead = 100
/** How many leads are changed in one transaction: each may be four of its 100 writes. */
const atOnce = 20

/**
 * Takes the re-scoring of all leads a step further, as long as its version of the playbook is in force: a page of leads,
 * or several where few have to be read.
 * @param ports store, clock and ids
 * @param message names the job's task
 * @param job as it was found
 * @param work what it does
 */
export async function takeRescoreStep(
  ports: Ports,
  message: TaskMessage,
  job: Job,
  work: WorkOf<'rescore'>,
): Promise<TaskOutcome> {
  const { store, clock } = ports
  const rules = await currentRules(store)
  const total = job.total ?? (await store.countLeads({}))
  const isCurrent = rules.version === work.playbook
  const pages = isCurrent ? await scorePages(ports, message, rules, job.cursor) : { leads: 0, cursor: job.cursor }
  if (pages === 'stale') return pages
  return doTask(store, message, 'job', async (stored, { version }) => {
    const now = clock.now()
    return [{ kind: 'replace', stored, entity: afterPages(stored.entity, work, { ...pages, total }, version, now) }]
  })
}

function afterPages(
  job: Job,
  { playbook }: WorkOf<'rescore'>,
  pages: Pages & { readonly total: number },
  version: number,
  now: Instant,
): Job {
  const { cursor } = pages
  if (version !== playbook) return stopped(job, `version ${version} came`, now)
  return cursor === undefined ? finished(job, pages, now) : advanced(job, { ...pages, cursor }, now)
}

/** What a step has listed, and where the next one goes on; absent after the last page. */
interface Pages {
  readonly leads: number
  readonly cursor: string | undefined
}

async function scorePages(
  ports: Ports,
  message: TaskMessage,
  rules: PlaybookVersion,
  from: string | undefined,
): Promise<Pages | 'stale'> {
  let cursor = from
  let listed = 0
  let read = 0
  do {
    const page = await ports.store.listLeads({ limit: pageSize, ...present({ cursor }) })
    const leads = await worthReading(ports.store, page.leads, rules)
    for (let start = 0; start < leads.length; start += atOnce) {
      const some = leads.slice(start, start + atOnce)
      const outcome = await doTask(ports.store, message, 'job', (stored) => rescoreSome(ports, stored, rules, some))
      if (outcome === 'stale') return outcome
    }
    cursor = page.cursor
    listed += page.leads.length
    read += leads.length
  } while (cursor !== undefined && listed < mostListed && read < mostRead)
  return { leads: listed, cursor }
}

/** Leaves out leads that this version has scored already, or that one scored which scores alike. */
async function worthReading(store: Store, leads: readonly Lead[], rules: PlaybookVersion): Promise<readonly LeadId[]> {
  const versions = [...new Set(leads.map(({ score }) => score.playbook))]
  const other = await Promise.all(
    versions.map(async (version) => {
      const former = await formerRules(store, version)
      return former === undefined || !scoresAlike(former.playbook.scoring, rules.playbook.scoring)
    }),
  )
  const worth = new Set(versions.filter((version, index) => version !== rules.version && other[index] === true))
  return leads.filter((lead) => worth.has(lead.score.playbook) && !isErased(lead)).map(({ id }) => id)
}

/** A lead that was never scored names version 0, which is none. */
async function formerRules(store: Store, version: number): Promise<PlaybookVersion | undefined> {
  return version === 0 ? undefined : await rulesOfVersion(store, version)
}

/** Scores some leads anew, on fresh reads; nothing when another version came, or when none of them changes. */
async function rescoreSome(
  ports: Ports,
  stored: Stored<Job>,
  rules: PlaybookVersion,
  ids: readonly LeadId[],
): Promise<readonly Write[]> {
  const { store, clock } = ports
  const { id, work } = stored.entity
  const [current, ...found] = await Promise.all([
    store.get({ type: 'currentPlaybook' }),
    ...ids.map((lead) => readLead(store, lead)),
  ])
  if (work.kind !== 'rescore' || current?.entity.version !== rules.version) return []
  const cause = { job: id, now: clock.now() }
  const changes: { readonly known: FoundLead; readonly rescored: Rescored }[] = []
  for (const known of onlyOnce(found)) {
    if (known.stored.entity.score.playbook === rules.version) continue
    const { entity: lead } = known.stored
    if (isErased(lead)) continue
    const former = await formerRules(store, lead.score.playbook)
    const rescored = rescore({ rules, former }, { ...known, lead }, cause)
    if (rescored !== undefined) changes.push({ known, rescored })
  }
  if (changes.length === 0) return []
  const result = changes.reduce((sum, { rescored }) => counted(sum, rescored), work.result)
  return [
    { kind: 'replace', stored, entity: { ...stored.entity, work: { ...work, result } } },
    // What an older version says must not be written after a newer one has passed by.
    { kind: 'require', stored: current },
    ...changes.flatMap(({ known, rescored }) => writesOf(ports, rules, known, rescored, cause)),
  ]
}

/** A lead that was merged since it was listed reads as the one it went to, which may be listed too. */
function onlyOnce(found: readonly (FoundLead | undefined)[]): Iterable<FoundLead> {
  const leads = found.filter((one) => one !== undefined)
  return new Map(leads.map((one) => [one.stored.entity.id, one])).values()
}

function counted(result: RescoreResult, { move }: Rescored): RescoreResult {
  const changed = { ...result, changed: result.changed + 1 }
  return move === 'stayed' ? changed : { ...changed, [move]: result[move] + 1 }
}

function writesOf(
  ports: Pick<Ports, 'ids'>,
  rules: PlaybookVersion,
  { stored }: FoundLead,
  { lead, score, rejected, enrolled, firstHot }: Rescored,
  { job, now }: { readonly job: Job['id']; readonly now: Instant },
): readonly Write[] {
  const decision: Decision = {
    type: 'decision',
    kind: 'score',
    id: `decision_${ports.ids.next()}`,
    leadId: lead.id,
    at: now,
    playbook: rules.version,
    score,
    job,
    ...present({ rejected }),
  }
  return [
    { kind: 'replace', stored, entity: lead },
    { kind: 'create', entity: decision },
    ...(enrolled === undefined ? [] : [{ kind: 'create', entity: enrolled } as const]),
    ...(firstHot ? countHot(rules.playbook.workspace.timezone, lead, now) : []),
  ]
}
