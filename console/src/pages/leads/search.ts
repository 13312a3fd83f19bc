import type { LeadAnswer } from '../../../../shared/contracts/lead-answers.ts'

/** What leads are looked for by. */
export interface LeadFilter {
  readonly email?: string
  readonly phone?: string
  readonly owner?: string
  readonly stage?: LeadAnswer['stage']
}

/**
 * Reads what was typed into the search field: an e-mail address has an at sign, a phone number digits.
 * @param text as typed
 * @returns undefined while it is neither
 */
export function readSearch(text: string): Pick<LeadFilter, 'email' | 'phone'> | undefined {
  const typed = text.trim()
  if (typed === '') return {}
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed)) return { email: typed }
  return /^[+(\d][\d\s().-]{5,}$/.test(typed) ? { phone: typed } : undefined
}
