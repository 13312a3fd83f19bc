import { useSyncExternalStore } from 'react'
import { type NamedView, readViews } from './named-views.ts'

const place = 'baton.views'
/** Told of changes, also of those that another window makes. */
const listeners = new Set<() => void>()

/** Views that were saved in this browser. They hold no name, address or number of anybody. */
export function useSavedViews(): readonly NamedView[] {
  const kept = useSyncExternalStore(listen, () => localStorage.getItem(place))
  return readViews(kept)
}

/**
 * Keeps a view under a name, instead of one that has it.
 * @param saved the view
 */
export function saveView(saved: NamedView): void {
  write([...others(saved.name), saved])
}

/**
 * Forgets a view.
 * @param name its name
 */
export function forgetView(name: string): void {
  write(others(name))
}

function others(name: string): readonly NamedView[] {
  return readViews(localStorage.getItem(place)).filter((one) => one.name !== name)
}

function write(views: readonly NamedView[]): void {
  localStorage.setItem(place, JSON.stringify(views))
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}
