import type { Account } from '../domain/account.ts'
import type { RepId } from '../domain/ids.ts'
import type { Playbook } from '../domain/playbook.ts'
import type { Profile } from '../domain/profile.ts'
import { accountDomain } from '../domain/routing-owner.ts'
import type { Instant } from '../domain/time.ts'
import type { Store, Stored, Write } from '../ports/store.ts'

/**
 * Reads the account a lead belongs to, where the playbook lets a company's rep keep its new leads.
 * @param store where it is
 * @param playbook the rules
 * @param profile what is known of the lead
 */
export async function accountOf(
  store: Store,
  playbook: Playbook,
  profile: Profile,
): Promise<Stored<Account> | undefined> {
  const domain = domainOf(playbook, profile)
  return domain === undefined ? undefined : store.get({ type: 'account', domain })
}

/**
 * Gives a company to the rep who took a lead of it, unless it is with somebody on the roster already.
 * @param store where it is
 * @param playbook the rules
 * @param profile what is known of the lead
 * @param rep who took it
 * @param now the present
 */
export async function accountWrites(
  store: Store,
  playbook: Playbook,
  profile: Profile,
  rep: RepId,
  now: Instant,
): Promise<readonly Write[]> {
  const domain = domainOf(playbook, profile)
  if (domain === undefined) return []
  const stored = await store.get({ type: 'account', domain })
  if (stored?.entity.owner === rep) return []
  const owner = stored === undefined ? undefined : await store.get({ type: 'rep', id: stored.entity.owner })
  if (owner?.entity.active === true) return []
  const entity: Account = { type: 'account', domain, owner: rep, since: now }
  return [stored === undefined ? { kind: 'create', entity } : { kind: 'replace', stored, entity }]
}

function domainOf(playbook: Playbook, profile: Profile): string | undefined {
  return playbook.routing.keepOwner === 'company.domain' ? accountDomain(playbook, profile.company.domain) : undefined
}
