import { useQuery } from '@tanstack/react-query'
import type { CampaignReportAnswer } from '../../../../shared/contracts/campaign-answers.ts'
import type { DecisionsAnswer, LeadAnswer } from '../../../../shared/contracts/lead-answers.ts'
import { useFormat } from '../../api/workspace.ts'
import { useApi } from '../../session/session.ts'
import { latestLeadsOptions } from './latest-leads.ts'

const second = 1000
const day = 86_400_000

/** The latest leads; asked for every few seconds while the page is in sight. */
export function useLatestLeads() {
  const api = useApi()
  return useQuery({ ...latestLeadsOptions(api), refetchInterval: 4 * second })
}

/** What today has brought so far, in the workspace's time zone. */
export function useToday() {
  const api = useApi()
  const { calendarDay } = useFormat()
  const from = calendarDay(Date.now())
  const to = calendarDay(Date.now() + day)
  return useQuery({
    queryKey: ['today', from],
    queryFn: async ({ signal }) =>
      (await api.get<CampaignReportAnswer>('/v1/reports/campaigns', { query: { from, to }, signal })).totals,
    refetchInterval: 15 * second,
  })
}

/** How long it took from a lead's coming in to its first rep, in milliseconds; asked once a lead has an owner. */
export function useTimeToRep({ id, owner, createdAt }: LeadAnswer) {
  const api = useApi()
  // A call for each lead: they stand behind what says more.
  const { isFetched } = useToday()
  return useQuery({
    queryKey: ['time-to-rep', id],
    queryFn: async ({ signal }) => {
      const { decisions } = await api.get<DecisionsAnswer>(`/v1/leads/${id}/decisions`, { signal })
      const routed = decisions.find(({ kind }) => kind === 'route')
      return routed === undefined ? null : Date.parse(routed.at) - Date.parse(createdAt)
    },
    staleTime: Number.POSITIVE_INFINITY,
    enabled: owner !== null && isFetched,
  })
}
