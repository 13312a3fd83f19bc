import { useQueries, useQuery } from '@tanstack/react-query'
import type { AssignmentAnswer, LeadAnswer, LeadPage } from '../../../../shared/contracts/lead-answers.ts'
import { useApi } from '../../session/session.ts'

/** Stages of leads that lie on a rep's plate. */
const onThePlate: ReadonlySet<LeadAnswer['stage']> = new Set(['assigned', 'working', 'opportunity'])

/** How many leads of a rep are read; the newest. */
const most = 200

/** How often it is looked for new leads, in milliseconds. */
const lookAgain = 15_000

/**
 * A rep's open leads, newest first.
 * @param rep whose
 */
export function useMyLeads(rep: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['my-leads', rep],
    queryFn: async ({ signal }) => {
      const { leads } = await api.get<LeadPage>('/v1/leads', { query: { owner: rep, limit: most }, signal })
      return leads.filter(({ stage }) => onThePlate.has(stage))
    },
    refetchInterval: lookAgain,
  })
}

/** The public pool, newest first. */
export function usePool() {
  const api = useApi()
  return useQuery({
    queryKey: ['pool'],
    queryFn: async ({ signal }) =>
      (await api.get<LeadPage>('/v1/leads', { query: { stage: 'pool', limit: most }, signal })).leads,
    refetchInterval: lookAgain,
  })
}

/**
 * What each lead waits for, by lead.
 * @param leads those on the plate
 */
export function useDeadlines(leads: readonly LeadAnswer[]): ReadonlyMap<string, AssignmentAnswer> {
  const api = useApi()
  const ids = leads.flatMap(({ assignment }) => (assignment === undefined ? [] : [assignment]))
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: ['assignment', id],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        api.get<AssignmentAnswer>(`/v1/assignments/${id}`, { signal }),
      staleTime: lookAgain,
    })),
    combine: (answers) =>
      new Map(answers.flatMap(({ data }) => (data === undefined ? [] : [[data.leadId, data] as const]))),
  })
}
