import { type ReactNode, useEffect } from 'react'

/** What stands at the head of a page. */
export interface PageProps {
  readonly title: string
  /** A line about what is shown. */
  readonly lead?: ReactNode
  /** What can be done with the whole page. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A page: its title, what can be done, and its content. */
export function Page({ title, lead, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Baton`
  }, [title])
  return (
    <>
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {lead !== undefined && <div className="muted">{lead}</div>}
        </div>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </>
  )
}

/** A part of a page with a heading of its own. */
export function Section({ title, aside, children }: SectionProps) {
  return (
    <section className="section">
      <div className="section-head">
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}

/** What a section shows. */
export interface SectionProps {
  readonly title: string
  readonly aside?: ReactNode
  readonly children: ReactNode
}
