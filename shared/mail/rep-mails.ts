import { ownerPool } from '../domain/ids.ts'
import { fullDeadline, localMoment, shortDeadline } from '../domain/local-time.ts'
import { manyLines, oneLine } from '../domain/text.ts'
import type { Block, MailDocument } from './document.ts'
import { answerBlock, whoBlock } from './lead-blocks.ts'
import type { ActivityView, AlertView, HandedOverView, ReminderView } from './view.ts'
import { firstNameOf, nameAndCompany, nameOf, touchInWords } from './wording.ts'

/** Most touches told in a mail; the newest are the ones a rep needs. */
const maximumTouches = 10

/** Most others named; the decision has them all. */
const maximumOthers = 10

/** Why a rep gets mail. */
function footOf(workspace: { readonly name: string }): string {
  return `Sent to you by Baton because you take leads for ${oneLine(workspace.name)}.`
}

/** Points with their sign. */
function signed(points: number): string {
  return points > 0 ? `+${points}` : String(points).replace('-', '−')
}

/** What the prospect did and said so far, newest first. */
function storyBlock(view: Pick<AlertView, 'touches' | 'workspace'>): Block {
  const newest = view.touches.slice(-maximumTouches).reverse()
  return {
    kind: 'list',
    title: view.touches.length > maximumTouches ? `The last ${maximumTouches} touches` : 'What they did and said',
    narrow: false,
    items: newest.map((touch) => ({
      mark: localMoment(touch.at, view.workspace.timezone),
      text: touchInWords(touch) + (touch.campaign === undefined ? '' : ` · campaign ${oneLine(touch.campaign, 80)}`),
      ...(touch.summary === undefined || touch.summary.trim() === '' ? {} : { said: manyLines(touch.summary) }),
    })),
  }
}

/** Why this lead is hot. */
function scoreBlock(view: AlertView): Block {
  const grade = view.score.grade === undefined ? '' : `, grade ${view.score.grade}`
  return {
    kind: 'list',
    title: `Why this lead: score ${view.score.value}${grade}, hot from ${view.score.hot}`,
    narrow: true,
    items: view.score.reasons.map((reason) => ({ mark: signed(reason.points), text: oneLine(reason.detail, 300) })),
  }
}

/** A reason as a sentence. */
function sentence(reason: string): string {
  const line = oneLine(reason, 300)
  return line === '' ? '' : `${line.slice(0, 1).toUpperCase()}${line.slice(1)}${/[.!?]$/.test(line) ? '' : '.'} `
}

/** Why this rep and nobody else. */
function routeBlocks(view: AlertView): readonly Block[] {
  const { territory, pool, reason, others } = view.why
  const text = `${sentence(reason)}Territory ${oneLine(territory)}${pool === ownerPool ? '' : `, pool ${oneLine(pool)}`}.`
  const you: Block = { kind: 'text', title: 'Why you', text }
  if (others.length === 0) return [you]
  const items = others
    .slice(0, maximumOthers)
    .map((other) => ({ mark: oneLine(other.name, 60), text: sentence(other.reason).trim() }))
  return [you, { kind: 'list', title: 'Why not others', narrow: false, items }]
}

/** The mail that offers a hot lead to a rep. */
export function alertDocument(view: AlertView): MailDocument {
  const by = shortDeadline(view.acceptBy, view.at, view.workspace.timezone)
  const deadline = fullDeadline(view.acceptBy, view.workspace.timezone)
  const who = nameAndCompany(view.prospect)
  return {
    subject: `Hot lead: ${who} (score ${view.score.value}), accept by ${by}`,
    preheader: `Accept by ${deadline}. Score ${view.score.value}, hot from ${view.score.hot}.`,
    heading: `A hot lead for you: ${who}`,
    blocks: [
      {
        kind: 'text',
        text: `Hello ${firstNameOf(view.rep.name)}, this lead is offered to you. Please accept by ${deadline}; after that it may go on to somebody else.`,
      },
      whoBlock(view.prospect, 'full'),
      answerBlock(view),
      ...(view.touches.length === 0 ? [] : [storyBlock(view)]),
      scoreBlock(view),
      ...routeBlocks(view),
    ],
    foot: footOf(view.workspace),
  }
}

/** The mail that reminds a rep of an offer or of the first touch. */
export function reminderDocument(view: ReminderView): MailDocument {
  const toAccept = view.of === 'accept'
  const until = toAccept ? view.acceptBy : view.firstTouchBy
  const by = shortDeadline(until, view.at, view.workspace.timezone)
  const deadline = fullDeadline(until, view.workspace.timezone)
  const who = nameAndCompany(view.prospect)
  const score = { label: 'Score', value: String(view.score.value) }
  return {
    subject: toAccept ? `Still waiting: ${who}, accept by ${by}` : `First touch due: ${who}, by ${by}`,
    preheader: toAccept ? `Accept by ${deadline}.` : `You promised to be in touch by ${deadline}.`,
    heading: toAccept ? `Still waiting for you: ${who}` : `Please get in touch with ${who}`,
    blocks: [
      {
        kind: 'text',
        text: toAccept
          ? `Hello ${firstNameOf(view.rep.name)}, this lead was offered to you and has no answer yet. Please accept by ${deadline}; after that it may go on to somebody else.`
          : `Hello ${firstNameOf(view.rep.name)}, you accepted this lead and the first touch is due by ${deadline}. Call or write, then record the touch.`,
      },
      whoBlock(view.prospect, 'short', [score]),
      ...(toAccept ? [answerBlock(view)] : []),
    ],
    foot: footOf(view.workspace),
  }
}

/** The mail that tells an owner what their lead did. */
export function activityDocument(view: ActivityView): MailDocument {
  const when = localMoment(view.at, view.workspace.timezone)
  const name = oneLine(nameOf(view.prospect), 80)
  return {
    subject: `Your lead ${nameAndCompany(view.prospect)}: ${oneLine(view.summary, 80)}`,
    preheader: oneLine(view.summary, 120),
    heading: `News from ${name}`,
    blocks: [
      { kind: 'text', text: `Hello ${firstNameOf(view.rep.name)}, your lead did something new.` },
      {
        kind: 'list',
        title: 'What they did',
        narrow: false,
        items: [{ mark: when, text: oneLine(view.summary, 1_000) }],
      },
      whoBlock(view.prospect, 'short'),
    ],
    foot: footOf(view.workspace),
  }
}

/** The mail that tells a rep that a deal is theirs now. */
export function handedOverDocument(view: HandedOverView): MailDocument {
  const who = nameAndCompany(view.prospect)
  const deal = oneLine(view.deal.name, 80)
  return {
    subject: `Yours now: ${deal}, ${who}`,
    preheader: `The deal is at ${oneLine(view.deal.stage, 80)}. Its owner has left.`,
    heading: `A deal is yours now: ${deal}`,
    blocks: [
      {
        kind: 'text',
        text: `Hello ${firstNameOf(view.rep.name)}, this lead and its open deal are yours now, because their owner has left. The deal is at ${oneLine(view.deal.stage, 80)}. Please get in touch soon.`,
      },
      whoBlock(view.prospect, 'full'),
      ...(view.touches.length === 0 ? [] : [storyBlock(view)]),
    ],
    foot: footOf(view.workspace),
  }
}
