import type { FormAnswer, FormFieldAnswer } from '../../../../shared/contracts/forms.ts'
import { autocompleteOf } from './fields.ts'

/** What a snippet is made of. */
export type Embedded = Pick<FormAnswer, 'url' | 'scriptUrl' | 'thankYouUrl'> & {
  readonly fields: readonly FormFieldAnswer[]
}

/**
 * The form with Baton's script: it answers on the page, and tells which campaign brought the visitor.
 * @param form where it is posted to, and what it asks for
 */
export function embedSnippet(form: Embedded): string {
  const thanks = form.thankYouUrl === undefined ? '' : ` data-thanks-url="${escaped(form.thankYouUrl)}"`
  return `<script src="${escaped(form.scriptUrl)}" defer></script>\n${htmlForm(form, ` data-baton${thanks}`)}`
}

/**
 * The form as plain HTML: nothing else is needed, and the visitor is led on to the thank-you page.
 * @param form where it is posted to, and what it asks for
 */
export function plainSnippet(form: Embedded): string {
  return htmlForm(form, '')
}

/**
 * The call for those who have a form of their own.
 * @param form where it is posted to, and what it asks for
 */
export function callSnippet({ url, fields }: Embedded): string {
  const sample = fields.map(({ name }) => `    ${JSON.stringify(name)}: form.get(${JSON.stringify(name)}),`)
  return `const form = new FormData(document.querySelector('form'))
const response = await fetch(${JSON.stringify(url)}, {
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    // The same key again makes no second submission.
    'idempotency-key': crypto.randomUUID(),
  },
  body: JSON.stringify({
${sample.join('\n')}
  }),
})
// 202: taken. 400: { errors: [{ path, message }] } says what is wrong.`
}

function htmlForm({ url, fields }: Embedded, marks: string): string {
  const lines = fields.map((field) => `  <p>${control(field)}</p>`)
  return `<form action="${escaped(url)}" method="post"${marks}>\n${lines.join('\n')}\n  <p><button>Send</button></p>\n</form>\n`
}

function control({ name, label, type, required = false, options = [] }: FormFieldAnswer): string {
  const filled = autocompleteOf(name)
  const attributes = [
    `name="${escaped(name)}"`,
    ...(filled === undefined ? [] : [`autocomplete="${filled}"`]),
    ...(required ? ['required'] : []),
  ].join(' ')
  const words = escaped(label)
  switch (type) {
    case 'textarea':
      return `<label>${words}<br><textarea ${attributes} rows="4"></textarea></label>`
    case 'select': {
      const choices = ['', ...options].map((option) => `<option>${escaped(option)}</option>`).join('')
      return `<label>${words}<br><select ${attributes}>${choices}</select></label>`
    }
    case 'checkbox':
      return `<label><input type="checkbox" ${attributes} value="yes"> ${words}</label>`
    default:
      return `<label>${words}<br><input type="${type}" ${attributes}></label>`
  }
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign)
}
