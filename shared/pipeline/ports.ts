import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import type { Store } from '../ports/store.ts'

/** What every use case needs of the world outside. */
export interface Ports {
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
}
