import { type PlaybookError, type PlaybookReading, readPlaybook } from '../contracts/playbook.ts'
import type { PlaybookVersion } from '../domain/access.ts'
import type { Playbook } from '../domain/playbook.ts'
import { checkTemplate } from '../mail/index.ts'
import { commitFresh } from './fresh.ts'
import type { Ports } from './ports.ts'

/** What became of publishing. `moved`: somebody else published meanwhile. */
export type PublishResult =
  | { readonly kind: 'published'; readonly version: number }
  | { readonly kind: 'invalid'; readonly errors: readonly PlaybookError[] }
  | { readonly kind: 'moved'; readonly version: number }

/** What became of going back to a version. */
export type RollbackResult =
  | PublishResult
  | { readonly kind: 'no-such-version' }
  /** It is the version in force: there is nothing to go back to. */
  | { readonly kind: 'in-force' }

/**
 * Publishes a playbook as the next version and puts it in force.
 * @param ports store and clock
 * @param source the YAML
 * @param expected the version the editor started from; absent: whichever it is
 */
export async function publishPlaybook(
  ports: Pick<Ports, 'store' | 'clock'>,
  source: string,
  expected?: number,
): Promise<PublishResult> {
  const read = readSource(source)
  return read.kind === 'invalid' ? read : putInForce(ports, source, read.playbook, expected)
}

/**
 * Publishes an older version's source again, as the next version: what was published never changes.
 * @param ports store and clock
 * @param version the version to go back to
 * @param expected the version that is to be in force before; absent: whichever it is
 * @returns `invalid` when this program no longer takes what the version says
 */
export async function rollBackPlaybook(
  ports: Pick<Ports, 'store' | 'clock'>,
  version: number,
  expected?: number,
): Promise<RollbackResult> {
  const older = await ports.store.get({ type: 'playbookVersion', version })
  if (older === undefined) return { kind: 'no-such-version' }
  const current = await ports.store.get({ type: 'currentPlaybook' })
  if (current?.entity.version === version) return { kind: 'in-force' }
  const { source } = older.entity
  const read = readSource(source)
  return read.kind === 'invalid' ? read : putInForce(ports, source, read.playbook, expected)
}

/**
 * Reads a playbook as publishing does: with its mails' templates.
 * @param source the YAML
 */
export function readSource(source: string): PlaybookReading {
  return readPlaybook(source, checkTemplate)
}

function putInForce(
  ports: Pick<Ports, 'store' | 'clock'>,
  source: string,
  playbook: Playbook,
  expected?: number,
): Promise<PublishResult> {
  return commitFresh<PublishResult>(ports.store, async () => {
    const current = await ports.store.get({ type: 'currentPlaybook' })
    const before = current?.entity.version ?? 0
    if (expected !== undefined && expected !== before) return { result: { kind: 'moved', version: before }, writes: [] }
    const version = before + 1
    const publishedAt = ports.clock.now()
    const published: PlaybookVersion = { type: 'playbookVersion', version, publishedAt, source, playbook }
    const entity = { type: 'currentPlaybook', version } as const
    return {
      result: { kind: 'published', version },
      writes: [
        { kind: 'create', entity: published },
        current === undefined ? { kind: 'create', entity } : { kind: 'replace', stored: current, entity },
      ],
    }
  })
}
