import { allCampaigns } from '../../domain/campaign.ts'
import { type CampaignId, type SubmissionId, unattributed } from '../../domain/ids.ts'
import { present } from '../../domain/present.ts'
import type { Submission } from '../../domain/submission.ts'
import { type TaskLane, taskNow } from '../../domain/task.ts'
import { isStored, StoreUnavailable } from '../../ports/store.ts'
import { digestOf, digestOfJson } from '../digest.ts'
import { erasedPayloadDigest } from '../erase/step.ts'
import { erasureSecret } from '../erase/suppression.ts'
import type { Ports } from '../ports.ts'

/** What was read from one thing captured, before it has an id. */
export type Captured = Pick<
  Submission,
  'source' | 'mode' | 'occurredAt' | 'raw' | 'profile' | 'externalId' | 'campaign' | 'utm' | 'message' | 'consent'
>

/** What became of a capture. `known`: the same came before; `clash`: something else came under this event id. */
export type SubmitResult =
  | { readonly kind: 'accepted' | 'known'; readonly id: SubmissionId }
  | { readonly kind: 'clash' }

/** Longest name of a campaign, in characters: it is part of keys, and a sort key holds 1,024 bytes. */
const longestCampaign = 200

/**
 * Cleans a campaign's name as a touch gives it.
 * @param name any text
 * @returns at most 200 characters; `undefined` for the names of the report's own rows, which no campaign can have
 */
export function campaignOf(name: string | undefined): CampaignId | undefined {
  if (name === undefined || name === unattributed || name === allCampaigns) return undefined
  return [...name].slice(0, longestCampaign).join('')
}

function withCampaign({ campaign, ...captured }: Captured): Captured {
  return { ...captured, ...present({ campaign: campaignOf(campaign) }) }
}

/**
 * Stores one submission with its qualify task, in one conditional write: after it, nothing can be lost.
 * @param ports store, clock and ids
 * @param captured what came
 * @param event the source and the source's own event id; absent when the source gives none
 * @param lane bulk for imports, so that live leads overtake them
 */
export async function submit(
  ports: Ports,
  captured: Captured,
  event: { readonly source: string; readonly id: string } | undefined,
  lane: TaskLane,
): Promise<SubmitResult> {
  const now = ports.clock.now()
  const unique = ports.ids.next()
  const key = event === undefined ? unique : digestOf('submission', event.source, event.id)
  const submission: Submission = {
    type: 'submission',
    key,
    id: `sub_${unique}`,
    ...withCampaign(captured),
    receivedAt: now,
    occurredAt: Math.min(captured.occurredAt, now),
    payloadDigest: digestOfJson(captured.raw),
    state: { status: 'pending' },
    task: taskNow(`qualify:${key}`, 'qualify', now, lane),
  }
  const result = await ports.store.commit([{ kind: 'create', entity: submission }])
  if (result.kind === 'committed') return { kind: 'accepted', id: submission.id }
  if (!isStored(result.existing, 'submission'))
    throw new StoreUnavailable('the submission is being worked on: send it again')
  const existing = result.existing.entity
  const digest =
    existing.erased === undefined ? submission.payloadDigest : await hidden(ports, submission.payloadDigest)
  return existing.payloadDigest === digest ? { kind: 'known', id: existing.id } : { kind: 'clash' }
}

/** What an erased person sent is still known, by a digest that only this installation can make. */
async function hidden({ store }: Pick<Ports, 'store'>, payloadDigest: string): Promise<string | undefined> {
  const secret = await erasureSecret(store)
  return secret === undefined ? undefined : erasedPayloadDigest(secret, payloadDigest)
}
