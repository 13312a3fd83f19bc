import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import * as z from 'zod'
import type { Condition, Playbook, Scoring, ServiceLevel } from '../domain/playbook.ts'
import { present } from '../domain/present.ts'
import { builtInLists, checkPlaybook, type Problem } from './playbook-checks.ts'
import { type ConditionDocument, type PlaybookDocument, playbookDocument } from './playbook-schema.ts'

/** Something wrong in a playbook, and where. */
export interface PlaybookError {
  /** Such as `routing.territories.2.pool`; empty when the document as a whole is meant. */
  readonly path: string
  /** Counted from 1. */
  readonly line: number
  readonly message: string
}

/** Says what is wrong with a mail's template; `undefined` when nothing is. */
export type TemplateCheck = (text: string) => string | undefined

/** What reading a playbook gives. */
export type PlaybookReading =
  | { readonly kind: 'ok'; readonly playbook: Playbook }
  | { readonly kind: 'invalid'; readonly errors: readonly PlaybookError[] }

/**
 * Reads a playbook: YAML, its shape, what a shape can't say (`checkPlaybook`), and its mails' templates.
 * @param source the YAML document
 * @param checkTemplate says what is wrong with a template, if anything is; without it templates are not looked at
 * @returns the playbook, or everything that is wrong by line
 */
export function readPlaybook(source: string, checkTemplate: TemplateCheck = () => undefined): PlaybookReading {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    const errors = document.errors.map(({ pos, message }) => ({ path: '', line: lines.linePos(pos[0]).line, message }))
    return { kind: 'invalid', errors }
  }
  const plain = plainOf(document)
  if (plain.kind === 'refused') return { kind: 'invalid', errors: [{ path: '', line: 1, message: plain.message }] }
  const parsed = playbookDocument.safeParse(plain.value)
  const problems = parsed.success
    ? [...checkPlaybook(parsed.data), ...templateProblems(parsed.data, checkTemplate)]
    : parsed.error.issues.flatMap(problemsOf)
  if (parsed.success && problems.length === 0) return { kind: 'ok', playbook: playbookOf(parsed.data) }
  const errors = problems
    .map(({ path, message }) => ({ path: path.map(String).join('.'), line: lineOf(document, lines, path), message }))
    .sort((one, other) => one.line - other.line)
  return { kind: 'invalid', errors }
}

/**
 * Reads where things stand in a playbook's text.
 * @param source the YAML document
 * @returns the line of a path, counted from 1, or of the nearest thing above it that is written down
 */
export function playbookLines(source: string): (path: readonly PropertyKey[]) => number {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false })
  return (path) => lineOf(document, lines, path)
}

/**
 * Gives the JSON Schema of the playbook document, for editors.
 * @returns draft 2020-12, of what people write
 */
export function playbookJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(playbookDocument, { io: 'input' }), title: 'Baton playbook' }
}

function templateProblems(document: PlaybookDocument, checkTemplate: TemplateCheck): readonly Problem[] {
  return document.nurture.tracks.flatMap((track, trackIndex) =>
    track.steps.flatMap((step, stepIndex) =>
      (['subject', 'body'] as const).flatMap((part) => {
        const message = checkTemplate(step[part])
        return message === undefined
          ? []
          : [{ path: ['nurture', 'tracks', trackIndex, 'steps', stepIndex, part], message }]
      }),
    ),
  )
}

type Plain =
  | { readonly kind: 'plain'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly message: string }

function plainOf(document: Document): Plain {
  try {
    return { kind: 'plain', value: document.toJS({ maxAliasCount: 100 }) }
  } catch (error) {
    // The parser refuses an alias without an anchor, and aliases that would multiply without end.
    if (error instanceof ReferenceError) return { kind: 'refused', message: error.message }
    throw error
  }
}

/** Turns what the schema says into one problem for each place. */
function problemsOf(issue: z.core.$ZodIssue): readonly Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'is not known here' }))
  }
  if (issue.code === 'invalid_union' && issue.message === 'Invalid input') {
    return closest(issue.errors).flatMap((inner) => problemsOf({ ...inner, path: [...issue.path, ...inner.path] }))
  }
  if (issue.code === 'invalid_type' && issue.input === undefined && issue.message.endsWith('received undefined')) {
    return [{ path: issue.path, message: 'is missing' }]
  }
  return [{ path: issue.path, message: issue.message }]
}

