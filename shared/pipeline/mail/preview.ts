import type { MailPreviewAnswer } from '../../contracts/nurture.ts'
import { isLeadId, type LeadId, mailId, numberedId } from '../../domain/ids.ts'
import { isErased, type Lead } from '../../domain/lead.ts'
import type { Mail } from '../../domain/mail.ts'
import { mayReceiveMarketing, trackFor } from '../../domain/nurture.ts'
import { present } from '../../domain/present.ts'
import { linksIn, nurtureVariables } from '../../mail/index.ts'
import type { LinkSigner } from '../../ports/links.ts'
import type { Ports } from '../ports.ts'
import { currentRules } from '../rules.ts'
import { compose } from './compose.ts'
import { examplePerson } from './example-person.ts'

/** Which mail to write, and for whom: somebody made up, when no lead is named. */
export interface Wanted {
  readonly track: string
  readonly step: string
  readonly lead?: string | undefined
}

/** What became of writing a mail to be looked at. */
export type PreviewResult =
  | { readonly kind: 'ready'; readonly preview: MailPreviewAnswer }
  | { readonly kind: 'not-found'; readonly what: 'track' | 'step' | 'lead' }
  | { readonly kind: 'impossible'; readonly why: string }

/** Signs nothing: whoever looks at a mail must not be able to click or unsubscribe for the lead. */
function unsigned(): LinkSigner {
  let links = 0
  return {
    sign: async () => {
      links += 1
      return `preview-${links}`
    },
    check: async () => ({ kind: 'invalid' }),
  }
}

/**
 * Writes a mail of a track as the send stage would, and sends nothing.
 * @param ports store, clock, and where links in mails lead
 * @param wanted which mail, and for whom
 */
export async function previewMail(
  ports: Pick<Ports, 'store' | 'clock'> & { readonly publicUrl: string },
  { track: trackId, step: stepId, lead: wantedLead }: Wanted,
): Promise<PreviewResult> {
  const rules = await currentRules(ports.store)
  const track = rules.playbook.nurture.tracks.find(({ id }) => id === trackId)
  if (track === undefined) return { kind: 'not-found', what: 'track' }
  const step = track.steps.find(({ id }) => id === stepId)
  if (step === undefined) return { kind: 'not-found', what: 'step' }
  const lead = wantedLead === undefined ? madeUp(ports.clock.now()) : await leadOf(ports, wantedLead)
  if (lead === undefined) return { kind: 'not-found', what: 'lead' }
  const mail = mailTo(lead.id, track.id, stepId, ports.clock.now())
  const facts = { records: [], roster: [] }
  const composed = await compose({ ...ports, links: unsigned() }, { rules, mail, lead, facts })
  if (composed.kind === 'moot') return { kind: 'impossible', why: composed.why }
  const { to, fromName, subject, html, text } = composed.mail
  const own = wantedLead === undefined || trackFor(rules.playbook, lead.profile)?.id === track.id
  const heldBack = heldBackBecause(lead, own)
  const links = linksIn(step.body, nurtureVariables(lead.profile, rules.playbook.workspace.name))
  return {
    kind: 'ready',
    preview: { to: present(to), from: fromName, subject, html, text, links: [...links], heldBack },
  }
}

function heldBackBecause(lead: Lead, own: boolean): string | null {
  if (lead.optOut !== undefined) return `gets no marketing mail: ${lead.optOut}`
  if (!mayReceiveMarketing(lead)) return `gets no marketing mail while ${lead.state.stage}`
  return own ? null : 'belongs in another track'
}

async function leadOf({ store }: Pick<Ports, 'store'>, id: string): Promise<Lead | undefined> {
  const lead = isLeadId(id) ? (await store.get({ type: 'lead', id }))?.entity : undefined
  return lead === undefined || isErased(lead) ? undefined : lead
}

function mailTo(leadId: LeadId, track: string, step: string, at: number): Mail {
  return {
    type: 'mail',
    id: mailId(leadId, 'preview'),
    leadId,
    at,
    audience: { to: 'prospect', purpose: 'marketing' },
    content: { template: 'nurture', enrollment: numberedId('enr', leadId, 1), track, step },
    state: { status: 'queued' },
  }
}

function madeUp(at: number): Lead {
  return {
    type: 'lead',
    id: 'lead_00000000000000000000000000',
    createdAt: at,
    recordedAt: at,
    lastTouchAt: at,
    profile: examplePerson,
    externalIds: [],
    state: { stage: 'nurturing' },
    history: [],
    score: { value: 0, fit: 0, engagement: 0, hot: false, at, playbook: 0, reasons: [] },
    firstCampaign: '(unattributed)',
    possibleDuplicates: [],
    counts: { assignments: 0, enrollments: 0, opportunities: 0 },
  }
}
