import { Liquid, LiquidError } from 'liquidjs'
import { oneLine } from '../domain/text.ts'
import { type NurtureVariables, nurtureVariableNames } from './prospect.ts'

/** Bounds on what one template may take: letters read, milliseconds, and objects made. */
const limits = { parseLimit: 100_000, renderLimit: 2_000, memoryLimit: 1_000_000 } as const

/** Tags that would read other files; there are none to read. */
const fileTags = ['include', 'render', 'layout', 'block'] as const

/** Around a value that is carried through Markdown as one opaque word. */
const [opening, closing] = ['batonvalue', 'x']
const carried = new RegExp(`${opening}((?:[0-9a-f]{2})*)${closing}`, 'giu')

/** What Liquid puts out, as text. */
function outputAsText(output: unknown): string {
  if (Array.isArray(output)) return output.map(outputAsText).join('')
  return ['string', 'number', 'boolean'].includes(typeof output) ? String(output) : ''
}

/** Hides a value from Markdown: letters and digits mean nothing there. */
function carry(output: unknown): string {
  const text = outputAsText(output)
  return text === '' ? '' : opening + Buffer.from(text.toWellFormed(), 'utf8').toString('hex') + closing
}

/**
 * Brings values that were carried through Markdown back.
 * @param text text with carried values in it
 * @param write how a value is to be written there, such as escaped for HTML
 */
export function uncarry(text: string, write: (value: string) => string): string {
  return text.replaceAll(carried, (_, hex: string) => {
    // A captured value that was put out again is carried twice.
    const value = Buffer.from(hex, 'hex').toString('utf8')
    return write(uncarry(value, (inner) => inner))
  })
}

/** An engine for templates that people write in a playbook: it sees its variables and nothing else. */
function playbookEngine(outputEscape?: (output: unknown) => string): Liquid {
  const engine = new Liquid({
    ...limits,
    ...(outputEscape === undefined ? {} : { outputEscape }),
    templates: {},
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: false,
    timezoneOffset: 0,
  })
  for (const tag of fileTags) delete engine.tags[tag]
  // Would let a value past the escaping.
  engine.unregisterFilter('raw')
  return engine
}

const lineEngine = reader(playbookEngine())
const markdownEngine = reader(playbookEngine(carry))

/** How many templates are remembered; a workspace has a few dozen. */
const mostRemembered = 500

/** Reads each template once: they are the playbook's, and the same for every lead. */
function reader(engine: Liquid) {
  const known = new Map<string, ReturnType<Liquid['parse']>>()
  const parsed = (template: string): ReturnType<Liquid['parse']> => {
    const before = known.get(template)
    if (before !== undefined) return before
    if (known.size >= mostRemembered) known.clear()
    const made = engine.parse(template)
    known.set(template, made)
    return made
  }
  return { engine, fill: (template: string, scope: object): unknown => engine.renderSync(parsed(template), scope) }
}

/** Variables as Liquid gets them: cleaned, and without a prototype. */
function scopeOf(variables: NurtureVariables): object {
  const entries = nurtureVariableNames.map((name) => [name, oneLine(variables[name] ?? '')] as const)
  const known = entries.filter(([, value]) => value !== '')
  return Object.assign(Object.create(null), Object.fromEntries(known))
}

/**
 * Fills a template of one line, such as a subject.
 * @param template Liquid
 * @param variables what it may name
 * @throws LiquidError when the template is wrong or takes too much; `checkTemplate` finds that before
 */
export function fillLine(template: string, variables: NurtureVariables): string {
  return oneLine(outputAsText(lineEngine.fill(template, scopeOf(variables))))
}

/**
 * Fills a Markdown template; every value is carried as an opaque word, to be brought back by `uncarry` after
 * Markdown has been read, so that no value can become Markdown or HTML.
 * @param template Liquid and Markdown
 * @param variables what it may name
 * @throws LiquidError when the template is wrong or takes too much; `checkTemplate` finds that before
 */
export function fillMarkdown(template: string, variables: NurtureVariables): string {
  return outputAsText(markdownEngine.fill(template, scopeOf(variables)))
}

/** A lead of whom everything is known, and one of whom nothing is. */
const samples: readonly NurtureVariables[] = [
  { workspace: 'Acme' },
  {
    firstName: 'Ada',
    lastName: 'Lovelace',
    company: 'Analytical Engines',
    jobTitle: 'Analyst',
    industry: 'Computing',
    state: 'NY',
    country: 'US',
    workspace: 'Acme',
  },
]

/**
 * Says what is wrong with a Liquid template, for a playbook's validation.
 * @param text a step's subject or body
 * @returns what is wrong with line and column, or `undefined` when nothing is
 */
export function checkTemplate(text: string): string | undefined {
  try {
    for (const sample of samples) fillMarkdown(text, sample)
    return undefined
  } catch (error) {
    if (!LiquidError.is(error)) throw error
    return error.message.replace(/, file:.*$/, '')
  }
}

/**
 * Finds the names a template uses that no lead has: likely a slip, though it only leaves a gap.
 * @param text a template that `checkTemplate` finds nothing wrong with
 * @returns each such name once
 */
export function unknownVariables(text: string): readonly string[] {
  const known: readonly string[] = nurtureVariableNames
  return lineEngine.engine.globalVariablesSync(text).filter((name) => !known.includes(name))
}
