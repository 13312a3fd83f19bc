import { useQuery } from '@tanstack/react-query'
import type {
  DecisionsAnswer,
  DuplicatesAnswer,
  LeadAnswer,
  OpportunityAnswer,
  PathToHotAnswer,
  TimelineItem,
  TimelinePage,
} from '../../../shared/contracts/lead-answers.ts'
import { useApi } from '../session/session.ts'
import type { Api } from './client.ts'

/** One lead. */
export function useLead(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['lead', id],
    queryFn: ({ signal }) => api.get<LeadAnswer>(`/v1/leads/${id}`, { signal }),
  })
}

/** All that happened to a lead, newest first. */
export function useTimeline(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['timeline', id],
    queryFn: async ({ signal }) => (await wholeTimeline(api, id, signal)).toReversed(),
  })
}

/** The API gives it oldest first, and people read the newest: so it is read to its end. */
async function wholeTimeline(api: Api, id: string, signal: AbortSignal): Promise<readonly TimelineItem[]> {
  const items: TimelineItem[] = []
  let cursor: string | undefined
  do {
    const page: TimelinePage = await api.get(`/v1/leads/${id}/timeline`, { query: { cursor }, signal })
    items.push(...page.items)
    cursor = page.cursor
  } while (cursor !== undefined)
  return items
}

/** Why a lead was scored and routed as it was, newest first. */
export function useDecisions(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['decisions', id],
    queryFn: async ({ signal }) =>
      (await api.get<DecisionsAnswer>(`/v1/leads/${id}/decisions`, { signal })).decisions.toReversed(),
  })
}

/** What would make a lead hot. */
export function usePathToHot(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['path-to-hot', id],
    queryFn: ({ signal }) => api.get<PathToHotAnswer>(`/v1/leads/${id}/path-to-hot`, { signal }),
  })
}

/** Leads that may be the same person. */
export function useDuplicates(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['duplicates', id],
    queryFn: async ({ signal }) =>
      (await api.get<DuplicatesAnswer>(`/v1/leads/${id}/duplicates`, { signal })).duplicates,
  })
}

/** A lead's deal; nothing is asked where there is none. */
export function useOpportunity(id: string | undefined) {
  const api = useApi()
  return useQuery({
    queryKey: ['opportunity', id],
    queryFn: ({ signal }) => api.get<OpportunityAnswer>(`/v1/opportunities/${id}`, { signal }),
    enabled: id !== undefined,
  })
}
