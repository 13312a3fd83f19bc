import type { Instant } from '../../../shared/domain/time.ts'

/** Something that happens at a moment. */
export type Happening = () => Promise<unknown>

/** What is to happen, in the order of time; what falls on one moment happens in the order it was planned. */
export interface Agenda {
  /** What time it is in the story. */
  readonly now: () => Instant
  /** Plans something; what should have been before now is now. */
  plan(at: Instant, happening: Happening): void
  /** Lets everything happen up to a time, exclusive, and sets the clock to it. */
  runUntil(end: Instant): Promise<void>
}

interface Entry {
  readonly at: Instant
  readonly number: number
  readonly happening: Happening
}

/**
 * Makes an agenda.
 * @param start what time it is at first
 */
export function openAgenda(start: Instant): Agenda {
  const entries: Entry[] = []
  let now = start
  let planned = 0
  return {
    now: () => now,
    plan: (at, happening) => {
      planned += 1
      push(entries, { at: Math.ceil(Math.max(at, now)), number: planned, happening })
    },
    runUntil: async (end) => {
      for (let next = entries[0]; next !== undefined && next.at < end; next = entries[0]) {
        pop(entries)
        now = next.at
        await next.happening()
      }
      now = Math.max(now, end)
    },
  }
}

// A binary heap: the soonest is first.

function isSooner(one: Entry | undefined, other: Entry | undefined): boolean {
  return one !== undefined && other !== undefined && (one.at - other.at || one.number - other.number) < 0
}

function swap(entries: Entry[], one: number, other: number): void {
  const [first, second] = [entries[one], entries[other]]
  if (first === undefined || second === undefined) return
  entries[one] = second
  entries[other] = first
}

function push(entries: Entry[], entry: Entry): void {
  entries.push(entry)
  for (let place = entries.length - 1; place > 0; ) {
    const parent = (place - 1) >> 1
    if (!isSooner(entries[place], entries[parent])) return
    swap(entries, place, parent)
    place = parent
  }
}

function pop(entries: Entry[]): void {
  swap(entries, 0, entries.length - 1)
  entries.pop()
  for (let place = 0; ; ) {
    const left = 2 * place + 1
    const child = isSooner(entries[left + 1], entries[left]) ? left + 1 : left
    if (!isSooner(entries[child], entries[place])) return
    swap(entries, place, child)
    place = child
  }
}
