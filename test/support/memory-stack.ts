import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createLinkSigner } from '../../shared/adapters/jose/link-signer.ts'
import { createMemoryStore, type Snapshot } from '../../shared/adapters/memory/store.ts'
import { createUlidIds } from '../../shared/adapters/system/ids.ts'
import type { TaskMessage } from '../../shared/contracts/tasks.ts'
import { bulkLease, type TaskKind } from '../../shared/domain/task.ts'
import { type Duration, type Instant, minute } from '../../shared/domain/time.ts'
import { derivingStore } from '../../shared/pipeline/derived-writes.ts'
import { setUp } from '../../shared/pipeline/set-up.ts'
import { type StagePorts, stages } from '../../shared/pipeline/stages.ts'
import type { TaskOutcome } from '../../shared/pipeline/task-work.ts'
import { tick } from '../../shared/pipeline/tick.ts'
import type { OutgoingMail } from '../../shared/ports/mailer.ts'
import type { OutgoingPost, PostResult } from '../../shared/ports/poster.ts'
import type { Store } from '../../shared/ports/store.ts'

/** The whole pipeline in memory, without faults: what one test drives step by step. */
export interface MemoryStack {
  readonly ports: StagePorts
  readonly store: Store
  /** Mails handed over, oldest first. */
  readonly mails: readonly OutgoingMail[]
  /** Posts to channels, oldest first. */
  readonly posts: readonly OutgoingPost[]
  /** How posts are answered from now on; all are delivered at first. */
  answerPosts(answer: (post: OutgoingPost) => Promise<PostResult>): void
  /** Does everything that is to be done now; only tasks of one kind, when it is named. */
  settle(kind?: TaskKind): Promise<void>
  /** Lets time pass, minute by minute, doing what comes due. */
  pass(time: Duration): Promise<void>
  /** Everything that is stored. */
  dump(): Snapshot
}

const demo = new URL('../../examples/demo/', import.meta.url)

/** Tokens of the stack; the same in every test. */
export const secrets = {
  adminToken: 'admin-token',
  callCenterKey: 'call-center-key',
  signingKey: 'c2lnbmluZy1rZXktb2YtMzItYnl0ZXMtZm9yLXRlc3Rz',
}

/**
 * Starts the pipeline in memory with the demo workspace.
 * @param start the present at the start
 * @param other what it has instead of the demo's playbook and roster
 */
export async function startMemoryStack(
  start: Instant = Date.UTC(2026, 2, 2, 15),
  other: { readonly playbook?: string; readonly roster?: string } = {},
): Promise<MemoryStack> {
  let now = start
  const clock = { now: () => now }
  const mails: OutgoingMail[] = []
  const raw = createMemoryStore()
  const store = derivingStore(raw, clock)
  const mailer = {
    send: async (mail: OutgoingMail) => {
      mails.push(mail)
      return { kind: 'accepted', messageId: `m-${mails.length}` } as const
    },
  }
  const posts: OutgoingPost[] = []
  let answerPost = async (_post: OutgoingPost): Promise<PostResult> => ({ kind: 'delivered' })
  const poster = {
    post: (post: OutgoingPost) => {
      posts.push(post)
      return answerPost(post)
    },
  }
  const links = createLinkSigner(secrets.signingKey)
  const ports: StagePorts = {
    store,
    clock,
    ids: createUlidIds(clock, randomBytes),
    mailer,
    poster,
    links,
    publicUrl: 'https://baton.example',
  }
  const read = (file: string) => readFileSync(new URL(file, demo), 'utf8')
  const ready = await setUp(
    ports,
    { playbook: read('playbook.yaml'), roster: read('roster.yaml'), forms: read('forms.yaml'), ...other },
    secrets,
  )
  if (ready.kind === 'invalid') throw new Error(`the demo playbook is invalid: ${JSON.stringify(ready.errors)}`)
  const settle = async (kind?: TaskKind): Promise<void> => {
    for (let round = 0; round < 100; round += 1) {
      const due = await store.listDue(now + bulkLease, 1_000)
      const pending = due.filter((entry) => kind === undefined || entry.kind === kind)
      const immediate = await Promise.all(pending.map(({ key }) => messageAt(store, key)))
      const messages = immediate.filter((message) => message !== undefined)
      if (messages.length === 0) return
      for (const message of messages) await work(ports, message)
    }
    throw new Error('the pipeline does not come to rest')
  }
  const pass = async (time: Duration): Promise<void> => {
    for (const end = now + time; now < end; ) {
      now = Math.min(now + minute, end)
      await tick(ports, {
        send: async (messages) => {
          for (const { message } of messages) await work(ports, message)
        },
      })
      await settle()
    }
  }
  const answerPosts: MemoryStack['answerPosts'] = (answer) => {
    answerPost = answer
  }
  return { ports, store, mails, posts, answerPosts, settle, pass, dump: raw.snapshot }
}

async function messageAt(store: Store, key: { partition: string; sort: string }): Promise<TaskMessage | undefined> {
  const stored = await store.load(key)
  const task = stored !== undefined && 'task' in stored.entity ? stored.entity.task : undefined
  return task?.immediate === true ? { kind: task.kind, taskId: task.id, ...key } : undefined
}

function work(ports: StagePorts, message: TaskMessage): Promise<TaskOutcome> {
  return stages[message.kind](ports, message)
}
