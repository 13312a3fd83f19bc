import type { PlaybookError } from '../contracts/playbook.ts'
import type { PlaybookVersion } from '../domain/access.ts'
import type { JobId } from '../domain/ids.ts'
import { type Job, rescoreJob } from '../domain/job.ts'
import type { Playbook } from '../domain/playbook.ts'
import { commitFresh } from './fresh.ts'
import { asError, type PlacedFinding, placedFindings, readSource, workspaceOf } from './lint.ts'
import type { Ports } from './ports.ts'
import { firstDigest } from './weekly-digest/schedule.ts'

/** What publishing needs. */
type Publishing = Pick<Ports, 'store' | 'clock'>

/** What became of publishing. `moved`: somebody else published meanwhile. */
export type PublishResult =
  | {
      readonly kind: 'published'
      readonly version: number
      readonly warnings: readonly PlacedFinding[]
      /** The job that scores all leads by it; none for a workspace's first playbook. */
      readonly job?: JobId
    }
  | { readonly kind: 'invalid'; readonly errors: readonly PlaybookError[] }
  | { readonly kind: 'moved'; readonly version: number }

/** What became of going back to a version. */
export type RollbackResult =
  | PublishResult
  | { readonly kind: 'no-such-version' }
  /** It is the version in force: there is nothing to go back to. */
  | { readonly kind: 'in-force' }

/**
 * Publishes a playbook as the next version and puts it in force, unless lint finds an error. A job begins with it that
 * scores all leads anew, and its first weekly digest waits for its time.
 * @param ports store, clock and ids
 * @param source the YAML
 * @param expected the version the editor started from; absent: whichever it is
 */
export async function publishPlaybook(
  ports: Publishing & Pick<Ports, 'ids'>,
  source: string,
  expected?: number,
): Promise<PublishResult> {
  const read = readSource(source)
  if (read.kind === 'invalid') return read
  const findings = placedFindings(source, read.playbook, await workspaceOf(ports.store, read.playbook))
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.length === 0) return putInForce(ports, source, read.playbook, findings, expected, jobId(ports))
  return { kind: 'invalid', errors: errors.map(asError) }
}

/**
 * Publishes a workspace's first playbook. It is not held against the roster, which may be filled later.
 * @param ports store and clock
 * @param source the YAML
 */
export async function publishFirst(ports: Publishing, source: string): Promise<PublishResult> {
  const read = readSource(source)
  return read.kind === 'invalid' ? read : putInForce(ports, source, read.playbook, [], 0)
}

/**
 * Publishes an older version's source again, as the next version: what was published never changes. What lint finds in
 * it is said and does not stop it, for going back is for emergencies.
 * @param ports store, clock and ids
 * @param version the version to go back to
 * @param expected the version that is to be in force before; absent: whichever it is
 * @returns `invalid` when this program no longer takes what the version says
 */
export async function rollBackPlaybook(
  ports: Publishing & Pick<Ports, 'ids'>,
  version: number,
  expected?: number,
): Promise<RollbackResult> {
  const older = await ports.store.get({ type: 'playbookVersion', version })
  if (older === undefined) return { kind: 'no-such-version' }
  const current = await ports.store.get({ type: 'currentPlaybook' })
  if (current?.entity.version === version) return { kind: 'in-force' }
  const { source } = older.entity
  const read = readSource(source)
  if (read.kind === 'invalid') return read
  const findings = placedFindings(source, read.playbook, await workspaceOf(ports.store, read.playbook))
  return putInForce(ports, source, read.playbook, findings, expected, jobId(ports))
}

function jobId({ ids }: Pick<Ports, 'ids'>): JobId {
  return `job_${ids.next()}`
}

function putInForce(
  ports: Publishing,
  source: string,
  playbook: Playbook,
  warnings: readonly PlacedFinding[],
  expected: number | undefined,
  rescore?: JobId,
): Promise<PublishResult> {
  return commitFresh<PublishResult>(ports.store, async () => {
    const current = await ports.store.get({ type: 'currentPlaybook' })
    const before = current?.entity.version ?? 0
    if (expected !== undefined && expected !== before) return { result: { kind: 'moved', version: before }, writes: [] }
    const version = before + 1
    const publishedAt = ports.clock.now()
    const published: PlaybookVersion = { type: 'playbookVersion', version, publishedAt, source, playbook }
    const entity = { type: 'currentPlaybook', version } as const
    const job: Job | undefined = rescore === undefined ? undefined : rescoreJob(rescore, version, publishedAt)
    return {
      result: { kind: 'published', version, warnings, ...(job === undefined ? {} : { job: job.id }) },
      writes: [
        { kind: 'create', entity: published },
        current === undefined ? { kind: 'create', entity } : { kind: 'replace', stored: current, entity },
        ...(job === undefined ? [] : [{ kind: 'create', entity: job } as const]),
        ...(await firstDigest(ports.store, playbook, publishedAt)),
      ],
    }
  })
}
