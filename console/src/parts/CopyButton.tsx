import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'

/** Copies a text, and says so; where the browser refuses, it says what to do instead. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const [copied, mark] = useState<string>()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      mark(text)
    } catch {
      notifications.show({
        title: 'The browser did not let us copy',
        message: `Select ${what} below and copy it yourself.`,
        color: 'red',
      })
    }
  }
  return (
    <Button variant="default" size="xs" onClick={copy} aria-live="polite">
      {copied === text ? 'Copied' : `Copy ${what}`}
    </Button>
  )
}
