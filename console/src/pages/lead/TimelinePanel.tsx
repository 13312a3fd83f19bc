import type { TimelineItem } from '../../../../shared/contracts/lead-answers.ts'
import { useTimeline } from '../../api/leads.ts'
import { useFormat } from '../../api/workspace.ts'
import { Empty, Show } from '../../parts/States.tsx'
import type { Format } from '../../words/format.ts'
import { detailsOf, headlineOf } from '../../words/lead.ts'

/** All that happened to a lead, newest first. What people wrote is shown as text, never as HTML. */
export function TimelinePanel({ id }: { readonly id: string }) {
  const timeline = useTimeline(id)
  const format = useFormat()
  return (
    <Show of={timeline} what="the timeline">
      {(items) =>
        items.length === 0 ? (
          <Empty title="Nothing has happened yet" />
        ) : (
          <ol className="timeline">
            {items.map((item) => (
              <Line key={`${item.id} ${item.what} ${item.at}`} item={item} format={format} />
            ))}
          </ol>
        )
      }
    </Show>
  )
}

function Line({ item, format }: { readonly item: TimelineItem; readonly format: Format }) {
  const { amountMinor, currency, summary } = item
  const details = detailsOf(item)
  return (
    <li data-kind={item.kind}>
      <div className="timeline-head">
        <span>
          {headlineOf(item)}
          {typeof amountMinor === 'number' &&
            typeof currency === 'string' &&
            ` · ${format.money(amountMinor, currency)}`}
        </span>
        <time dateTime={item.at}>{format.moment(item.at)}</time>
      </div>
      {summary !== undefined && <p>{String(summary)}</p>}
      {details.length > 0 && (
        <p className="muted small">{details.map(([name, value]) => `${name}: ${value}`).join(' · ')}</p>
      )}
    </li>
  )
}
