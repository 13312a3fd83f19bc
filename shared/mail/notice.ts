import { fullDeadline, localMoment } from '../domain/local-time.ts'
import { oneLine } from '../domain/text.ts'
import type { MailDocument } from './document.ts'
import { whoBlock } from './lead-blocks.ts'
import type { NoticeView } from './view.ts'
import { firstNameOf, nameAndCompany } from './wording.ts'

/** A notice's words. */
interface Words {
  readonly subject: string
  readonly heading: string
  readonly text: string
}

/** The mail that tells a manager, or the rep, how an assignment goes. */
export function noticeDocument(view: NoticeView): MailDocument {
  const { of } = view
  if (of === 'erased') return erasureDocument(view)
  const telling = { ...view, of }
  const { subject, heading, text } = view.toManager ? toManager(telling) : toRep(telling)
  return {
    subject,
    preheader: text,
    heading,
    blocks: [
      { kind: 'text', text: `Hello ${firstNameOf(view.reader.name)}, ${text}` },
      whoBlock(view.prospect, 'short', [{ label: 'Score', value: String(view.score.value) }]),
    ],
    foot: view.toManager
      ? `Sent to you by Baton because ${oneLine(view.rep.name)} is on your team.`
      : `Sent to you by Baton because you take leads for ${oneLine(view.workspace.name)}.`,
  }
}

/** Names nobody: whoever reads it is to forget who it was. */
function erasureDocument({ reader, since, workspace }: NoticeView): MailDocument {
  const when = localMoment(since, workspace.timezone)
  const text = `a lead that was offered to you on ${when} was erased, at the person's wish or because it may not be kept. There is nothing left for you to do. Please delete what you noted elsewhere, and the alert in your inbox.`
  return {
    subject: 'A lead of yours was erased',
    preheader: text,
    heading: 'A lead of yours was erased',
    blocks: [{ kind: 'text', text: `Hello ${firstNameOf(reader.name)}, ${text}` }],
    foot: `Sent to you by Baton because you take leads for ${oneLine(workspace.name)}.`,
  }
}

/** A notice that tells of a lead that is still there. */
type TellingView = NoticeView & { readonly of: Exclude<NoticeView['of'], 'erased'> }

function toManager(view: TellingView): Words {
  const [who, rep] = [nameAndCompany(view.prospect), oneLine(view.rep.name)]
  const since = localMoment(view.since, view.workspace.timezone)
  switch (view.of) {
    case 'unanswered':
      return {
        subject: `No answer from ${rep}: ${who}`,
        heading: `${rep} has not answered`,
        text: `a hot lead was offered to ${rep} on ${since} and has no answer yet. Is ${rep} there today? If not, enter time off or switch them off in the roster, and their leads go to others.`,
      }
    case 'paused':
      return {
        subject: `${rep} was taken off rotation`,
        heading: `${rep} gets no leads for now`,
        text: `${rep} was taken off rotation: ${oneLine(view.why)}. The last one was this lead; it goes on to somebody else. Save ${rep} in the roster again to put them back.`,
      }
    case 'review':
      return {
        subject: `Nothing moves on ${who} (${rep})`,
        heading: `Nothing moves on ${who}`,
        text: `${rep} has this lead, and nothing has happened on it since ${since}. ${releaseWarning(view)}`,
      }
    case 'released':
      return {
        subject: `${who} was taken from ${rep}`,
        heading: `${who} is free again`,
        text: `nothing happened on this lead since ${since}, so ${rep} no longer has it. ${whereTo(view)}`,
      }
    case 'merged':
      return {
        subject: `${who} is no longer with ${rep}`,
        heading: `${who} was known twice`,
        text: `this lead and another turned out to be one person, and somebody else has the other. They are one lead now, so ${rep} no longer has it.`,
      }
  }
}

function toRep(view: TellingView): Words {
  const who = nameAndCompany(view.prospect)
  const since = localMoment(view.since, view.workspace.timezone)
  switch (view.of) {
    case 'unanswered':
      return { subject: `Still waiting: ${who}`, heading: `Still waiting: ${who}`, text: 'this lead waits for you.' }
    case 'paused':
      return {
        subject: 'You were taken off rotation',
        heading: 'You get no leads for now',
        text: `you were taken off rotation: ${oneLine(view.why)}. The last one was this lead. When you are back, ask whoever keeps the roster to put you back.`,
      }
    case 'review':
      return {
        subject: `What about ${who}?`,
        heading: `Nothing moves on ${who}`,
        text: `you have this lead, and nothing was recorded on it since ${since}. Record a call, a meeting or a note, or open a deal. ${releaseWarning(view)}`,
      }
    case 'released':
      return {
        subject: `${who} is no longer yours`,
        heading: `${who} is no longer yours`,
        text: `nothing was recorded on this lead since ${since}. ${whereTo(view)}`,
      }
    case 'merged':
      return {
        subject: `${who} is with somebody else`,
        heading: `${who} was known twice`,
        text: 'this lead and another turned out to be one person, and a colleague of yours has the other. They are one lead now, with all that you recorded. There is nothing left for you to do about it.',
      }
  }
}

function releaseWarning({ releaseAt, workspace, releaseTo }: NoticeView): string {
  if (releaseAt === undefined) return ''
  const where = releaseTo === 'nurture' ? 'back to nurturing' : 'to the pool'
  return `If that stays so, it goes ${where} at ${fullDeadline(releaseAt, workspace.timezone)}.`
}

function whereTo({ releaseTo }: NoticeView): string {
  return releaseTo === 'nurture'
    ? 'It gets mail again until it is ready.'
    : 'It is in the pool: whoever wants it can claim it.'
}
