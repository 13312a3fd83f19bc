import { queryOptions } from '@tanstack/react-query'
import type { LeadPage } from '../../../../shared/contracts/lead-answers.ts'
import type { Api } from '../../api/client.ts'

/** How many of the latest leads are shown; one small query. */
const latest = 25

/**
 * The latest leads, newest first.
 * @param api as whom
 */
export function latestLeadsOptions(api: Api) {
  return queryOptions({
    queryKey: ['leads', 'latest'],
    queryFn: async ({ signal }) => (await api.get<LeadPage>('/v1/leads', { query: { limit: latest }, signal })).leads,
  })
}
