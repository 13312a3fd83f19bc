import { Liquid } from 'liquidjs'
import { digestDocument } from './digest.ts'
import type { Block, MailDocument } from './document.ts'
import { marketingLayout, serviceLayout } from './layouts.generated.ts'
import { noticeDocument } from './notice.ts'
import { nurtureDocument } from './nurture.ts'
import { asText } from './plain-text.ts'
import { activityDocument, alertDocument, handedOverDocument, reminderDocument } from './rep-mails.ts'
import { thanksDocument } from './thanks.ts'
import type { MailView, MailWords } from './view.ts'

/** Escapes whatever the layouts put out, but for what they mark `raw`. */
const engine = new Liquid({
  outputEscape: 'escape',
  templates: {},
  ownPropertyOnly: true,
  strictFilters: true,
  strictVariables: true,
  lenientIf: true,
})
const layouts = { service: engine.parse(serviceLayout), marketing: engine.parse(marketingLayout) }

/** Gives a document its layout. */
function layOut(layout: keyof typeof layouts, document: object): string {
  const html: unknown = engine.renderSync(layouts[layout], document)
  return String(html)
}

/** A service mail's two parts. */
function serviceMail(document: MailDocument): MailWords {
  const complete = { ...document, blocks: document.blocks.map(withGaps) }
  return { subject: document.subject, html: layOut('service', complete), text: asText(document) }
}

/** Names what a part may lack: for each name it can't find, the engine makes an error and catches it, which is slow. */
function withGaps(block: Block): object {
  switch (block.kind) {
    case 'text':
      return { title: null, ...block }
    case 'facts':
      return { ...block, facts: block.facts.map((fact) => ({ href: null, ...fact })) }
    case 'list':
      return { ...block, items: block.items.map((item) => ({ said: null, ...item })) }
    default:
      return block
  }
}

/**
 * Writes a mail. Nothing of it depends on anything but the view.
 * @param view what it is about; everything in it that came from outside may be hostile
 * @returns subject (one line), HTML part and plain-text part; both parts say the same
 * @throws LiquidError when a nurture step's template is wrong; `checkTemplate` finds that before
 */
export function renderMail(view: MailView): MailWords {
  switch (view.template) {
    case 'alert':
      return serviceMail(alertDocument(view))
    case 'reminder':
      return serviceMail(reminderDocument(view))
    case 'notice':
      return serviceMail(noticeDocument(view))
    case 'activity':
      return serviceMail(activityDocument(view))
    case 'handed-over':
      return serviceMail(handedOverDocument(view))
    case 'thanks':
      return serviceMail(thanksDocument(view))
    case 'digest':
      return serviceMail(digestDocument(view))
    case 'nurture': {
      const document = nurtureDocument(view)
      return { subject: document.subject, html: layOut('marketing', document), text: document.text }
    }
  }
}
