import { notifications } from '@mantine/notifications'
import { type QueryClient, type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { useSession } from '../session/session.ts'
import type { Api } from './client.ts'
import { wordsOf } from './refusal.ts'
import { useRepNames } from './workspace.ts'

/** Something on the page that an action changes at once, before the API has answered. */
export interface Shown<Input> {
  readonly key: QueryKey
  /** Shows it, and gives what takes it back. */
  readonly apply: (queries: QueryClient, input: Input) => () => void
}

/**
 * Says how what is shown looks once something was done.
 * @param key everything whose key begins so
 * @param as how it looks then
 */
export function showing<Data, Input>(key: QueryKey, as: (data: Data, input: Input) => Data): Shown<Input> {
  return {
    key,
    apply: (queries, input) => {
      const before = queries.getQueriesData<Data>({ queryKey: key })
      queries.setQueriesData<Data>({ queryKey: key }, (data) => (data === undefined ? undefined : as(data, input)))
      return () => {
        for (const [shown, data] of before) queries.setQueryData(shown, data)
      }
    },
  }
}

/** Something a person does. */
export interface Action<Input> {
  readonly run: (api: Api, input: Input) => Promise<unknown>
  readonly shown?: readonly Shown<Input>[]
  /** What else changes with it, and is read again. */
  readonly touches?: readonly QueryKey[]
  /** Said when it is done. */
  readonly done?: string
}

/**
 * Does something: shows it at once, takes it back with a clear message when the API refuses, and reads again what is so.
 * @param action what is done
 */
export function useAction<Input>({ run, shown = [], touches = [], done }: Action<Input>) {
  const { api } = useSession()
  const queries = useQueryClient()
  const repName = useRepNames()
  return useMutation({
    mutationFn: (input: Input) => run(api, input),
    onMutate: async (input) => {
      await Promise.all(shown.map(({ key }) => queries.cancelQueries({ queryKey: key })))
      return shown.map(({ apply }) => apply(queries, input))
    },
    onSuccess: () => {
      if (done !== undefined) notifications.show({ message: done, color: 'teal' })
    },
    onError: (error, _input, takeBack = []) => {
      for (const one of takeBack) one()
      const { title, detail, next } = wordsOf(error, repName)
      notifications.show({ title, message: `${detail} ${next}`, color: 'red', autoClose: 12_000 })
    },
    onSettled: () =>
      Promise.all(
        [...shown.map(({ key }) => key), ...touches].map((queryKey) => queries.invalidateQueries({ queryKey })),
      ),
  })
}
