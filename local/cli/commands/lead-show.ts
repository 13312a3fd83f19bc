import type * as z from 'zod'
import { type decisionItem, decisionPage, leadAnswer, pathToHot, type timelineItem, timelinePage } from '../answers.ts'
import { type Api, connect } from '../api.ts'
import type { Command } from '../command.ts'
import { findStack } from '../connection.ts'
import { exitCode } from '../failure.ts'

/** `baton lead show`. */
export const leadShow: Command = {
  words: 'lead show',
  positionals: ['LEAD_ID'],
  summary: 'Show a lead: its score with every reason, its timeline, and why it was routed as it was',
  options: {},
  run: async (given, surroundings) => {
    const api = connect(findStack(surroundings), surroundings)
    const path = `/v1/leads/${encodeURIComponent(given.positionals[0] ?? '')}`
    const lead = await api.read(leadAnswer, { method: 'GET', path })
    const missing =
      lead.hot === false ? await api.read(pathToHot, { method: 'GET', path: `${path}/path-to-hot` }) : undefined
    const items = await allPages(api, `${path}/timeline`, timelinePage, (page) => page.items)
    const decisions = await allPages(api, `${path}/decisions`, decisionPage, (page) => page.decisions)
    const text = given.has('json')
      ? `${JSON.stringify({ lead, pathToHot: missing, timeline: items, decisions })}\n`
      : [about(lead), ...(missing === undefined ? [] : [wayToHot(missing)]), timeline(items), routing(decisions)].join(
          '\n',
        )
    surroundings.out.write(text)
    return exitCode.done
  },
}

async function allPages<Schema extends z.ZodType<{ readonly cursor?: string | undefined }>, Item>(
  api: Api,
  path: string,
  schema: Schema,
  itemsOf: (page: z.output<Schema>) => readonly Item[],
): Promise<readonly Item[]> {
  const items: Item[] = []
  let cursor: string | undefined
  do {
    const query = cursor === undefined ? '' : `?${new URLSearchParams({ cursor })}`
    const page: z.output<Schema> = await api.read(schema, { method: 'GET', path: path + query })
    items.push(...itemsOf(page))
    cursor = page.cursor
  } while (cursor !== undefined)
  return items
}

function about(lead: z.output<typeof leadAnswer>): string {
  const { id, stage, owner, score, ...rest } = lead
  const facts = flat(rest).map(([name, value]) => `  ${name}: ${value}`)
  const reasons = score.reasons.map(
    ({ rule, points, detail }) => `  ${signed(points).padStart(6)}  ${[rule, detail].filter(Boolean).join(': ')}`,
  )
  return [
    `${id}: ${stage}${owner === null ? '' : `, owned by ${owner}`}`,
    ...facts,
    '',
    scoreLine(score),
    ...reasons,
    '',
  ].join('\n')
}

function scoreLine({ value, fit, engagement, grade, at }: z.output<typeof leadAnswer>['score']): string {
  const place = grade === undefined ? '' : `, grade ${grade}`
  const asOf = at === undefined ? '' : `, as of ${at}`
  return `Score ${rounded(value)} (fit ${rounded(fit)}, engagement ${rounded(engagement)})${place}${asOf}`
}

function wayToHot({ hot, missing, path }: z.output<typeof pathToHot>): string {
  const title = `What would make it hot (${missing} of ${hot} points missing)`
  if (path === null) return [title, '  nothing within a few steps', ''].join('\n')
  const steps = path.steps.map((step) => {
    const what = step.kind === 'event' ? `one more ${step.event}` : `${step.rule}: ${step.what}`
    return `  ${signed(step.points).padStart(6)}  ${what}`
  })
  return [title, ...steps, ''].join('\n')
}

function timeline(items: readonly z.output<typeof timelineItem>[]): string {
  const lines = items.map(({ at, kind, id: _, what, ...rest }) => {
    const facts = flat(rest).map(([name, value]) => (name === 'summary' ? value : `${name} ${value}`))
    return `  ${at}  ${kind.padEnd(10)}  ${what}${facts.length === 0 ? '' : `: ${facts.join(', ')}`}`
  })
  return ['Timeline', ...lines, ''].join('\n')
}

function routing(decisions: readonly z.output<typeof decisionItem>[]): string {
  const lines = decisions.flatMap((decision) => {
    const candidates = (decision.candidates ?? []).map(
      ({ rep, chosen, reason }) => `    ${chosen ? '→' : ' '} ${rep}: ${reason}`,
    )
    const { territory, score } = decision
    const about = typeof territory === 'string' ? `territory ${territory}` : scoreIn(score)
    return [
      `  ${decision.at}  ${decision.kind} (playbook ${decision.playbook})${about === '' ? '' : `: ${about}`}`,
      ...candidates,
    ]
  })
  return ['Decisions', ...lines, ''].join('\n')
}

function scoreIn(score: unknown): string {
  const value = typeof score === 'object' && score !== null && 'value' in score ? score.value : score
  return typeof value === 'number' ? rounded(value) : ''
}

/** Fields of an answer as name and text, those inside others by their path; empty ones are left out. */
function flat(value: object, prefix = ''): readonly (readonly [string, string])[] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]): readonly (readonly [string, string])[] => {
    if (inner === null || inner === undefined || inner === '') return []
    if (Array.isArray(inner) && inner.every((one) => typeof one !== 'object')) {
      return inner.length === 0 ? [] : [[prefix + name, inner.join(', ')]]
    }
    return typeof inner === 'object' ? flat(inner, `${prefix}${name}.`) : [[prefix + name, String(inner)]]
  })
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10)
}

function signed(points: number): string {
  return points > 0 ? `+${rounded(points)}` : rounded(points)
}
