import { oneLine } from '../domain/text.ts'
import type { MailDocument } from './document.ts'
import type { ThanksView } from './view.ts'
import { firstNameOf, promiseTo } from './wording.ts'

/** The mail that thanks a prospect and names who will be in touch, and when. */
export function thanksDocument(view: ThanksView): MailDocument {
  const workspace = oneLine(view.workspace.name)
  const name = oneLine(view.prospect.firstName ?? '', 60)
  const rep = oneLine(view.rep.name)
  const promise = promiseTo(view.rep, view.within, view.atWorkOnly)
  return {
    subject: `${name === '' ? 'Thank you' : `Thank you, ${name}`}: ${rep} from ${workspace} will be in touch`,
    preheader: promise,
    heading: name === '' ? 'Thank you' : `Thank you, ${name}`,
    blocks: [
      { kind: 'text', text: `Thank you for your interest in ${workspace}. What you told us has arrived.` },
      { kind: 'strong', text: promise },
      {
        kind: 'text',
        text: `Is there something we should know before that? Just reply to this mail: it goes straight to ${firstNameOf(rep)}.`,
      },
    ],
    foot: `You get this mail because you asked ${workspace} to be in touch.`,
  }
}
