import type { LeadAnswer } from '../../../../shared/contracts/lead-answers.ts'
import { stageWords } from '../../words/lead.ts'

/** What leads are narrowed to. It names nobody, so it may stand in the address and be kept. */
export interface LeadView {
  readonly owner?: string
  readonly stage?: LeadAnswer['stage']
  readonly campaign?: string
  readonly minScore?: number
}

/** What was typed to find somebody. It stays out of the address. */
export type Sought =
  | { readonly email: string }
  | { readonly phone: string }
  /** A name, or a company's: how either begins. */
  | { readonly text: string }

/** What leads are looked for by. */
export interface LeadFilter {
  readonly view: LeadView
  readonly sought?: Sought
}

/** Fewest characters a name is looked for by. */
const fewest = 2

/**
 * Reads what was typed into the search field: an e-mail address has an at sign, a phone number digits; anything else is a
 * name or a company.
 * @param text as typed
 * @returns undefined while it is too short to be any of these, and `nothing` when the field is empty
 */
export function readSearch(text: string): Sought | 'nothing' | undefined {
  const typed = text.trim()
  if (typed === '') return 'nothing'
  if (typed.includes('@')) return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed) ? { email: typed } : undefined
  if (/^[+(\d][\d\s().-]{5,}$/.test(typed)) return { phone: typed }
  return (typed.match(/[\p{L}\p{N}]/gu) ?? []).length >= fewest ? { text: typed } : undefined
}

/**
 * Reads what an address narrows the leads to, and leaves out what it does not mean.
 * @param search as the router has read it
 */
export function readLeadView(search: Readonly<Record<string, unknown>>): LeadView {
  const { owner, campaign } = search
  const stage = Object.keys(stageWords).find((one): one is LeadAnswer['stage'] => one === search.stage)
  const minScore = Number(search.minScore)
  return {
    ...(typeof owner === 'string' && owner !== '' ? { owner } : {}),
    ...(stage === undefined ? {} : { stage }),
    ...(typeof campaign === 'string' && campaign !== '' ? { campaign } : {}),
    ...(Number.isInteger(minScore) && minScore > 0 && minScore <= 1000 ? { minScore } : {}),
  }
}

/**
 * Tells whether two views narrow leads to the same.
 * @param one a view
 * @param other another
 */
export function isSameView(one: LeadView, other: LeadView): boolean {
  return (['owner', 'stage', 'campaign', 'minScore'] as const).every((name) => one[name] === other[name])
}
