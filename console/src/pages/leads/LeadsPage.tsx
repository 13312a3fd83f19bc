import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useRepNames } from '../../api/workspace.ts'
import { Page } from '../../parts/Page.tsx'
import { Empty, Failed, Loading } from '../../parts/States.tsx'
import { saveCsv } from '../../parts/save-csv.ts'
import { LeadFilters } from './LeadFilters.tsx'
import { LeadTable } from './LeadTable.tsx'
import { useLeads } from './leads.ts'
import { leadsCsv } from './leads-csv.ts'
import type { LeadFilter } from './search.ts'

/** Finds leads: by e-mail or phone, owner, stage; newest first, any number of them. */
export function LeadsPage() {
  const [filter, change] = useState<LeadFilter>({})
  const found = useLeads(filter)
  const leads = useMemo(() => found.data?.pages.flatMap((page) => page.leads), [found.data])
  const repName = useRepNames()
  const count = leads === undefined ? '' : `${leads.length}${found.hasNextPage ? '+' : ''}`
  return (
    <Page
      title="Leads"
      lead={leads === undefined ? 'Newest first' : `${count} ${count === '1' ? 'lead' : 'leads'} shown, newest first`}
      actions={
        <Button
          variant="default"
          disabled={leads === undefined || leads.length === 0}
          onClick={() => saveCsv('leads.csv', leadsCsv(leads ?? [], repName))}
        >
          Save as CSV
        </Button>
      }
    >
      <LeadFilters filter={filter} onChange={change} />
      {leads === undefined ? (
        <LeadsPending error={found.error} retry={() => void found.refetch()} />
      ) : leads.length === 0 && !found.hasNextPage ? (
        <NoLeads filtered={Object.values(filter).some((value) => value !== undefined)} clear={() => change({})} />
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