/**
 * Of several shapes that don't fit, the one that was most likely meant: it knows all keys and complains least. When
 * none knows a key, the key is the mistake and what it left out is not.
 */
function closest(options: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  const distance = (issues: readonly z.core.$ZodIssue[]): number =>
    issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? 10 * issue.keys.length : 1), 0)
  // Of two that complain alike, the one that complains further in had the right shape around it.
  const depth = (issues: readonly z.core.$ZodIssue[]): number => Math.max(0, ...issues.map(({ path }) => path.length))
  const nearest =
    options.toSorted((one, other) => distance(one) - distance(other) || depth(other) - depth(one))[0] ?? []
  const unknown = nearest.filter((issue) => issue.code === 'unrecognized_keys')
  return unknown.length > 0 ? unknown : nearest
}

/** The line of a path, or of the nearest thing above it that is written down. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

function playbookOf(document: PlaybookDocument): Playbook {
  const lists = { ...builtInLists, ...document.lists }
  const { workspace, scoring, routing, sla, review, nurture, stages, attribution, digest } = document
  const { workingHours, ...named } = workspace
  return {
    workspace: { ...named, ...present({ workingHours }) },
    scoring: scoringOf(scoring, lists),
    routing: {
      keepOwner: routing.keepOwner,
      handOver: routing.handOver,
      parents: Object.fromEntries(
        Object.entries(routing.subsidiaries).flatMap(([parent, children]) => children.map((child) => [child, parent])),
      ),
      territories: routing.territories.map(({ id, when, pool }) => ({ id, pool, ...conditional(when, lists) })),
      pools: Object.fromEntries(
        Object.entries(routing.pools).map(([id, { fallback, ...pool }]) => [id, { ...pool, ...present({ fallback }) }]),
      ),
    },
    sla: slaOf(sla),
    review,
    nurture: {
      tracks: nurture.tracks.map(({ id, when, campaign, steps }) => ({
        id,
        steps,
        ...conditional(when, lists),
        ...(campaign === undefined ? {} : { campaign }),
      })),
    },
    stages,
    attribution,
    ...present({ digest }),
  }
}

function slaOf({ pauseAfter, ...sla }: PlaybookDocument['sla']): ServiceLevel {
  return { ...sla, ...present({ pauseAfter }) }
}

function scoringOf(
  { hot, grades, fitMaximum, fit, engagement, reject }: PlaybookDocument['scoring'],
  lists: Lists,
): Scoring {
  const events = Object.entries(engagement.events).map(([event, given]) =>
    typeof given === 'number' ? ({ event, points: given } as const) : { event, ...given },
  )
  const caps = events.flatMap(({ event, ...given }) =>
    'cap' in given && given.cap !== undefined ? [[event, given.cap] as const] : [],
  )
  return {
    hot,
    grades,
    ...present({ fitMaximum }),
    fit: fit.map((rule) => ({ ...rule, when: resolved(rule.when, lists) })),
    engagement: {
      halfLife: engagement.halfLife,
      events: Object.fromEntries(events.map(({ event, points }) => [event, points])),
      ...(caps.length === 0 ? {} : { caps: Object.fromEntries(caps) }),
      ...present({ maximum: engagement.maximum }),
    },
    reject: reject.map(({ id, when, reason }) => ({ id, when: resolved(when, lists), reason: reason ?? id })),
  }
}

type Lists = Readonly<Record<string, readonly (string | number)[]>>

function conditional(when: ConditionDocument | undefined, lists: Lists): { readonly when?: Condition } {
  return when === undefined ? {} : { when: resolved(when, lists) }
}

/** Puts lists in the place of their names. */
function resolved(condition: ConditionDocument, lists: Lists): Condition {
  if ('all' in condition) return { all: condition.all.map((part) => resolved(part, lists)) }
  if ('any' in condition) return { any: condition.any.map((part) => resolved(part, lists)) }
  if ('not' in condition) return { not: resolved(condition.not, lists) }
  if (!('in' in condition)) return condition
  const { field, in: values } = condition
  return { field, in: typeof values === 'string' ? (lists[values.slice(1)] ?? []) : values }
}
