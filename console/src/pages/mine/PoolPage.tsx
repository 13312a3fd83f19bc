import { Page } from '../../parts/Page.tsx'
import { Empty, Show } from '../../parts/States.tsx'
import { LeadCard } from './LeadCard.tsx'
import { usePool } from './my-leads.ts'

/** Leads that nobody pursues: whoever claims one first has it. */
export function PoolPage() {
  const pool = usePool()
  return (
    <Page title="Public pool" lead="Leads nobody is pursuing. The first claim wins.">
      <Show of={pool} what="the pool">
        {(leads) =>
          leads.length === 0 ? (
            <Empty title="The pool is empty">Leads come here when nobody accepted them in time.</Empty>
          ) : (
            <ul className="cards">
              {leads.map((lead) => (
                <LeadCard key={lead.id} lead={lead} due={undefined} />
              ))}
            </ul>
          )
        }
      </Show>
    </Page>
  )
}
