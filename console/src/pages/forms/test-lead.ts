import { useMutation, useQuery } from '@tanstack/react-query'
import type {
  DecisionAnswer,
  DecisionsAnswer,
  LeadAnswer,
  LeadPage,
  TimelinePage,
} from '../../../../shared/contracts/lead-answers.ts'
import type { Api } from '../../api/client.ts'
import { useApi } from '../../session/session.ts'

/** Who a test lead is; each is another person, at an address that no mail can reach (RFC 2606). */
export const testPeople = {
  buyer: 'A buyer: everything is known',
  reader: 'A reader: only name and e-mail',
} as const

/** A kind of test lead. */
export type TestPerson = keyof typeof testPeople

/** The campaign test leads go under, so that reports tell them from real ones. */
const campaign = 'test'

/** A test lead that was sent. */
export interface SentTestLead {
  readonly email: string
  readonly submissionId: string
  /** By this machine’s clock, milliseconds since the epoch. */
  readonly sentAt: number
  /** How long the answer took, in milliseconds. */
  readonly took: number
}

/** Sends a test lead to a form as a visitor would. */
export function useSendTestLead() {
  const api = useApi()
  return useMutation({ mutationFn: ({ form, as }: { form: string; as: TestPerson }) => send(api, form, as) })
}

async function send(api: Api, form: string, as: TestPerson): Promise<SentTestLead> {
  const mark = crypto.randomUUID().slice(0, 8)
  const email = `test+${mark}@hudsonprintworks.example`
  const sentAt = Date.now()
  const began = performance.now()
  const person = { email, firstName: 'Dana', lastName: 'Whitfield (test)', campaign, consent: true }
  const { submissionId } = await api.send<{ submissionId: string }>('POST', `/v1/forms/${encodeURIComponent(form)}`, {
    body: as === 'reader' ? person : { ...person, ...business },
  })
  return { email, submissionId, sentAt, took: performance.now() - began }
}

const business = {
  company: 'Hudson Print Works',
  jobTitle: 'Head of Operations',
  employees: 38,
  industry: 'Manufacturing',
  country: 'US',
  state: 'NY',
  postalCode: '12534',
  message: 'This is a test lead, sent from the console to see how leads travel. No answer is needed.',
}

/** How far a test lead has come. */
export interface Journey {
  readonly lead: LeadAnswer
  readonly score: Extract<DecisionAnswer, { readonly kind: 'score' }> | undefined
  readonly route: Extract<DecisionAnswer, { readonly kind: 'route' }> | undefined
  /** When its rep was told. */
  readonly alertedAt: string | undefined
  /** By mail, or the channel. */
  readonly alertedBy: string
}

const poll = 700
/** How long it is looked at; what is not through by then is in the operator’s hands. */
const patience = 90_000

/**
 * Follows a test lead until nothing more is to come.
 * @param sent which
 */
export function useJourney(sent: SentTestLead | undefined) {
  const api = useApi()
  return useQuery({
    queryKey: ['journey', sent?.email],
    enabled: sent !== undefined,
    queryFn: ({ signal }) => journeyOf(api, sent?.email ?? '', signal),
    refetchInterval: ({ state }) =>
      sent === undefined || isThrough(state.data) || Date.now() - sent.sentAt > patience ? false : poll,
  })
}

async function journeyOf(api: Api, email: string, signal: AbortSignal): Promise<Journey | null> {
  const { leads } = await api.get<LeadPage>('/v1/leads', { query: { email }, signal })
  const [found] = leads
  if (found === undefined) return null
  const path = `/v1/leads/${found.id}`
  const [lead, { decisions }, { items }] = await Promise.all([
    api.get<LeadAnswer>(path, { signal }),
    api.get<DecisionsAnswer>(`${path}/decisions`, { signal }),
    api.get<TimelinePage>(`${path}/timeline`, { signal }),
  ])
  const alert = items.find(({ what, sentAt }) => what === 'alert' && sentAt !== undefined)
  return {
    lead,
    score: decisions.find((one) => one.kind === 'score'),
    route: decisions.find((one) => one.kind === 'route'),
    alertedAt: alert === undefined ? undefined : String(alert.sentAt),
    alertedBy: alert === undefined || alert.kind === 'mail' ? 'mail' : String(alert.channel),
  }
}

/** Tells whether nothing more is to come soon. */
export function isThrough(journey: Journey | null | undefined): boolean {
  if (journey === null || journey === undefined) return false
  const { stage, owner } = journey.lead
  if (stage === 'new') return false
  return owner === null || journey.alertedAt !== undefined
}
