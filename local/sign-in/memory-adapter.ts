import type { Adapter, AdapterPayload } from 'oidc-provider'

interface Kept {
  readonly payload: AdapterPayload
  /** Milliseconds since the epoch. */
  readonly until: number
}

/** Sign-ins are few on one machine; the oldest go first. */
const mostKept = 2_000

/**
 * Makes the provider's storage of one stack: sessions, codes and refresh tokens, in memory. After a restart people sign
 * in again, by one click.
 */
export function memoryAdapters(): (model: string) => Adapter {
  const kept = new Map<string, Kept>()
  return (model) => new MemoryAdapter(model, kept)
}

class MemoryAdapter implements Adapter {
  readonly #model: string
  readonly #kept: Map<string, Kept>

  constructor(model: string, kept: Map<string, Kept>) {
    this.#model = model
    this.#kept = kept
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const key = this.#key(id)
    this.#kept.delete(key)
    this.#kept.set(key, { payload, until: expiresIn ? Date.now() + expiresIn * 1000 : Number.POSITIVE_INFINITY })
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= mostKept) break
      this.#kept.delete(oldest)
    }
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const found = this.#kept.get(this.#key(id))
    return found !== undefined && Date.now() < found.until ? found.payload : undefined
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#own().find(([, { payload, until }]) => payload.uid === uid && Date.now() < until)?.[1].payload
  }

  /** Only of the device flow, which is off. */
  async findByUserCode(): Promise<undefined> {
    return undefined
  }

  async consume(id: string): Promise<void> {
    const found = this.#kept.get(this.#key(id))
    if (found === undefined) return
    const consumed = Math.floor(Date.now() / 1000)
    this.#kept.set(this.#key(id), { ...found, payload: { ...found.payload, consumed } })
  }

  async destroy(id: string): Promise<void> {
    this.#kept.delete(this.#key(id))
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, { payload }] of this.#own()) if (payload.grantId === grantId) this.#kept.delete(key)
  }

  #key(id: string): string {
    return `${this.#model}:${id}`
  }

  #own(): readonly (readonly [string, Kept])[] {
    return [...this.#kept].filter(([key]) => key.startsWith(`${this.#model}:`))
  }
}
