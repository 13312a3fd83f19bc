import { useEffect, useRef, useState } from 'react'
import { laidOut } from './mail-document.ts'

/**
 * Shows a mail's HTML in a frame of its own, in which no script runs, no form is sent and no link leads anywhere. The
 * console's policy holds in it, too: the mail's styles are set by script from outside, which the policy allows, instead
 * of being let in as inline styles, which it does not.
 */
export function MailFrame({ html }: { readonly html: string }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [height, stretch] = useState(480)
  const [ready, load] = useState(false)
  useEffect(() => {
    const page = frame.current?.contentDocument
    if (!ready || !page) return
    laidOut(page, html)
    // Lines break elsewhere when the frame gets wider or narrower.
    const observer = new ResizeObserver(() => stretch(Math.max(240, page.body.scrollHeight + 16)))
    observer.observe(page.body)
    return () => observer.disconnect()
  }, [html, ready])
  return (
    <iframe
      ref={frame}
      className="mail-frame"
      title="The mail as HTML"
      sandbox="allow-same-origin"
      srcDoc="<!doctype html><html lang='en'><head><title>Mail</title></head><body></body></html>"
      style={{ height }}
      onLoad={() => load(true)}
    />
  )
}
