import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type * as z from 'zod'
import type { ErasureAnswer, erasedLead, LeadExport } from '../../../shared/contracts/privacy.ts'
import { saveFile } from '../parts/save-csv.ts'
import { useApi } from '../session/session.ts'
import { useAction } from './action.ts'
import type { Api } from './client.ts'
import type { JobAnswer } from './operations.ts'
import { Refusal } from './refusal.ts'

/** When a lead was erased, and by which job. */
export type ErasedAnswer = z.infer<typeof erasedLead>['erased']

/**
 * Reads out of a refusal that a lead was erased.
 * @param error what reading the lead threw
 */
export function erasedIn(error: unknown): ErasedAnswer | undefined {
  return error instanceof Refusal ? error.problem.erased : undefined
}

/** Saves all that is known of a person as a file. */
export function useExport(lead: string) {
  return useAction<void>({
    run: async (api) => {
      const whole = await wholeExport(api, lead)
      saveFile(`${lead}.json`, `${JSON.stringify(whole, null, 2)}\n`, 'application/json')
    },
    done: 'Saved: all that is known of this person.',
  })
}

async function wholeExport(api: Api, lead: string): Promise<LeadExport> {
  let whole: LeadExport = await api.get(`/v1/leads/${lead}/export`)
  while (whole.cursor !== undefined) {
    const next: LeadExport = await api.get(`/v1/leads/${lead}/export`, { query: { cursor: whole.cursor } })
    const lists = Object.entries(next).map(([name, value]: [string, unknown]) => {
      const before: unknown = Object.entries(whole).find(([field]) => field === name)?.[1]
      return [name, Array.isArray(value) && Array.isArray(before) ? [...before, ...value] : value]
    })
    whole = { ...next, ...Object.fromEntries(lists), cursor: next.cursor }
  }
  return whole
}

/** Erases a person; what is shown of them goes with it. */
export function useErase(lead: string) {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => api.send<ErasureAnswer>('POST', `/v1/leads/${lead}/erase`, { body: { confirm: lead } }),
    onSuccess: async () => {
      for (const about of ['timeline', 'decisions', 'path-to-hot']) queries.removeQueries({ queryKey: [about, lead] })
      await queries.resetQueries({ queryKey: ['lead', lead] })
      await Promise.all(
        ['leads', 'my-leads', 'pool', 'jobs'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      )
    },
  })
}

/** A job; looked at often while it runs. */
export function useJob(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['job', id],
    queryFn: ({ signal }) => api.get<JobAnswer>(`/v1/jobs/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 1_000 : false),
  })
}
