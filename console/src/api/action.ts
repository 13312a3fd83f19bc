import { notifications } from '@mantine/notifications'
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { useSession } from '../session/session.ts'
import type { Api } from './client.ts'
import { wordsOf } from './refusal.ts'
import { useRepNames } from './workspace.ts'

/** Something a person does. */
export interface Action<Input, Shown> {
  readonly run: (api: Api, input: Input) => Promise<unknown>
  /** What is shown, and how it looks at once, before the API has answered. */
  readonly shown?: { readonly key: QueryKey; readonly as: (shown: Shown, input: Input) => Shown }
  /** What else changes with it, and is read again. */
  readonly touches?: readonly QueryKey[]
  /** Said when it is done. */
  readonly done?: string
}

/**
 * Does something: shows it at once, takes it back with a clear message when the API refuses, and reads again what is so.
 * @param action what is done
 */
export function useAction<Input, Shown = unknown>({ run, shown, touches = [], done }: Action<Input, Shown>) {
  const { api } = useSession()
  const queries = useQueryClient()
  const repName = useRepNames()
  return useMutation({
    mutationFn: (input: Input) => run(api, input),
    onMutate: async (input) => {
      if (shown === undefined) return undefined
      await queries.cancelQueries({ queryKey: shown.key })
      const before = queries.getQueryData<Shown>(shown.key)
      if (before !== undefined) queries.setQueryData<Shown>(shown.key, shown.as(before, input))
      return { before }
    },
    onSuccess: () => {
      if (done !== undefined) notifications.show({ message: done, color: 'teal' })
    },
    onError: (error, _input, kept) => {
      if (shown !== undefined && kept?.before !== undefined) queries.setQueryData(shown.key, kept.before)
      const { title, detail, next } = wordsOf(error, repName)
      notifications.show({ title, message: `${detail} ${next}`, color: 'red', autoClose: 12_000 })
    },
    onSettled: () =>
      Promise.all(
        [...(shown === undefined ? [] : [shown.key]), ...touches].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      ),
  })
}
