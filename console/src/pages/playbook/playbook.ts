import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type * as z from 'zod'
import type { lintAnswer, publishAnswer } from '../../../../shared/contracts/setup.ts'
import type { SimulationAnswer } from '../../../../shared/contracts/simulate.ts'
import type {
  PlaybookAnswer,
  PlaybookDiffAnswer,
  PlaybooksAnswer,
} from '../../../../shared/contracts/workspace-answers.ts'
import { useAction } from '../../api/action.ts'
import { useApi } from '../../session/session.ts'

/** How long nothing is typed before the draft is looked over, in milliseconds. */
const typingPause = 400

/**
 * A value once it has stood still for a moment.
 * @param value what changes often
 */
export function useSettled<Value>(value: Value): Value {
  const [settled, settle] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => settle(value), typingPause)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

/** What is wrong or likely not meant in a draft, line by line. */
export function useFindings(source: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['lint', source],
    queryFn: async ({ signal }) =>
      (await api.send<z.infer<typeof lintAnswer>>('POST', '/v1/playbook/lint', { body: { source }, signal })).findings,
    enabled: source.trim() !== '',
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    placeholderData: keepPreviousData,
  })
}

/** What a draft changes of the playbook in force, in words. */
export function useChanges(source: string, enabled: boolean) {
  const api = useApi()
  return useQuery({
    queryKey: ['playbook-diff', source],
    queryFn: ({ signal }) => api.send<PlaybookDiffAnswer>('POST', '/v1/playbook/diff', { body: { source }, signal }),
    enabled,
    gcTime: 0,
  })
}

/** The published versions, newest first. */
export function useVersions() {
  const api = useApi()
  return useQuery({
    queryKey: ['playbooks'],
    queryFn: async ({ signal }) => (await api.get<PlaybooksAnswer>('/v1/playbooks', { signal })).versions,
  })
}

/** Tries a draft on the newest leads; nothing is written. */
export function useSimulation(source: string, asked: boolean) {
  const api = useApi()
  return useQuery({
    queryKey: ['simulation', source],
    queryFn: ({ signal }) =>
      api.send<SimulationAnswer>('POST', '/v1/playbook/simulate', { body: { source, days: 90 }, signal }),
    enabled: asked,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
}

const afterPublishing = [['playbook'], ['playbooks'], ['playbook-diff'], ['jobs'], ['leads']] as const

/** Publishes a draft that began from a version. */
export function usePublish(expected: number) {
  return useAction<string>({
    run: (api, source) =>
      api.send<z.infer<typeof publishAnswer>>('POST', '/v1/playbook', { body: { source, expected } }),
    touches: afterPublishing,
    done: 'Published: all leads are scored anew in the background.',
  })
}

/** Publishes an older version again, as a new one. */
export function useRollback(expected: number) {
  return useAction<number>({
    run: (api, version) => api.send('POST', `/v1/playbooks/${version}/rollback`, { body: { expected } }),
    touches: afterPublishing,
    done: 'The older version is in force again, as a new one.',
  })
}

/** A published version, for the editor. */
export function useVersion() {
  const api = useApi()
  return (version: number) => api.get<PlaybookAnswer>(`/v1/playbooks/${version}`)
}
