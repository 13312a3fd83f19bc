import { oneLine } from '../domain/text.ts'
import { fillLine } from './liquid.ts'
import { type FilledBody, fillBody } from './markdown.ts'
import type { NurtureView } from './view.ts'

/** A marketing mail before it has a layout. */
export interface MarketingDocument extends FilledBody {
  readonly subject: string
  readonly preheader: string
  readonly workspace: string
  readonly postalAddress: string
  readonly unsubscribeUrl: string
}

/** The first words of a text, without marks of links. */
function firstWords(text: string): string {
  return oneLine(text.replaceAll(/ ?\[\d+\]/g, ''), 110)
}

/** The mail of a nurture step. */
export function nurtureDocument(view: NurtureView): MarketingDocument {
  const workspace = oneLine(view.workspace.name)
  const postalAddress = oneLine(view.workspace.postalAddress, 400)
  const body = fillBody(view.step.body, view.variables, view.trackedLinks)
  const foot = [`-- \n${workspace}, ${postalAddress}`, `Unsubscribe:\n${view.unsubscribeUrl}`]
  return {
    subject: fillLine(view.step.subject, view.variables) || `News from ${workspace}`,
    preheader: firstWords(body.text.split('\n\n').slice(0, 3).join(' ')),
    html: body.html,
    text: `${[body.text, ...foot].join('\n\n')}\n`,
    workspace,
    postalAddress,
    unsubscribeUrl: view.unsubscribeUrl,
  }
}
