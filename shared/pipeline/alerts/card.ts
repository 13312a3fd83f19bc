/**
 * What a message on a channel says, before it takes the form of a product. All of it is plain text, and short: Slack
 * refuses a message in which one block has more than 3,000 characters.
 */
export interface Card {
  readonly title: string
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  readonly texts: readonly string[]
  readonly links: readonly { readonly label: string; readonly url: string }[]
}

/**
 * Takes from a text what Slack reads as its own marks: mentions, channels and links all begin with `<`.
 * @see https://docs.slack.dev/messaging/formatting-message-text
 */
function slackText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** What stands in the way of a link's end is written in its percent form. */
function slackLink({ label, url }: Card['links'][number]): string {
  const target = url.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E').replaceAll('&', '&amp;')
  return `<${target}|${slackText(label)}>`
}

/**
 * Writes a message for an incoming webhook of Slack. Links are not unfolded: nobody but a reader is to open them.
 * @param card what it says
 * @returns what is posted, as JSON
 */
export function slackMessage({ title, facts, texts, links }: Card): string {
  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } })
  const factLines = facts.map(({ label, value }) => `*${slackText(label)}:* ${slackText(value)}`)
  return JSON.stringify({
    text: slackText(title),
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      section(`*${slackText(title)}*`),
      ...(factLines.length === 0 ? [] : [section(factLines.join('\n'))]),
      ...texts.map((text) => section(slackText(text))),
      ...(links.length === 0 ? [] : [section(links.map(slackLink).join('   '))]),
    ],
  })
}

/**
 * Writes a message for an incoming webhook of Teams (Workflows): an Adaptive Card. All text stands in rich text blocks,
 * which know no Markdown, so that nothing a lead wrote can make a link or a mention.
 * @param card what it says
 * @returns what is posted, as JSON
 * @see https://learn.microsoft.com/adaptive-cards/create/textfeatures
 */
export function teamsMessage({ title, facts, texts, links }: Card): string {
  const run = (text: string, style: object = {}) => ({ type: 'TextRun', text, ...style })
  const block = (...inlines: readonly object[]) => ({ type: 'RichTextBlock', inlines })
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      block(run(title, { size: 'Medium', weight: 'Bolder' })),
      ...facts.map(({ label, value }) => block(run(`${label}: `, { weight: 'Bolder' }), run(value))),
      ...texts.map((text) => block(run(text))),
    ],
    actions: links.map(({ label, url }) => ({ type: 'Action.OpenUrl', title: label, url })),
  }
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }
  return JSON.stringify({ type: 'message', attachments: [attachment] })
}
