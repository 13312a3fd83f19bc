import { Link } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { LeadAnswer } from '../../../../shared/contracts/lead-answers.ts'
import { useFormat, useRepNames } from '../../api/workspace.ts'
import { ScoreMark, StageMark } from '../../parts/marks.tsx'
import { nameOf } from '../../words/lead.ts'

/** The leads, and how to get more. */
export interface LeadTableProps {
  readonly leads: readonly LeadAnswer[]
  readonly more: boolean
  readonly loading: boolean
  readonly loadMore: () => void
}

const narrow = matchMedia('(max-width: 760px)')

/** A table of any number of leads: only the rows in sight are on the page. */
export function LeadTable({ leads, more, loading, loadMore }: LeadTableProps) {
  const scroll = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: leads.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => (narrow.matches ? 56 : 48),
    overscan: 12,
  })
  const shown = rows.getVirtualItems()
  const last = shown.at(-1)?.index ?? -1
  const wanted = more && !loading && last >= leads.length - 20
  useEffect(() => {
    if (wanted) loadMore()
  }, [wanted, loadMore])
  return (
    <div className="lead-list" role="table" aria-label="Leads" aria-rowcount={more ? -1 : leads.length + 1}>
      <Head />
      <div className="lead-scroll" ref={scroll} role="rowgroup" tabIndex={0} aria-label="Leads found">
        <div className="lead-space" role="presentation" style={{ height: rows.getTotalSize() }}>
          {shown.map(({ index, start, key }) => {
            const lead = leads[index]
            return lead && <Row key={key} lead={lead} index={index} start={start} />
          })}
        </div>
      </div>
    </div>
  )
}

function Head() {
  return (
    <div role="rowgroup">
      <div className="lead-row lead-head" role="row" aria-rowindex={1}>
        <span role="columnheader">Lead</span>
        <span role="columnheader" className="wide">
          Company
        </span>
        <span role="columnheader">Stage</span>
        <span role="columnheader" className="wide">
          Owner
        </span>
        <span role="columnheader" className="number">
          Score
        </span>
        <span role="columnheader" className="wide">
          Last touch
        </span>
      </div>
    </div>
  )
}

function Row({ lead, index, start }: { readonly lead: LeadAnswer; readonly index: number; readonly start: number }) {
  const format = useFormat()
  const repName = useRepNames()
  const name = nameOf(lead)
  return (
    <div className="lead-row" role="row" aria-rowindex={index + 2} style={{ transform: `translateY(${start}px)` }}>
      <div role="cell" className="lead-who">
        <Link to="/leads/$id" params={{ id: lead.id }} className="cut">
          {name}
        </Link>
        {lead.email !== undefined && lead.email !== name && <span className="cut">{lead.email}</span>}
      </div>
      <div role="cell" className="cut wide">
        {lead.company}
      </div>
      <div role="cell">
        <StageMark stage={lead.stage} />
      </div>
      <div role="cell" className="cut wide">
        {lead.owner === null ? <span className="muted">nobody</span> : repName(lead.owner)}
      </div>
      <div role="cell" className="number">
        <ScoreMark value={lead.score.value} hot={lead.hot} />
      </div>
      <div role="cell" className="cut wide muted" title={format.moment(lead.lastTouchAt)}>
        {format.relative(lead.lastTouchAt, Date.now())}
      </div>
    </div>
  )
}
