import { useInfiniteQuery } from '@tanstack/react-query'
import type { LeadAnswer, LeadPage } from '../../../../shared/contracts/lead-answers.ts'
import type { Api } from '../../api/client.ts'
import { useApi } from '../../session/session.ts'
import type { LeadFilter } from './search.ts'

/** How many leads are asked for at a time. */
const pageSize = 100
/** How many at a time when all of them are wanted: the most the API gives. */
const largePage = 200

/** Where to read on: by company and by name apart, when a text may be either. */
type Cursors = { readonly [By in 'all' | 'company' | 'name']?: string }

interface Page {
  readonly leads: readonly LeadAnswer[]
  readonly next: Cursors | undefined
}

/**
 * Leads that fit, page by page, newest first; by company and name, in the order of these.
 * @param filter what they are looked for by
 */
export function useLeads(filter: LeadFilter) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: ['leads', 'found', filter],
    queryFn: ({ pageParam, signal }) => readPage(api, filter, pageParam, pageSize, signal),
    initialPageParam: firstOf(filter),
    getNextPageParam: ({ next }) => next,
    // Reading again would read all pages again, one after the other: who comes back begins with the first.
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
}

function firstOf({ sought }: LeadFilter): Cursors {
  return sought !== undefined && 'text' in sought ? { company: '', name: '' } : { all: '' }
}

async function readPage(
  api: Api,
  { view, sought }: LeadFilter,
  cursors: Cursors,
  limit: number,
  signal?: AbortSignal,
): Promise<Page> {
  const by =
    sought !== undefined && 'text' in sought
      ? { company: { company: sought.text }, name: { name: sought.text } }
      : { all: { ...sought } }
  const pages = await Promise.all(
    Object.entries(by).flatMap(([name, query]) => {
      const cursor = Object.entries(cursors).find(([one]) => one === name)?.[1]
      if (cursor === undefined) return []
      const sent = { query: { ...view, ...query, cursor, limit }, ...(signal === undefined ? {} : { signal }) }
      return [api.get<LeadPage>('/v1/leads', sent).then((page) => [name, page] as const)]
    }),
  )
  const leads = new Map(pages.flatMap(([, page]) => page.leads).map((lead) => [lead.id, lead]))
  const next = pages.flatMap(([name, { cursor }]) => (cursor === undefined ? [] : [[name, cursor] as const]))
  return { leads: [...leads.values()], next: next.length === 0 ? undefined : Object.fromEntries(next) }
}

/**
 * Reads all leads that fit, page after page.
 * @param api as whom
 * @param filter what they are looked for by
 * @param signal ends it
 */
export async function* everyLead(api: Api, filter: LeadFilter, signal: AbortSignal): AsyncGenerator<Page['leads']> {
  let cursors: Cursors | undefined = firstOf(filter)
  while (cursors !== undefined) {
    const page: Page = await readPage(api, filter, cursors, largePage, signal)
    yield page.leads
    cursors = page.next
  }
}
