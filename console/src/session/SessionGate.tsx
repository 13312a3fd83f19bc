import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { SessionAnswer, SignInAnswer } from '../../../shared/contracts/session.ts'
import { makeApi } from '../api/client.ts'
import { wordsOf } from '../api/refusal.ts'
import { loadFirstPage, readFirstPage } from '../first-page.ts'
import { Loading } from '../parts/States.tsx'
import { expectedPath, Provider } from './provider.ts'
import { SignIn } from './SignIn.tsx'
import { SessionContext } from './session.ts'

type AskingStep = { readonly kind: 'asking'; readonly busy: boolean; readonly why?: string }

type Step = { readonly kind: 'waiting' } | AskingStep | { readonly kind: 'in'; readonly who: SessionAnswer }

/** Shows its children to whoever is signed in, and the sign-in page to everybody else. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const { step, provider, tryToken, session } = useSignIn()
  if (step.kind === 'waiting') return <Loading what="Baton" whole />
  if (step.kind === 'asking' || session === undefined) {
    const asking: AskingStep = step.kind === 'asking' ? step : { kind: 'asking', busy: false }
    const signIn = provider === undefined ? undefined : () => void provider.signIn()
    return <SignIn signIn={signIn} tryToken={tryToken} busy={asking.busy} why={asking.why} />
  }
  return <SessionContext value={session}>{children}</SessionContext>
}

/** The way from an unknown visitor to a session. */
function useSignIn() {
  const [step, go] = useState<Step>({ kind: 'waiting' })
  const [provider, found] = useState<Provider>()
  const machineToken = useRef<string>(undefined)
  const queries = useQueryClient()
  const api = useMemo(
    () =>
      makeApi({
        token: () => machineToken.current ?? provider?.token,
        renew: async () => machineToken.current === undefined && (await provider?.renew()) === true,
        onSignedOut: () => go({ kind: 'asking', busy: false, why: 'Your session has ended: sign in again.' }),
      }),
    [provider],
  )
  useEffect(() => {
    let gone = false
    void arrive(queries).then((arrived) => {
      if (gone) return
      found(arrived.provider)
      go(arrived.step)
    })
    return () => {
      gone = true
    }
  }, [queries])
  const tryToken = (token: string) => {
    machineToken.current = token
    go({ kind: 'asking', busy: true })
    const forget = (error: unknown) => {
      machineToken.current = undefined
      go({ kind: 'asking', busy: false, why: wordsOf(error).detail })
    }
    api.get<SessionAnswer>('/v1/session').then((who) => go({ kind: 'in', who }), forget)
  }
  const session = useMemo(() => {
    if (step.kind !== 'in') return undefined
    const signOut = () => {
      machineToken.current = undefined
      queries.clear()
      go({ kind: 'asking', busy: false })
      if (provider?.token !== undefined) void provider.signOut()
    }
    return { ...step.who, api, signOut }
  }, [step, api, provider, queries])
  return { step, provider, tryToken, session }
}

/** Asks the API where people sign in, and finishes a sign-in that is under way. */
async function arrive(queries: QueryClient): Promise<{ readonly provider: Provider | undefined; readonly step: Step }> {
  const expected = expectedPath()
  if (expected !== undefined) loadFirstPage(expected)
  const anybody = makeApi({ token: () => undefined, onSignedOut: () => undefined })
  try {
    const where = await anybody.get<SignInAnswer>('/v1/sign-in')
    if (where === null) return { provider: undefined, step: { kind: 'asking', busy: false } }
    const provider = new Provider(where)
    const arrival = await provider.arrive()
    if (arrival.kind === 'returning') return { provider, step: { kind: 'waiting' } }
    if (arrival.kind === 'nobody') {
      const { why } = arrival
      return { provider, step: { kind: 'asking', busy: false, ...(why === undefined ? {} : { why }) } }
    }
    const known = makeApi({ token: () => arrival.token, onSignedOut: () => undefined })
    readFirstPage(queries, known, arrival.path)
    return { provider, step: { kind: 'in', who: await known.get<SessionAnswer>('/v1/session') } }
  } catch (error) {
    return { provider: undefined, step: { kind: 'asking', busy: false, why: wordsOf(error).detail } }
  }
}
