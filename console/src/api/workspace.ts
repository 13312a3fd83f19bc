import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { PlaybookAnswer, RosterAnswer } from '../../../shared/contracts/workspace-answers.ts'
import { useSession } from '../session/session.ts'
import { type Format, makeFormat } from '../words/format.ts'
import type { Api } from './client.ts'

const minute = 60_000

/** The playbook in force. */
export function usePlaybook() {
  const { api } = useSession()
  return useQuery(playbookOptions(api))
}

/**
 * How the playbook in force is read.
 * @param api as whom
 */
export function playbookOptions(api: Api) {
  return queryOptions({
    queryKey: ['playbook'],
    queryFn: ({ signal }) => api.get<PlaybookAnswer>('/v1/playbook', { signal }),
    staleTime: minute,
  })
}

/** Formats of the workspace; UTC and US dollars until it is known. */
export function useFormat(): Format {
  const { data } = usePlaybook()
  const { timezone = 'UTC', currency = 'USD' } = data?.workspace ?? {}
  return useMemo(() => makeFormat({ timezone, currency }), [timezone, currency])
}

/** The roster; reps are not shown it. */
export function useRoster() {
  const { api, role } = useSession()
  return useQuery({
    queryKey: ['roster'],
    queryFn: ({ signal }) => api.get<RosterAnswer>('/v1/roster', { signal }),
    staleTime: minute,
    enabled: role !== 'rep',
  })
}

/** Says a rep's name by id; what is known of ids without the roster, it makes of the id. */
export function useRepNames(): (id: string) => string {
  const { data } = useRoster()
  return useMemo(() => {
    const names = new Map(data?.reps.map(({ id, name }) => [id, name]))
    return (id) => names.get(id) ?? capitalised(id)
  }, [data])
}

function capitalised(id: string): string {
  return id
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(' ')
}
