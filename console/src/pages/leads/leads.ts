import { useInfiniteQuery } from '@tanstack/react-query'
import type { LeadAnswer, LeadPage } from '../../../../shared/contracts/lead-answers.ts'
import { useApi } from '../../session/session.ts'

/** What leads are looked for by. */
export interface LeadFilter {
  readonly email?: string
  readonly phone?: string
  readonly owner?: string
  readonly stage?: LeadAnswer['stage']
}

/** How many leads are asked for at a time. */
const pageSize = 100

/**
 * Leads that fit, newest first, page by page.
 * @param filter what they are looked for by
 */
export function useLeads(filter: LeadFilter) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: ['leads', filter],
    queryFn: ({ pageParam, signal }) =>
      api.get<LeadPage>('/v1/leads', { query: { ...filter, cursor: pageParam, limit: pageSize }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ cursor }) => cursor,
  })
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
  return /^[+\d][\d\s().-]{5,}$/.test(typed) ? { phone: typed } : undefined
}
