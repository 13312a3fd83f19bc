import { Marked } from 'marked'
import { escapeHtml } from '../domain/text.ts'
import { addressOf, type Follow, isTrackable } from './links.ts'
import { fillMarkdown, uncarry } from './liquid.ts'
import { Footnotes, textReader } from './markdown-text.ts'
import type { NurtureVariables } from './prospect.ts'

/** A nurture step's body, as both parts of the mail have it. */
export interface FilledBody {
  readonly html: string
  readonly text: string
}

/**
 * Lists the absolute http and https links of a nurture step's body, so that they can be signed before it is rendered.
 * @param body Liquid and Markdown
 * @param variables what the body may name
 * @returns each address once, in order; the keys of a view's `trackedLinks`
 * @throws LiquidError when the body is wrong; `checkTemplate` finds that before
 */
export function linksIn(body: string, variables: NurtureVariables): readonly string[] {
  const found = new Set<string>()
  const marked = new Marked()
  marked.walkTokens(marked.lexer(fillMarkdown(body, variables)), (token) => {
    const address = token.type === 'link' ? addressOf(token.href) : undefined
    if (address !== undefined && isTrackable(address)) found.add(address.href)
  })
  return [...found]
}

/** Markdown to HTML: no HTML of the author's own, links only where they are safe. */
function htmlReader(follow: Follow): Marked<string, string> {
  return new Marked<string, string>({
    renderer: {
      html: ({ text }) => escapeHtml(text),
      link({ href, tokens }) {
        const [label, address] = [this.parser.parseInline(tokens), addressOf(href)]
        return address === undefined ? label : `<a href="${escapeHtml(follow(address))}">${label}</a>`
      },
      image({ href, text }) {
        const address = addressOf(href)
        if (address === undefined || !isTrackable(address)) return escapeHtml(text)
        return `<img src="${escapeHtml(address.href)}" alt="${escapeHtml(text)}">`
      },
    },
  })
}

/**
 * Fills a nurture step's body.
 * @param body Liquid and Markdown
 * @param variables what the body may name; their values stay text whatever they look like
 * @param trackedLinks where each link is to lead instead; keys as `linksIn` gives them
 * @throws LiquidError when the body is wrong; `checkTemplate` finds that before
 */
export function fillBody(
  body: string,
  variables: NurtureVariables,
  trackedLinks: ReadonlyMap<string, string>,
): FilledBody {
  const markdown = fillMarkdown(body, variables)
  const follow: Follow = (address) => trackedLinks.get(address.href) ?? address.href
  const footnotes = new Footnotes()
  const html = htmlReader(follow).parse(markdown, { async: false })
  const text = textReader(follow, footnotes).parse(markdown, { async: false })
  const words = [uncarry(text, (value) => value).trim(), footnotes.lines()].filter((part) => part !== '')
  return { html: uncarry(html, escapeHtml), text: words.join('\n\n') }
}
