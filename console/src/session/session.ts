import { createContext, use } from 'react'
import type { SessionAnswer } from '../../../shared/contracts/session.ts'
import type { Api } from '../api/client.ts'

/** Who is signed in, and how the API is called as them. */
export interface Session extends SessionAnswer {
  readonly api: Api
  readonly signOut: () => void
}

/** The session of the signed-in person. */
export const SessionContext = createContext<Session | undefined>(undefined)

/** The session of the signed-in person; only pages behind the sign-in ask for it. */
export function useSession(): Session {
  const session = use(SessionContext)
  if (session === undefined) throw new Error('Nobody is signed in')
  return session
}

/** Calls the API as the signed-in person. */
export function useApi(): Api {
  return useSession().api
}
