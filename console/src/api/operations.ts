import { useQuery } from '@tanstack/react-query'
import type * as z from 'zod'
import type { jobAnswer, jobsAnswer } from '../../../shared/contracts/jobs.ts'
import type { PoolsAnswer, TasksAnswer } from '../../../shared/contracts/workspace-answers.ts'
import { useApi } from '../session/session.ts'
import { showing, useAction } from './action.ts'

const second = 1000

/** Long work in the background. */
export type JobAnswer = z.infer<typeof jobAnswer>

/** Tasks that are due, and those that are parked. */
export function useTasks() {
  const api = useApi()
  return useQuery({
    queryKey: ['tasks'],
    queryFn: ({ signal }) => api.get<TasksAnswer>('/v1/tasks', { signal }),
    refetchInterval: 20 * second,
  })
}

/** Drives the parked tasks again. */
export function useRedrive() {
  return useAction<void>({
    run: (api) => api.send('POST', '/v1/tasks/redrive'),
    shown: [showing(['tasks'], (tasks: TasksAnswer) => ({ ...tasks, parked: [] }))],
    done: 'Parked tasks are driven again.',
  })
}

/** Jobs, newest first; looked at often while one runs. */
export function useJobs() {
  const api = useApi()
  return useQuery({
    queryKey: ['jobs'],
    queryFn: async ({ signal }) =>
      (await api.get<z.infer<typeof jobsAnswer>>('/v1/jobs', { query: { limit: 20 }, signal })).jobs,
    refetchInterval: ({ state }) => (state.data?.some(({ state: of }) => of === 'running') ? 2 : 20) * second,
  })
}

/** The pools' rotation. */
export function usePools() {
  const api = useApi()
  return useQuery({
    queryKey: ['pools'],
    queryFn: async ({ signal }) => (await api.get<PoolsAnswer>('/v1/pools', { signal })).pools,
  })
}
