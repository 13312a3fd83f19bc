import { Marked, type RendererObject, type Tokens } from 'marked'
import { addressOf, type Follow, isTrackable } from './links.ts'

/** Numbers the links of a text, each address once. */
export class Footnotes {
  readonly #numbers = new Map<string, number>()

  /** The mark to put where the link was. */
  mark(url: string): string {
    const number = this.#numbers.get(url) ?? this.#numbers.size + 1
    this.#numbers.set(url, number)
    return `[${number}]`
  }

  /** The addresses, a line each. */
  lines(): string {
    return [...this.#numbers].map(([url, number]) => `[${number}] ${url}`).join('\n')
  }
}

/** A list's items with their marks. */
function listAsText(list: Tokens.List, read: (tokens: Tokens.ListItem['tokens']) => string): string {
  const first = list.start === '' ? 1 : list.start
  const items = list.items.map((item, index) => {
    const mark = list.ordered ? `${first + index}. ` : '- '
    return (
      mark +
      read(item.tokens)
        .trim()
        .replaceAll('\n', `\n${' '.repeat(mark.length)}`)
    )
  })
  return `${items.join('\n')}\n\n`
}

/** Blocks as plain text, with an empty line after each. */
const blocks: RendererObject<string, string> = {
  space: () => '',
  code: ({ text }) => `${text}\n\n`,
  blockquote({ tokens }) {
    return `${this.parser.parse(tokens).trim().replaceAll(/^/gm, '> ')}\n\n`
  },
  html: ({ text }) => text,
  def: () => '',
  heading({ tokens }) {
    return `${this.parser.parseInline(tokens)}\n\n`
  },
  hr: () => '---\n\n',
  list(list) {
    return listAsText(list, (tokens) => this.parser.parse(tokens))
  },
  checkbox: ({ checked }) => (checked ? '[x] ' : '[ ] '),
  paragraph({ tokens }) {
    return `${this.parser.parseInline(tokens)}\n\n`
  },
  table({ header, rows }) {
    const lines = [header, ...rows].map((cells) =>
      cells.map((cell) => this.parser.parseInline(cell.tokens)).join(' | '),
    )
    return `${lines.join('\n')}\n\n`
  },
}

/** What stands in a line, without its marks. */
const spans: RendererObject<string, string> = {
  strong({ tokens }) {
    return this.parser.parseInline(tokens)
  },
  em({ tokens }) {
    return this.parser.parseInline(tokens)
  },
  del({ tokens }) {
    return this.parser.parseInline(tokens)
  },
  codespan: ({ text }) => text,
  br: () => '\n',
  image: ({ text }) => text,
  text(token) {
    return 'tokens' in token && token.tokens !== undefined ? this.parser.parseInline(token.tokens) : token.text
  },
}

/**
 * Makes a reader of Markdown that writes plain text.
 * @param follow where each link leads
 * @param footnotes takes the links' addresses; the text has their marks
 */
export function textReader(follow: Follow, footnotes: Footnotes): Marked<string, string> {
  const link = ({ href, autolink }: Tokens.Link, label: string): string => {
    const address = addressOf(href)
    if (address === undefined) return label
    if (!isTrackable(address)) return autolink === true ? label : `${label} (${address.pathname})`
    const mark = footnotes.mark(follow(address))
    return autolink === true ? mark : `${label} ${mark}`
  }
  return new Marked<string, string>({
    renderer: {
      ...blocks,
      ...spans,
      link(token) {
        return link(token, this.parser.parseInline(token.tokens))
      },
    },
  })
}
