import { describe } from 'vitest'
import type { Store } from '../../shared/ports/store.ts'
import { commitContract } from './store-commits.ts'
import { leadListContract } from './store-leads.ts'
import { listContract } from './store-lists.ts'

/** Opens a new, empty store. */
export type OpenStore = () => Promise<Store>

/** How long one test may take on the slowest engine, in milliseconds; only to end one that hangs. */
export const patience = 60_000

/**
 * What every store promises.
 * @param name of the store
 * @param open called for each test
 */
export function storeContract(name: string, open: OpenStore): void {
  describe(`the store on ${name}`, { timeout: patience }, () => {
    commitContract(open)
    listContract(open)
    leadListContract(open)
  })
}
