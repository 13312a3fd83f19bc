import { Button, Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { wordsOf } from '../api/refusal.ts'

const skeletonLines = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'] as const

/** Says that something is being loaded, in the shape of what comes. */
export function Loading({ what, whole = false, lines = 6 }: LoadingProps) {
  return (
    <div className={whole ? 'loading loading-whole' : 'loading'} role="status" aria-label={`Loading ${what}`}>
      {skeletonLines.slice(0, whole ? 3 : lines).map((line) => (
        <Skeleton key={line} height={whole ? 12 : 20} radius="sm" />
      ))}
    </div>
  )
}

/** What is loading, and how large it will be. */
export interface LoadingProps {
  readonly what: string
  /** Whether the whole window waits. */
  readonly whole?: boolean
  readonly lines?: number
}

/** Says that there is nothing, why that may be, and what to do. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children !== undefined && <div className="muted">{children}</div>}
    </div>
  )
}

/** Says what was refused, why, and what to do next. */
export function Failed({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const { title, detail, next } = wordsOf(error)
  return (
    <div className="note note-bad" role="alert">
      <strong>{title}</strong>
      <p>{detail}</p>
      <p>{next}</p>
      {retry !== undefined && (
        <Button size="compact-sm" variant="default" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  )
}

/** What a list or a page knows of the data it waits for. */
export interface Loaded<Data> {
  readonly data: Data | undefined
  readonly error: unknown
  readonly refetch: () => unknown
}

/** Shows data when it is there, and what is the matter until then. What is shown stays when a refresh fails. */
export function Show<Data>(props: {
  readonly of: Loaded<Data>
  readonly what: string
  readonly children: (data: Data) => ReactNode
}) {
  const { data, error, refetch } = props.of
  if (data !== undefined) return props.children(data)
  return error ? <Failed error={error} retry={() => void refetch()} /> : <Loading what={props.what} />
}
