import { useState } from 'react'

/** What this browser remembers: that the guide was dismissed, and nothing else. */
const key = 'baton-guide'

/** Whether the first steps were dismissed in this browser, and what dismisses them. */
export function useDismissed(): readonly [boolean, () => void] {
  const [dismissed, mark] = useState(() => localStorage.getItem(key) === 'dismissed')
  return [
    dismissed,
    () => {
      localStorage.setItem(key, 'dismissed')
      mark(true)
    },
  ]
}
