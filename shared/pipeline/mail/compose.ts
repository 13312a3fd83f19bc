import type { PlaybookVersion } from '../../domain/access.ts'
import { type Assignment, isOpen } from '../../domain/assignment.ts'
import type { Lead } from '../../domain/lead.ts'
import type { Mail } from '../../domain/mail.ts'
import { present } from '../../domain/present.ts'
import type { Rep } from '../../domain/roster.ts'
import type { Touch } from '../../domain/touch.ts'
import { linksIn, type MailView, nurtureVariables, prospectOf, renderMail, touchInWords } from '../../mail/index.ts'
import type { OutgoingMail } from '../../ports/mailer.ts'
import { answerLinks } from '../answer-links.ts'
import type { MailFacts } from './facts.ts'
import { noticeView } from './notice-view.ts'
import type { MailPorts } from './send.ts'

/** A mail ready to go, or why it is beside the point by now. */
export type Composed =
  | { readonly kind: 'ready'; readonly mail: OutgoingMail }
  | { readonly kind: 'moot'; readonly why: string }

/** What a mail is written from. */
export interface MailMaterial {
  readonly rules: PlaybookVersion
  readonly mail: Mail
  readonly lead: Lead
  readonly facts: MailFacts
}

/** What writing a mail needs. */
type Writing = Pick<MailPorts, 'clock' | 'links' | 'publicUrl'>

/**
 * Writes a mail's words from what is known now.
 * @param ports clock, link signer
 * @param material the outbox entry, the lead it is about, and what it tells of
 */
export function compose(ports: Writing, material: MailMaterial): Promise<Composed> {
  switch (material.mail.audience.to) {
    case 'rep':
      return composeForRep(ports, material)
    case 'manager':
      return Promise.resolve(composeForManager(ports, material))
    case 'prospect':
      return composeForProspect(ports, material)
  }
}

function composeForManager(ports: Writing, material: MailMaterial): Composed {
  const { manager } = material.facts.team ?? {}
  if (manager === undefined) return { kind: 'moot', why: 'the team has no manager' }
  const view = noticeView(ports.clock.now(), material)
  if (view === undefined) return { kind: 'moot', why: 'it is no longer so' }
  return ready(material.rules, material.mail, view, { name: manager.name, address: manager.email }, {})
}

async function composeForRep(ports: Writing, material: MailMaterial): Promise<Composed> {
  const { rules, mail, lead, facts } = material
  const { rep } = facts
  if (rep === undefined) return { kind: 'moot', why: 'the rep is not on the roster' }
  const view = await repView(ports, material, rep)
  if (view === undefined) return { kind: 'moot', why: 'the offer has been answered or withdrawn' }
  return ready(rules, mail, view, { name: rep.name, address: rep.email }, present({ replyTo: lead.profile.email }))
}

async function repView(ports: Writing, material: MailMaterial, rep: Rep): Promise<MailView | undefined> {
  const { mail, lead, facts, rules } = material
  const { playbook } = rules
  const { touch, assignment } = facts
  const { content } = mail
  const shown = { workspace: playbook.workspace, rep, prospect: prospectOf(lead.profile), at: ports.clock.now() }
  switch (content.template) {
    case 'activity':
      return touch === undefined ? undefined : { template: 'activity', ...shown, summary: summaryOf(touch) }
    case 'alert':
      return assignment !== undefined && isOpen(assignment, lead)
        ? alertView(ports, material, assignment, shown)
        : undefined
    case 'reminder': {
      const score = { value: lead.score.value }
      if (content.of === 'accept') {
        if (assignment === undefined || !isOpen(assignment, lead)) return undefined
        const acceptBy = assignment.task?.dueAt ?? assignment.acceptBy
        return {
          template: 'reminder',
          of: 'accept',
          ...shown,
          score,
          acceptBy,
          ...(await answerLinks(ports, assignment)),
        }
      }
      if (assignment?.state.status !== 'accepted' || assignment.firstTouchAt !== undefined) return undefined
      return {
        template: 'reminder',
        of: 'first-touch',
        ...shown,
        score,
        firstTouchBy: assignment.firstTouchBy ?? assignment.state.at + playbook.sla.firstTouch,
      }
    }
    case 'handed-over':
      return handedOverView(material, shown)
    case 'notice':
      return noticeView(shown.at, material)
    case 'thanks':
    case 'nurture':
      return undefined
  }
}

type Shown = Pick<Extract<MailView, { readonly template: 'alert' }>, 'workspace' | 'rep' | 'prospect' | 'at'>

