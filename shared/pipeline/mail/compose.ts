import type { PlaybookVersion } from '../../domain/access.ts'
import type { Assignment } from '../../domain/assignment.ts'
import { type AssignmentId, parseNumberedId } from '../../domain/ids.ts'
import type { Lead } from '../../domain/lead.ts'
import type { Mail } from '../../domain/mail.ts'
import { present } from '../../domain/present.ts'
import type { Rep } from '../../domain/roster.ts'
import { hour } from '../../domain/time.ts'
import type { Touch } from '../../domain/touch.ts'
import { linksIn, type MailView, nurtureVariables, prospectOf, renderMail, touchInWords } from '../../mail/index.ts'
import type { OutgoingMail } from '../../ports/mailer.ts'
import { currentRules } from '../rules.ts'
import type { MailPorts } from './send.ts'

/** A mail ready to go, or why it is beside the point by now. */
export type Composed =
  | { readonly kind: 'ready'; readonly mail: OutgoingMail }
  | { readonly kind: 'moot'; readonly why: string }

/**
 * Writes a mail's words from what is known now.
 * @param ports store, clock, link signer
 * @param mail the outbox entry
 * @param lead the lead it is about
 */
export async function compose(ports: MailPorts, mail: Mail, lead: Lead): Promise<Composed> {
  const rules = await currentRules(ports.store)
  return mail.audience.to === 'rep'
    ? composeForRep(ports, rules, mail, lead, mail.audience.rep)
    : composeForProspect(ports, rules, mail, lead)
}

async function composeForRep(
  ports: MailPorts,
  rules: PlaybookVersion,
  mail: Mail,
  lead: Lead,
  repId: string,
): Promise<Composed> {
  const rep = await ports.store.get({ type: 'rep', id: repId })
  if (rep === undefined) return { kind: 'moot', why: 'the rep is not on the roster' }
  const view = await repView(ports, rules, mail, lead, rep.entity)
  if (view === undefined) return { kind: 'moot', why: 'the offer has been answered or withdrawn' }
  return ready(
    rules,
    mail,
    view,
    { name: rep.entity.name, address: rep.entity.email },
    present({ replyTo: lead.profile.email }),
  )
}

async function repView(
  ports: MailPorts,
  { playbook }: PlaybookVersion,
  mail: Mail,
  lead: Lead,
  rep: Rep,
): Promise<MailView | undefined> {
  const { content } = mail
  const facts = { workspace: playbook.workspace, rep, prospect: prospectOf(lead.profile), at: ports.clock.now() }
  switch (content.template) {
    case 'activity': {
      const touch = await ports.store.get({ type: 'touch', leadId: lead.id, at: content.touchAt, id: content.touch })
      return touch === undefined ? undefined : { template: 'activity', ...facts, summary: summaryOf(touch.entity) }
    }
    case 'alert': {
      const offered = await offerOf(ports, content.assignment)
      if (offered?.state.status !== 'offered') return undefined
      return alertView(ports, offered, lead, rep, facts, playbook.scoring.hot)
    }
    case 'reminder': {
      const assignment = await offerOf(ports, content.assignment)
      const score = { value: lead.score.value }
      if (content.of === 'accept') {
        if (assignment?.state.status !== 'offered') return undefined
        const acceptBy = assignment.task?.dueAt ?? assignment.acceptBy
        return {
          template: 'reminder',
          of: 'accept',
          ...facts,
          score,
          acceptBy,
          ...(await answerLinks(ports, assignment)),
        }
      }
      if (assignment?.state.status !== 'accepted' || assignment.firstTouchAt !== undefined) return undefined
      return {
        template: 'reminder',
        of: 'first-touch',
        ...facts,
        score,
        firstTouchBy: assignment.state.at + playbook.sla.firstTouch,
      }
    }
    case 'thanks':
    case 'nurture':
      return undefined
  }
}

type Facts = Pick<Extract<MailView, { readonly template: 'alert' }>, 'workspace' | 'rep' | 'prospect' | 'at'>

async function alertView(
  ports: MailPorts,
  assignment: Assignment,
  lead: Lead,
  rep: Rep,
  facts: Facts,
  hot: number,
): Promise<MailView> {
  const records = (await ports.store.listLead(lead.id)).map(({ entity }) => entity)
  const touches = records.flatMap((record): readonly Touch[] => (record.type === 'touch' ? [record] : []))
  const decision = records.findLast(
    (record) => record.type === 'decision' && record.kind === 'route' && record.rep === rep.id,
  )
  const candidates = decision?.type === 'decision' && decision.kind === 'route' ? decision.candidates : []
  const names = new Map((await ports.store.listRoster()).map(({ entity }) => [entity.id, entity.name]))
  return {
    template: 'alert',
    ...facts,
    score: { value: lead.score.value, hot, reasons: lead.score.reasons },
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

async function offerOf(ports: MailPorts, id: AssignmentId): Promise<Assignment | undefined> {
  const parsed = parseNumberedId('asg', id)
  return parsed === undefined ? undefined : (await ports.store.get({ type: 'assignment', ...parsed }))?.entity
}

/** How long a link in a rep's mail works after the offer: long enough to find out what became of it. */
const linksLast = 30 * 24 * hour

async function answerLinks(ports: MailPorts, { id, rep, offeredAt }: Assignment) {
  const token = await ports.links.sign({ act: 'respond', assignment: id, rep }, offeredAt + linksLast)
  const base = `${ports.publicUrl}/v1/assignments/${id}`
  return { acceptUrl: `${base}/accept?token=${token}`, declineUrl: `${base}/decline?token=${token}` }
}

async function composeForProspect(ports: MailPorts, rules: PlaybookVersion, mail: Mail, lead: Lead): Promise<Composed> {
  const address = lead.profile.email
  if (address === undefined) return { kind: 'moot', why: 'the lead has no e-mail' }
  const to = present({ name: joinedName(lead), address })
  const { content } = mail
  const { workspace, sla } = rules.playbook
  if (content.template === 'thanks') {
    const assignment = await offerOf(ports, content.assignment)
    const rep = assignment === undefined ? undefined : await ports.store.get({ type: 'rep', id: assignment.rep })
    if (rep === undefined) return { kind: 'moot', why: 'the rep is not on the roster' }
    const prospect = present({ firstName: lead.profile.firstName })
    const view = { template: 'thanks', workspace, prospect, rep: rep.entity, within: sla.firstTouch } as const
    return ready(rules, mail, view, to, { replyTo: rep.entity.email })
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
