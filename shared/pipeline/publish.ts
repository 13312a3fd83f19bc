import { readPlaybook } from '../contracts/playbook.ts'
import type { PlaybookVersion } from '../domain/access.ts'
import { checkTemplate } from '../mail/index.ts'
import { commitFresh } from './fresh.ts'
import type { Ports } from './ports.ts'

/** What became of publishing. `moved`: somebody else published meanwhile. */
export type PublishResult =
  | { readonly kind: 'published'; readonly version: number }
  | {
      readonly kind: 'invalid'
      readonly errors: readonly { readonly path: string; readonly line: number; readonly message: string }[]
    }
  | { readonly kind: 'moved'; readonly version: number }

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
  const read = readPlaybook(source, checkTemplate)
  if (read.kind === 'invalid') return read
  return commitFresh<PublishResult>(ports.store, async () => {
    const current = await ports.store.get({ type: 'currentPlaybook' })
    const before = current?.entity.version ?? 0
    if (expected !== undefined && expected !== before) return { result: { kind: 'moved', version: before }, writes: [] }
    const version = before + 1
    const published: PlaybookVersion = {
      type: 'playbookVersion',
      version,
      publishedAt: ports.clock.now(),
      source,
      playbook: read.playbook,
    }
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
