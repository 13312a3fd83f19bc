import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useFormat } from '../../api/workspace.ts'
import { Page } from '../../parts/Page.tsx'
import { Empty, Failed, Loading } from '../../parts/States.tsx'
import { LeadFilters } from './LeadFilters.tsx'
import { LeadTable } from './LeadTable.tsx'
import { useLeads } from './leads.ts'
import { SaveLeads } from './SaveLeads.tsx'
import type { LeadFilter, Sought } from './search.ts'
import { Views } from './Views.tsx'

const route = getRouteApi('/leads')

/** Finds leads: by name, company, e-mail or phone, stage, owner, campaign and score; any number of them. */
export function LeadsPage() {
  const view = route.useSearch()
  const navigate = route.useNavigate()
  const [sought, seek] = useState<Sought>()
  const filter = useMemo((): LeadFilter => (sought === undefined ? { view } : { view, sought }), [view, sought])
  const found = useLeads(filter)
  const leads = useMemo(() => found.data?.pages.flatMap((page) => page.leads), [found.data])
  const clear = () => {
    seek(undefined)
    void navigate({ search: {} })
  }
  return (
    <Page
      title="Leads"
      lead={<Count count={leads?.length} more={found.hasNextPage} filter={filter} />}
      actions={<SaveLeads filter={filter} ready={leads !== undefined && leads.length > 0} />}
    >
      <Views view={view} />
      <LeadFilters filter={filter} onView={(search) => void navigate({ search, replace: true })} onSearch={seek} />
      {leads === undefined ? (
        <LeadsPending error={found.error} retry={() => void found.refetch()} />
      ) : leads.length === 0 && !found.hasNextPage ? (
        <NoLeads filtered={sought !== undefined || Object.keys(view).length > 0} clear={clear} />
      ) : (
        <LeadTable
          leads={leads}
          more={found.hasNextPage}
          loading={found.isFetchingNextPage}
          loadMore={() => void found.fetchNextPage()}
        />
      )}
    </Page>
  )
}

interface CountProps {
  readonly count: number | undefined
  readonly more: boolean
  readonly filter: LeadFilter
}

function Count({ count, more, filter: { sought } }: CountProps) {
  const format = useFormat()
  const order = sought !== undefined && 'text' in sought ? 'by company and name' : 'newest first'
  if (count === undefined) return 'Looking…'
  return `${format.number(count)}${more ? '+' : ''} ${count === 1 && !more ? 'lead' : 'leads'} shown, ${order}`
}

function LeadsPending({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  return error ? <Failed error={error} retry={retry} /> : <Loading what="leads" lines={10} />
}

function NoLeads({ filtered, clear }: { readonly filtered: boolean; readonly clear: () => void }) {
  if (!filtered) {
    return (
      <Empty title="No lead has come in yet">
        Connect a form: post it to /v1/forms/demo-request, and watch it here.
      </Empty>
    )
  }
  return (
    <Empty title="No lead fits">
      <button type="button" className="plain-link" onClick={clear}>
        Show all leads
      </button>
    </Empty>
  )
}
