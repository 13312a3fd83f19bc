import { useQueries, useQuery } from '@tanstack/react-query'
import type { AssignmentAnswer, LeadAnswer, LeadPage } from '../../../../shared/contracts/lead-answers.ts'
import { useApi } from '../../session/session.ts'

/** Stages of leads that lie on a rep's plate. */
const onThePlate: ReadonlySet<LeadAnswer['stage']> = new Set(['assigned', 'working', 'opportunity'])

/** How many leads of a rep are read; the newest. */
const most = 200

/** How often it is looked for new leads, in milliseconds. */
const lookAgain = 15_000

/**
 * A rep's open leads, newest first.
 * @param rep whose
 */
export function useMyLeads(rep: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['my-leads', rep],
    queryFn: async ({ signal }) => {
      const { leads } = await api.get<LeadPage>('/v1/leads', { query: { owner: rep, limit: most }, signal })
      return leads.filter(({ stage }) => onThePlate.has(stage))
    },
    refetchInterval: lookAgain,
  })
}

/** The public pool, newest first. */
export function usePool() {
  const api = useApi()
  return useQuery({
    queryKey: ['pool'],
    queryFn: async ({ signal }) =>
      (await api.get<LeadPage>('/v1/leads', { query: { stage: 'pool', limit: most }, signal })).leads,
    refetchInterval: lookAgain,
  })
}

/**
 * What each lead waits for, by lead.
 * @param leads those on the plate
 */
export function useDeadlines(leads: readonly LeadAnswer[]): ReadonlyMap<string, AssignmentAnswer> {
  const api = useApi()
  const ids = leads.flatMap(({ assignment }) => (assignment === undefined ? [] : [assignment]))
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: ['assignment', id],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        api.get<AssignmentAnswer>(`/v1/assignments/${id}`, { signal }),
      staleTime: lookAgain,
    })),
    combine: (answers) =>
      new Map(answers.flatMap(({ data }) => (data === undefined ? [] : [[data.leadId, data] as const]))),
  })
}

/** A lead with the next thing it waits for. */
export interface WaitingLead {
  readonly lead: LeadAnswer
  /** What is due: accepting, or the first touch; nothing once that was done. */
  readonly due?: { readonly what: 'accept' | 'first touch'; readonly at: string; readonly overdue: boolean }
}

/**
 * Puts leads in the order in which a rep should look at them: overdue first, then what is due next, then the newest.
 * @param leads those on the plate, newest first
 * @param deadlines what each waits for, by lead
 * @param now milliseconds since the epoch
 */
export function inOrderOfUrgency(
  leads: readonly LeadAnswer[],
  deadlines: ReadonlyMap<string, AssignmentAnswer>,
  now: number,
): readonly WaitingLead[] {
  const waiting = leads.map((lead) => withDue(lead, deadlines.get(lead.id), now))
  const rank = ({ due }: WaitingLead) => (due === undefined ? Number.POSITIVE_INFINITY : Date.parse(due.at))
  return waiting.toSorted((one, other) => {
    const [a, b] = [rank(one), rank(other)]
    return a === b ? 0 : a - b
  })
}

function withDue(lead: LeadAnswer, assignment: AssignmentAnswer | undefined, now: number): WaitingLead {
  const at = lead.stage === 'assigned' ? assignment?.acceptBy : assignment?.firstTouchBy
  const touched = lead.stage !== 'assigned' && (assignment?.firstTouchAt !== undefined || lead.stage !== 'working')
  if (at === undefined || touched) return { lead }
  const what = lead.stage === 'assigned' ? 'accept' : 'first touch'
  return { lead, due: { what, at, overdue: Date.parse(at) < now } }
}
