import { useQuery } from '@tanstack/react-query'
import type { FunnelAnswer } from '../../../../shared/contracts/report-answers.ts'
import { useApi } from '../../session/session.ts'
import { useCampaigns } from '../campaigns/campaigns.ts'
import { type FilterName, segments } from './filters.ts'

/** A value with the words shown. */
export interface FilterValue {
  readonly value: string
  readonly label: string
}

/** Names change seldom, so they are read once while somebody looks at reports. */
const staleTime = 5 * 60_000

/**
 * What each filter can be set to: campaigns and their channels as they are known, sources and territories as leads have them.
 * @param wanted the filters that are offered
 */
export function useFilterValues(wanted: readonly FilterName[]): Readonly<Record<FilterName, readonly FilterValue[]>> {
  const campaigns = useCampaigns().data ?? []
  const channels = [...new Set(campaigns.map(({ channel }) => channel))].sort()
  return {
    campaign: [
      ...campaigns.map(({ id, name }) => ({ value: id, label: name })),
      { value: '(unattributed)', label: 'None' },
    ],
    channel: channels.map(plain),
    source: useNames('source', wanted.includes('source')).map(plain),
    territory: useNames('territory', wanted.includes('territory')).map(plain),
    segment: segments.map((value) => ({ value, label: /\d/.test(value) ? `${value} people` : value })),
  }
}

const plain = (value: string): FilterValue => ({ value, label: value })

/** The lines of a report that is broken down: one cheap query over counters. */
function useNames(by: 'source' | 'territory', enabled: boolean): readonly string[] {
  const api = useApi()
  const { data = [] } = useQuery({
    queryKey: ['filter-values', by],
    queryFn: async ({ signal }) =>
      (await api.get<FunnelAnswer>('/v1/reports/funnel', { query: { by }, signal })).rows.map(({ name }) => name),
    staleTime,
    enabled,
  })
  return data
}
