import { useInfiniteQuery } from '@tanstack/react-query'
import type { LeadPage } from '../../../../shared/contracts/lead-answers.ts'
import { useApi } from '../../session/session.ts'
import type { LeadFilter } from './search.ts'

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
