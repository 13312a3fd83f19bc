import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Mark } from '../shell/icons.tsx'

/** What the sign-in page can do. */
export interface SignInProps {
  /** Goes to the provider; absent where there is none. */
  readonly signIn: (() => void) | undefined
  /** Tries a machine token. */
  readonly tryToken: (token: string) => void
  readonly busy: boolean
  /** Why the last attempt failed. */
  readonly why: string | undefined
}

/** Asks who is there: by the provider where there is one, or by a token that is kept in memory only. */
export function SignIn({ signIn, tryToken, busy, why }: SignInProps) {
  const [asked, ask] = useState(signIn === undefined)
  return (
    <main className="sign-in">
      <Mark />
      <h1>Baton</h1>
      <p className="muted">From marketing to sales, without dropping a lead.</p>
      {why !== undefined && (
        <p className="note note-bad" role="alert">
          {why}
        </p>
      )}
      {signIn !== undefined && (
        <Button size="md" fullWidth onClick={signIn} loading={busy}>
          Sign in
        </Button>
      )}
      {asked ? (
        <TokenForm tryToken={tryToken} busy={busy} alone={signIn === undefined} />
      ) : (
        <button type="button" className="plain-link" onClick={() => ask(true)}>
          Use a token instead
        </button>
      )}
    </main>
  )
}

function TokenForm({ tryToken, busy, alone }: Pick<SignInProps, 'tryToken' | 'busy'> & { readonly alone: boolean }) {
  const [token, change] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (token.trim() !== '') tryToken(token.trim())
  }
  return (
    <form onSubmit={submit} className="stack">
      <PasswordInput
        label="Admin token"
        description="On this machine it is in .baton/credentials.json. It is forgotten when you close or reload the page."
        value={token}
        onChange={(event) => change(event.currentTarget.value)}
        autoComplete="off"
      />
      <Button type="submit" variant={alone ? 'filled' : 'default'} loading={busy}>
        Continue
      </Button>
    </form>
  )
}
