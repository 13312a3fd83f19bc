import type { PlaybookVersion } from '../domain/access.ts'
import type { Store } from '../ports/store.ts'

/** Published versions never change, so one read per version and process is enough. */
const known = new WeakMap<Store, Map<number, PlaybookVersion>>()

/** No playbook has been published: the workspace was never set up. */
export class NoPlaybook extends Error {
  override readonly name = 'NoPlaybook'
}

/**
 * Reads the playbook in force.
 * @param store where it is kept
 * @throws NoPlaybook before the first one is published
 */
export async function currentRules(store: Store): Promise<PlaybookVersion> {
  const current = await store.get({ type: 'currentPlaybook' })
  if (current === undefined)
    throw new NoPlaybook('No playbook is published. Publish one: npm run baton -- playbook publish FILE')
  return rulesOfVersion(store, current.entity.version)
}

/**
 * Reads a published version.
 * @param store where it is kept
 * @param version its number
 * @throws NoPlaybook when there is no such version
 */
export async function rulesOfVersion(store: Store, version: number): Promise<PlaybookVersion> {
  const versions = known.get(store) ?? new Map<number, PlaybookVersion>()
  known.set(store, versions)
  const cached = versions.get(version)
  if (cached !== undefined) return cached
  const stored = await store.get({ type: 'playbookVersion', version })
  if (stored === undefined) throw new NoPlaybook(`Playbook version ${version} is missing`)
  versions.set(version, stored.entity)
  return stored.entity
}

/**
 * Reads the workspace's time zone.
 * @param store where the playbook is kept
 * @returns an IANA time zone; UTC before the first playbook is published
 */
export async function workspaceTimezone(store: Store): Promise<string> {
  const current = await store.get({ type: 'currentPlaybook' })
  if (current === undefined) return 'UTC'
  return (await rulesOfVersion(store, current.entity.version)).playbook.workspace.timezone
}
