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

/** Every row is as high, in pixels, as the style sheet says. */
const rowHeight = 52

/** A table of any number of leads: only the rows in sight are on the page. */
export function LeadTable({ leads, more, loading, loadMore }: LeadTableProps) {
  const scroll = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: leads.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  const shown = rows.getVirtualItems()
  const last = shown.at(-1)?.index ?? -1
  const wanted = more && !loading && last >= leads.length - 20
  useEffect(() => {
    if (wanted) loadMore()
  }, [wanted, loadMore])
  const before = shown[0]?.start ?? 0
  const after = rows.getTotalSize() - (shown.at(-1)?.end ?? 0)
  return (
    <div className="table-frame lead-scroll" ref={scroll}>
      <table className="data leads" aria-rowcount={more ? -1 : leads.length + 1}>
        <Head />
        <tbody>
          {before > 0 && <tr style={{ height: before }} />}
          {shown.map(({ index, key }) => {
            const lead = leads[index]
            return lead && <Row key={key} lead={lead} index={index} />
          })}
          {after > 0 && <tr style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  )
}

function Head() {
  return (
    <thead>
      <tr>
        <th>Lead</th>
        <th className="wide">Company</th>
        <th>Stage</th>
        <th className="wide">Owner</th>
        <th className="number">Score</th>
        <th className="wide">Last touch</th>
      </tr>
    </thead>
  )
}

function Row({ lead, index }: { readonly lead: LeadAnswer; readonly index: number }) {
  const format = useFormat()
  const repName = useRepNames()
  const name = nameOf(lead)
  return (
    <tr aria-rowindex={index + 2}>
      <td className="lead-who">
        <Link to="/leads/$id" params={{ id: lead.id }} className="cut">
          {name}
        </Link>
        {lead.email !== undefined && lead.email !== name && <span className="cut">{lead.email}</span>}
      </td>
      <td className="cut wide">{lead.company}</td>
      <td>
        <StageMark stage={lead.stage} />
      </td>
      <td className="cut wide">{lead.owner === null ? <span className="muted">nobody</span> : repName(lead.owner)}</td>
      <td className="number">
        <ScoreMark value={lead.score.value} hot={lead.hot} />
      </td>
      <td className="cut wide muted" title={format.moment(lead.lastTouchAt)}>
        {format.relative(lead.lastTouchAt, Date.now())}
      </td>
    </tr>
  )
}
