import { type LeadId, type MailId, parseMailId, parseNumberedId, type RepId, type TouchId } from '../domain/ids.ts'
import { isErased, type Lead, ownerOf } from '../domain/lead.ts'
import { present } from '../domain/present.ts'
import { emptyProfile } from '../domain/profile.ts'
import { qualify } from '../domain/qualification.ts'
import type { Instant } from '../domain/time.ts'
import type { Touch } from '../domain/touch.ts'
import type { Stored, Write } from '../ports/store.ts'
import { campaignOf } from './capture/submit.ts'
import { registerCampaign } from './counting.ts'
import { digestOf } from './digest.ts'
import { commitFresh } from './fresh.ts'
import { readLead } from './identities.ts'
import type { Ports } from './ports.ts'
import { touchWrites } from './qualify.ts'
import { withReview } from './review.ts'
import { currentRules } from './rules.ts'

/** What a rep recorded. */
export interface RepTouch {
  readonly kind: 'call' | 'meeting' | 'note'
  readonly at?: Instant | undefined
  readonly text?: string | undefined
  readonly rep?: RepId | undefined
  readonly campaign?: string | undefined
}

/** What became of a touch. */
export type TouchResult = { readonly kind: 'done'; readonly touch: Touch } | { readonly kind: 'not-found' }

/**
 * Records a rep's call, meeting or note; the first one after accepting keeps the first-touch promise.
 * @param ports store, clock, ids
 * @param leadId whose
 * @param record what was done
 */
export function addRepTouch(ports: Ports, leadId: LeadId, record: RepTouch): Promise<TouchResult> {
  return commitFresh<TouchResult>(ports.store, async () => {
    const lead = await ports.store.get({ type: 'lead', id: leadId })
    if (lead === undefined || isErased(lead.entity)) return { result: { kind: 'not-found' }, writes: [] }
    const now = ports.clock.now()
    const at = Math.min(record.at ?? now, now)
    const touch: Touch = {
      type: 'touch',
      id: `touch_${ports.ids.next()}`,
      leadId: lead.entity.id,
      at,
      kind: record.kind,
      event: `rep.${record.kind}`,
      by: record.rep ?? ownerOf(lead.entity) ?? 'unassigned',
      ...present({ campaign: campaignOf(record.campaign), summary: record.text }),
    }
    const touched: Lead = { ...lead.entity, lastTouchAt: Math.max(lead.entity.lastTouchAt, at) }
    const writes: Write[] = [
      { kind: 'create', entity: touch },
      { kind: 'replace', stored: lead, entity: touched },
      ...(await firstTouch(ports, lead, at, now)),
      ...(await registerCampaign(ports.store, touch.campaign)),
    ]
    return { result: { kind: 'done', touch }, writes }
  })
}

async function firstTouch(ports: Ports, lead: Stored<Lead>, at: Instant, now: Instant): Promise<readonly Write[]> {
  const { state } = lead.entity
  const offer = state.stage === 'working' ? parseNumberedId('asg', state.assignment) : undefined
  const stored = offer === undefined ? undefined : await ports.store.get({ type: 'assignment', ...offer })
  if (stored === undefined || stored.entity.firstTouchAt !== undefined) return []
  const { playbook } = await currentRules(ports.store)
  const touched = { ...withReview(stored.entity, playbook.review, now), firstTouchAt: at }
  return [{ kind: 'replace', stored, entity: touched }]
}

/**
 * Records a click in a mail as a touch, which scores the lead anew and may make it hot. The same link in the same
 * mail counts once.
 * @param ports store, clock, ids
 * @param click whose, in which mail, and where it led
 */
export function recordClick(
  ports: Ports,
  click: { readonly lead: LeadId; readonly mail: MailId; readonly url: string },
): Promise<TouchResult> {
  const id: TouchId = `touch_${digestOf('click', click.mail, click.url).slice(0, 26)}`
  return commitFresh<TouchResult>(ports.store, async () => {
    const sent = parseMailId(click.mail)
    const [known, mail, rules] = await Promise.all([
      readLead(ports.store, click.lead),
      sent === undefined ? undefined : ports.store.get({ type: 'mail', ...sent }),
      currentRules(ports.store),
    ])
    if (known === undefined || mail === undefined || isErased(known.stored.entity))
      return { result: { kind: 'not-found' }, writes: [] }
    const before = known.touches.find((touch) => touch.id === id)
    if (before !== undefined) return { result: { kind: 'done', touch: before }, writes: [] }
    const now = ports.clock.now()
    const { content } = mail.entity
    const track = rules.playbook.nurture.tracks.find(
      (one) => content.template === 'nurture' && one.id === content.track,
    )
    const touch: Touch = {
      type: 'touch',
      id,
      leadId: known.stored.entity.id,
      at: now,
      kind: 'click',
      event: 'email.click',
      summary: click.url,
      mail: click.mail,
      ...present({ campaign: track?.campaign }),
    }
    const news = { touch, mode: 'live', lane: 'live', profile: emptyProfile } as const
    const qualified = qualify(rules, { lead: known.stored.entity, ...known }, news, now)
    return {
      result: { kind: 'done', touch },
      writes: [
        ...touchWrites(ports, rules, { known, duplicates: [] }, qualified, 'live', now),
        ...(await registerCampaign(ports.store, touch.campaign)),
      ],
    }
  })
}
