import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { LeadPage } from '../../../../shared/contracts/lead-answers.ts'
import type { MailPreviewAnswer, NurtureAnswer } from '../../../../shared/contracts/nurture.ts'
import { useApi } from '../../session/session.ts'

const second = 1000

/** A nurture track. */
export type Track = NurtureAnswer['tracks'][number]

/** A mail of a track. */
export type Step = Track['steps'][number]

/**
 * The nurture tracks with who is in them.
 * @param from the month since which leads entered; all when absent
 */
export function useNurture(from: string | undefined) {
  const api = useApi()
  return useQuery({
    queryKey: ['nurture', from],
    queryFn: async ({ signal }) => (await api.get<NurtureAnswer>('/v1/nurture', { query: { from }, signal })).tracks,
    placeholderData: keepPreviousData,
    refetchInterval: 30 * second,
  })
}

/** Leads a mail can be looked at as: the latest that are nurtured. */
export function useNurturedLeads() {
  const api = useApi()
  return useQuery({
    queryKey: ['leads', 'nurtured'],
    queryFn: async ({ signal }) =>
      (await api.get<LeadPage>('/v1/leads', { query: { stage: 'nurturing', limit: 20 }, signal })).leads,
    staleTime: 60 * second,
  })
}

/** Which mail, and as whom. */
export interface MailWanted {
  readonly track: string
  readonly step: string
  /** A lead's id; somebody made up when absent. */
  readonly lead?: string | undefined
}

/** A mail as somebody would get it; nothing is sent. */
export function usePreview({ track, step, lead }: MailWanted) {
  const api = useApi()
  return useQuery({
    queryKey: ['nurture-preview', track, step, lead],
    queryFn: ({ signal }) =>
      api.get<MailPreviewAnswer>('/v1/nurture/preview', { query: { track, step, lead }, signal }),
    placeholderData: keepPreviousData,
  })
}

/** The months one can choose, by the first of them. */
export const since = [
  { value: '', label: 'All time' },
  { value: '11', label: 'Last 12 months' },
  { value: '2', label: 'Last 3 months' },
  { value: '0', label: 'This month' },
] as const

/**
 * The month some months back.
 * @param back how many; all months when empty
 * @param today `YYYY-MM-DD`
 */
export function monthBack(back: string, today: string): string | undefined {
  if (back === '') return undefined
  const [year = 0, month = 1] = today.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 - Number(back), 1)).toISOString().slice(0, 7)
}