/** Beside the point once the deal is closed or has gone on to yet somebody else. */
function handedOverView({ lead, facts: { records, rep } }: MailMaterial, shown: Shown): MailView | undefined {
  const { state } = lead
  if (state.stage !== 'opportunity' || state.owner !== rep?.id) return undefined
  const deal = records.find((record) => record.type === 'opportunity' && record.id === state.opportunity)
  if (deal?.type !== 'opportunity' || deal.state.status !== 'open') return undefined
  return {
    template: 'handed-over',
    ...shown,
    deal: { name: deal.name, stage: deal.state.stage },
    touches: records.flatMap((record): readonly Touch[] => (record.type === 'touch' ? [record] : [])),
  }
}

async function alertView(
  ports: Writing,
  { rules, lead, facts: { records, roster } }: MailMaterial,
  assignment: Assignment,
  shown: Shown,
): Promise<MailView> {
  const touches = records.flatMap((record): readonly Touch[] => (record.type === 'touch' ? [record] : []))
  const decision = records.findLast(
    (record) => record.type === 'decision' && record.kind === 'route' && record.rep === assignment.rep,
  )
  const candidates = decision?.type === 'decision' && decision.kind === 'route' ? decision.candidates : []
  const names = new Map(roster.map(({ id, name }) => [id, name]))
  return {
    template: 'alert',
    ...shown,
    score: {
      value: lead.score.value,
      hot: rules.playbook.scoring.hot,
      reasons: lead.score.reasons,
      ...present({ grade: lead.score.grade }),
    },
    why: {
      territory: assignment.territory,
      pool: assignment.pool,
      reason: candidates.find(({ chosen }) => chosen)?.reason ?? '',
      others: candidates
        .filter(({ chosen }) => !chosen)
        .map(({ rep: id, reason }) => ({ name: names.get(id) ?? id, reason })),
    },
    touches,
    acceptBy: assignment.acceptBy,
    ...(await answerLinks(ports, assignment)),
  }
}

async function composeForProspect(ports: Writing, material: MailMaterial): Promise<Composed> {
  const { rules, mail, lead, facts } = material
  const address = lead.profile.email
  if (address === undefined) return { kind: 'moot', why: 'the lead has no e-mail' }
  const to = present({ name: joinedName(lead), address })
  const { content } = mail
  const { workspace, sla } = rules.playbook
  if (content.template === 'thanks') {
    const { rep } = facts
    if (rep === undefined) return { kind: 'moot', why: 'the rep is not on the roster' }
    const prospect = present({ firstName: lead.profile.firstName })
    const view = {
      template: 'thanks',
      workspace,
      prospect,
      rep,
      within: sla.firstTouch,
      atWorkOnly: sla.clock === 'business',
    } as const
    return ready(rules, mail, view, to, { replyTo: rep.email })
  }
  if (content.template !== 'nurture') return { kind: 'moot', why: 'this mail is not for prospects' }
  const track = rules.playbook.nurture.tracks.find(({ id }) => id === content.track)
  const step = track?.steps.find(({ id }) => id === content.step)
  if (step === undefined) return { kind: 'moot', why: 'the step is no longer in the playbook' }
  const variables = nurtureVariables(lead.profile, workspace.name)
  const unsubscribeUrl = `${ports.publicUrl}/v1/unsubscribe?token=${await ports.links.sign({ act: 'unsubscribe', lead: lead.id })}`
  const trackedLinks = new Map(
    await Promise.all(
      linksIn(step.body, variables).map(async (url) => {
        const token = await ports.links.sign({ act: 'click', lead: lead.id, mail: mail.id, url })
        return [url, `${ports.publicUrl}/v1/click?token=${token}`] as const
      }),
    ),
  )
  return ready(rules, mail, { template: 'nurture', workspace, step, variables, trackedLinks, unsubscribeUrl }, to, {
    unsubscribeUrl,
  })
}

function ready(
  rules: PlaybookVersion,
  mail: Mail,
  view: MailView,
  to: OutgoingMail['to'],
  more: Pick<OutgoingMail, 'replyTo' | 'unsubscribeUrl'>,
): Composed {
  return {
    kind: 'ready',
    mail: { id: mail.id, to, fromName: rules.playbook.workspace.name, ...renderMail(view), ...more },
  }
}

function joinedName({ profile }: Lead): string | undefined {
  const name = [profile.firstName, profile.lastName].filter((part) => part !== undefined).join(' ')
  return name === '' ? undefined : name
}

function summaryOf(touch: Touch): string {
  const words = touchInWords(touch)
  return touch.summary === undefined ? words : `${words}: ${touch.summary}`
}
