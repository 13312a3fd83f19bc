import { type Duration, day, hour, minute, second } from './time.ts'

/** One difference between two playbooks. */
export interface PlaybookChange {
  /** Where, with the ids of rules, pools and steps: `routing.territories.us-east`. */
  readonly path: string
  readonly kind: 'added' | 'removed' | 'changed'
  /** What, in words. */
  readonly text: string
}

/** Differences, in the order of the document. */
export type Changes = readonly PlaybookChange[]

/** Says that something is different now. */
export function changed(path: string, text: string): PlaybookChange {
  return { path, kind: 'changed', text }
}

/**
 * Compares two values; an empty text is nothing.
 * @param path where it stands
 * @param before as it was
 * @param after as it is
 */
export function value(path: string, before: string | number, after: string | number): Changes {
  return before === after
    ? []
    : [changed(path, `${before === '' ? 'nothing' : before} → ${after === '' ? 'nothing' : after}`)]
}

/**
 * Compares texts and numbers by name, such as an event's points.
 * @param path where they stand
 * @param before as they were
 * @param after as they are
 */
export function namedValues(
  path: string,
  before: Readonly<Record<string, string | number>>,
  after: Readonly<Record<string, string | number>>,
): Changes {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.flatMap((name): Changes => {
    const place = `${path}.${name}`
    const [old, now] = [own(before, name), own(after, name)]
    if (old === undefined) return [{ path: place, kind: 'added', text: String(now) }]
    if (now === undefined) return [{ path: place, kind: 'removed', text: `was ${old}` }]
    return value(place, old, now)
  })
}

/**
 * Reads a record's own entry: names people choose may be those JavaScript knows, such as `constructor`.
 * @param record by name
 * @param name the entry
 */
export function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

interface Named {
  readonly id: string
}

/** How items of a list are told apart. */
interface Comparison<Item extends Named> {
  readonly describe: (item: Item) => string
  readonly compare: (path: string, before: Item, after: Item) => Changes
}

/**
 * Compares lists whose items have ids; their order counts, because the first that matches is taken.
 * @param path where the list stands
 * @param before as it was
 * @param after as it is
 * @param comparison describes an item that came or went, and compares one that stayed
 */
export function items<Item extends Named>(
  path: string,
  before: readonly Item[],
  after: readonly Item[],
  { describe, compare }: Comparison<Item>,
): Changes {
  const old = new Map(before.map((item) => [item.id, item]))
  const now = new Map(after.map((item) => [item.id, item]))
  const gone = before.filter(({ id }) => !now.has(id))
  const inNew = after.flatMap((item): Changes => {
    const was = old.get(item.id)
    if (was === undefined) return [{ path: `${path}.${item.id}`, kind: 'added', text: describe(item) }]
    return compare(`${path}.${item.id}`, was, item)
  })
  const orderBefore = before.filter(({ id }) => now.has(id)).map(({ id }) => id)
  const orderAfter = after.filter(({ id }) => old.has(id)).map(({ id }) => id)
  const reordered = orderBefore.some((id, index) => orderAfter[index] !== id)
  return [
    ...gone.map((item): PlaybookChange => ({ path: `${path}.${item.id}`, kind: 'removed', text: describe(item) })),
    ...inNew,
    ...(reordered ? [changed(path, `order is now ${after.map(({ id }) => id).join(', ')}`)] : []),
  ]
}

const units = [
  [7 * day, 'w'],
  [day, 'd'],
  [hour, 'h'],
  [minute, 'm'],
] as const

/**
 * Writes a duration as a playbook does, in the largest unit that fits.
 * @param duration milliseconds
 */
export function durationText(duration: Duration): string {
  const [length, unit] = units.find(([one]) => duration > 0 && duration % one === 0) ?? [second, 's']
  return `${duration / length}${unit}`
}
