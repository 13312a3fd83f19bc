import type { Problem } from '../../../shared/contracts/problem.ts'

/** What the API answers when it refuses; a conflict says what is so instead, and an erased lead when that was. */
export type ProblemAnswer = Problem & {
  readonly current?: unknown
  readonly erased?: { readonly at: string; readonly job: string }
}

/** A call that the API refused, or that did not reach it (status 0). */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly problem: ProblemAnswer

  /** @param problem what was answered */
  constructor(problem: ProblemAnswer) {
    super(problem.detail)
    this.problem = problem
  }
}

/** A refusal in the reader's words. */
export interface RefusalWords {
  readonly title: string
  readonly detail: string
  /** What the reader can do about it. */
  readonly next: string
}

const nexts: Readonly<Record<number, string>> = {
  0: 'Check your connection; nothing was changed. It is tried again when you are back.',
  400: 'Mend what is named and send it again.',
  401: 'Sign in again.',
  403: 'Ask an admin if you need this.',
  404: 'It may have been removed, or the address is wrong.',
  409: 'What you see is up to date now; look again before you act.',
  410: 'Nothing is left to see here.',
  413: 'Send less at a time.',
  429: 'Wait a moment and try again.',
}

/**
 * Says what was refused, why, and what to do next; of a conflict, who was first.
 * @param error what a call threw
 * @param nameOf says a rep's name by id
 */
export function wordsOf(error: unknown, nameOf: (rep: string) => string = (rep) => rep): RefusalWords {
  if (!(error instanceof Refusal)) {
    return { title: 'Something went wrong here', detail: String(error), next: 'Load the page again.' }
  }
  const { title, detail, status, errors = [] } = error.problem
  const fields = errors.map(({ path, message }) => `${path} ${message}`.trim()).join('; ')
  return {
    title,
    detail: winnerOf(error.problem, nameOf) ?? (fields === '' ? detail : `${detail}: ${fields}`),
    next: nexts[status] ?? 'Try again in a moment. If it goes on, an operator finds the reason in the logs.',
  }
}

/** Who has what two people wanted, when the API says. */
function winnerOf({ status, current }: ProblemAnswer, nameOf: (rep: string) => string): string | undefined {
  if (status !== 409) return undefined
  const lead = fieldOf(current, 'lead')
  const owner = fieldOf(lead, 'owner')
  const stage = fieldOf(lead, 'stage')
  if (typeof stage !== 'string') return undefined
  if (typeof owner === 'string') return `${nameOf(owner)} has this lead: it is ${stage}.`
  return `Nobody has this lead now: it is ${stage}.`
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([field]) => field === name)?.[1]
}
