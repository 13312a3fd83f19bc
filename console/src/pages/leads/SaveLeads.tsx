import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { useFormat, useRepNames } from '../../api/workspace.ts'
import { Failed } from '../../parts/States.tsx'
import { saveCsv } from '../../parts/save-csv.ts'
import { useApi } from '../../session/session.ts'
import { everyLead } from './leads.ts'
import { leadLines, leadsHeader } from './leads-csv.ts'
import type { LeadFilter } from './search.ts'

/** Saves all leads that fit as CSV, however many: says how far it is, and can be stopped. */
export function SaveLeads({ filter, ready }: { readonly filter: LeadFilter; readonly ready: boolean }) {
  const api = useApi()
  const repName = useRepNames()
  const format = useFormat()
  const [read, count] = useState<number>()
  const [error, blame] = useState<unknown>()
  const running = useRef<AbortController>(undefined)
  const save = async () => {
    running.current = new AbortController()
    const { signal } = running.current
    blame(undefined)
    count(0)
    const parts = [leadsHeader()]
    let total = 0
    try {
      for await (const leads of everyLead(api, filter, signal)) {
        parts.push(leadLines(leads, repName))
        total += leads.length
        count(total)
      }
      saveCsv('leads.csv', parts.join(''))
    } catch (thrown) {
      if (!signal.aborted) blame(thrown)
    } finally {
      count(undefined)
    }
  }
  if (error) return <Failed error={error} retry={() => void save()} />
  if (read === undefined) {
    return (
      <Button variant="default" disabled={!ready} onClick={() => void save()}>
        Save as CSV
      </Button>
    )
  }
  return (
    <Button variant="default" onClick={() => running.current?.abort()}>
      <span role="status">{format.number(read)} leads read</span>, stop
    </Button>
  )
}
