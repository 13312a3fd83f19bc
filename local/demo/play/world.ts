import { createMemoryStore, type Snapshot } from '../../../shared/adapters/memory/store.ts'
import { createUlidIds } from '../../../shared/adapters/system/ids.ts'
import type { Entity } from '../../../shared/domain/entity.ts'
import type { Instant } from '../../../shared/domain/time.ts'
import { derivingStore } from '../../../shared/pipeline/derived-writes.ts'
import type { StagePorts } from '../../../shared/pipeline/stages.ts'
import type { LinkClaim, LinkSigner } from '../../../shared/ports/links.ts'
import type { OutgoingMail } from '../../../shared/ports/mailer.ts'
import type { Store, Write } from '../../../shared/ports/store.ts'
import { randomFor } from '../story/random.ts'
import { type Agenda, openAgenda } from './agenda.ts'
import { createDriver } from './driver.ts'

/** The pipeline in memory, with a clock that goes as fast as the work is done. */
export interface World {
  readonly agenda: Agenda
  readonly ports: StagePorts
  readonly seed: number
  /** Are told of each mail that goes out. */
  readonly readers: ((mail: OutgoingMail) => void)[]
  /** Are told of each item that is written, after its commit. */
  readonly witnesses: ((entity: Entity, isNew: boolean) => void)[]
  /** Does what was left for the end: the reports. */
  finish(): Promise<void>
  /** Everything that is stored. */
  snapshot(): Snapshot
}

/** What a token of a link says: nobody outside the history ever holds one, so it is not signed. */
const links: LinkSigner = {
  sign: async (claim) => Buffer.from(JSON.stringify(claim)).toString('base64url'),
  check: async () => ({ kind: 'invalid' }),
}

/**
 * Reads the claims of the links in a mail, as somebody who opens it could follow them.
 * @param mail a mail of this world
 */
export function linksIn({ text }: OutgoingMail): readonly LinkClaim[] {
  return [...text.matchAll(/token=([\w-]+)/g)].map(([, token = '']): LinkClaim => {
    return JSON.parse(Buffer.from(token, 'base64url').toString())
  })
}

/**
 * Makes an empty world.
 * @param seed decides what chance decides
 * @param start when it begins
 */
export function createWorld(seed: number, start: Instant): World {
  const agenda = openAgenda(start)
  const clock = { now: agenda.now }
  const memory = createMemoryStore()
  const readers: World['readers'] = []
  const witnesses: World['witnesses'] = []
  const random = randomFor(seed, 'ids')
  const ports: StagePorts = {
    store: derivingStore(watched(memory, witnesses), clock),
    clock,
    ids: createUlidIds(clock, (size) => Uint8Array.from({ length: size }, () => random.between(0, 255))),
    mailer: {
      send: async (mail) => {
        for (const read of readers) read(mail)
        return { kind: 'accepted', messageId: `demo-${mail.id}` }
      },
    },
    poster: { post: async () => ({ kind: 'delivered' }) },
    links,
    publicUrl: 'https://baton.example',
  }
  const driver = createDriver(agenda, randomFor(seed, 'travel'), () => ports)
  witnesses.push(driver.see)
  return { agenda, ports, seed, readers, witnesses, finish: driver.finish, snapshot: memory.snapshot }
}

/** Tells what was written; it is told once the commit stands. */
function watched(store: Store, witnesses: World['witnesses']): Store {
  const told = (writes: readonly Write[]): void => {
    for (const write of writes) {
      if (write.kind !== 'create' && write.kind !== 'replace') continue
      for (const witness of witnesses) witness(write.entity, write.kind === 'create')
    }
  }
  return {
    ...store,
    commit: async (writes) => {
      const result = await store.commit(writes)
      if (result.kind === 'committed') told(writes)
      return result
    },
  }
}
