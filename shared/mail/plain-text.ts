import type { BarGroup, Block, MailDocument } from './document.ts'

/** Several lines, each a step further in. */
function indented(text: string, by: string): string {
  return text.replaceAll(/^/gm, by)
}

/** One block as plain text. */
function blockAsText(block: Block): string {
  switch (block.kind) {
    case 'text':
      return block.title === undefined ? block.text : `${block.title}\n${indented(block.text, '  ')}`
    case 'strong':
      return block.text
    case 'facts':
      return block.facts.map((fact) => `${fact.label}: ${fact.value}`).join('\n')
    case 'list':
      return [
        block.title,
        ...block.items.map((item) => {
          const said = item.said === undefined ? '' : `\n${indented(item.said, '    > ')}`
          return indented(`${item.mark}: `, '  ') + item.text + said
        }),
      ].join('\n')
    case 'bars':
      return [block.title, ...block.groups.map((group) => indented(barsAsText(group), '  '))].join('\n')
    case 'actions':
      return block.actions.map((action) => `${action.label}:\n${action.url}`).join('\n\n')
  }
}

/** A group of bars, each as long in signs as it is wide in fives of a percent. */
function barsAsText({ name, bars }: BarGroup): string {
  const lines = bars.map(({ mark, value, percent }) => `  ${mark}: ${value} ${'#'.repeat(Math.ceil(percent / 5))}`)
  return [name, ...lines.map((line) => line.trimEnd())].join('\n')
}

/**
 * Writes a service mail as plain text: everything the HTML part says, each link on a line of its own.
 * @param document the mail's parts
 */
export function asText(document: MailDocument): string {
  const parts = [document.heading, ...document.blocks.map(blockAsText), `-- \n${document.foot}`]
  return `${parts.join('\n\n')}\n`
}
