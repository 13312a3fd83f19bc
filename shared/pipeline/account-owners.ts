import type { FieldError } from '../contracts/problem.ts'
import type { Account } from '../domain/account.ts'
import type { RepId } from '../domain/ids.ts'
import { companyDomain } from '../domain/normalise.ts'
import type { Store } from '../ports/store.ts'
import { commitFresh } from './fresh.ts'
import type { Ports } from './ports.ts'

/** What became of giving a company to a rep. */
export type AccountSaved =
  | { readonly kind: 'saved'; readonly created: boolean; readonly account: Account }
  | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] }

/**
 * Gives a company to a rep: its new leads are theirs where the playbook says `keepOwner: company.domain`.
 * @param ports store and clock
 * @param text the company's domain, or a host, URL or address of it
 * @param owner a rep on the roster
 */
export function saveAccount(ports: Pick<Ports, 'store' | 'clock'>, text: string, owner: RepId): Promise<AccountSaved> {
  return commitFresh<AccountSaved>(ports.store, async () => {
    const invalid = (path: string, message: string) =>
      ({ result: { kind: 'invalid', errors: [{ path, message }] }, writes: [] }) as const
    const domain = companyDomain(text)
    if (domain === undefined) return invalid('domain', 'is no domain of a company, such as acme.com')
    const [stored, rep] = await Promise.all([
      ports.store.get({ type: 'account', domain }),
      ports.store.get({ type: 'rep', id: owner }),
    ])
    if (rep === undefined) return invalid('owner', 'is not on the roster')
    if (stored?.entity.owner === owner)
      return { result: { kind: 'saved', created: false, account: stored.entity }, writes: [] }
    const account: Account = { type: 'account', domain, owner, since: ports.clock.now() }
    return {
      result: { kind: 'saved', created: stored === undefined, account },
      writes: [
        stored === undefined ? { kind: 'create', entity: account } : { kind: 'replace', stored, entity: account },
      ],
    }
  })
}

/**
 * Reads who works a company.
 * @param store where it is kept
 * @param text the company's domain, or a host, URL or address of it
 * @returns `undefined` when nobody does
 */
export async function readAccount(store: Store, text: string): Promise<Account | undefined> {
  const domain = companyDomain(text)
  return domain === undefined ? undefined : (await store.get({ type: 'account', domain }))?.entity
}

/**
 * Takes a company from its rep: its new leads go where any lead goes.
 * @param store where it is kept
 * @param text the company's domain, or a host, URL or address of it
 * @returns whether somebody had it
 */
export function removeAccount(store: Store, text: string): Promise<boolean> {
  return commitFresh<boolean>(store, async () => {
    const domain = companyDomain(text)
    const stored = domain === undefined ? undefined : await store.get({ type: 'account', domain })
    return stored === undefined ? { result: false, writes: [] } : { result: true, writes: [{ kind: 'remove', stored }] }
  })
}
