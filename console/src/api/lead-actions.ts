import type { LeadAnswer, OpportunityAnswer } from '../../../shared/contracts/lead-answers.ts'
import { type Action, showing, useAction } from './action.ts'

/** Everything shown of a lead that an action may change. */
function touchedBy(lead: string) {
  return [
    ['timeline', lead],
    ['decisions', lead],
    ['path-to-hot', lead],
    ['leads'],
    ['assignment'],
    ['opportunity'],
  ] as const
}

function useLeadAction<Input>(
  lead: Pick<LeadAnswer, 'id'>,
  action: Pick<Action<Input>, 'run' | 'done'> & { readonly as?: (lead: LeadAnswer, input: Input) => LeadAnswer },
) {
  const { run, done, as = (shown) => shown } = action
  const inList = (leads: readonly LeadAnswer[], input: Input) =>
    leads.map((one) => (one.id === lead.id ? as(one, input) : one))
  return useAction<Input>({
    run,
    shown: [showing(['lead', lead.id], as), showing(['my-leads'], inList), showing(['pool'], inList)],
    touches: touchedBy(lead.id),
    ...(done === undefined ? {} : { done }),
  })
}

/** Accepts an offer. */
export function useAccept(lead: Pick<LeadAnswer, 'id' | 'assignment'>) {
  return useLeadAction<void>(lead, {
    run: (api) => api.send('POST', `/v1/assignments/${lead.assignment}/accept`),
    as: (shown) => ({ ...shown, stage: 'working' }),
    done: 'Accepted: the lead is yours to work.',
  })
}

/** Declines an offer, with the reason. */
export function useDecline(lead: Pick<LeadAnswer, 'id' | 'assignment'>) {
  return useLeadAction<{ readonly reason: string; readonly note: string }>(lead, {
    run: (api, { reason, note }) =>
      api.send('POST', `/v1/assignments/${lead.assignment}/decline`, {
        body: { reason, ...(note === '' ? {} : { note }) },
      }),
    done: 'Declined: the lead goes to somebody else.',
  })
}

/** Claims a lead from the public pool. */
export function useClaim(lead: Pick<LeadAnswer, 'id'>) {
  return useLeadAction<{ readonly rep: string }>(lead, {
    run: (api, { rep }) => api.send('POST', `/v1/leads/${lead.id}/claim`, { body: { rep } }),
    as: (shown, { rep }) => ({ ...shown, stage: 'working', owner: rep }),
    done: 'Claimed: the lead is yours to work.',
  })
}

/** What a rep records. */
export interface TouchInput {
  readonly kind: 'call' | 'meeting' | 'note'
  readonly text: string
  readonly rep?: string
}

/** Records a call, a meeting or a note. */
export function useTouch(lead: Pick<LeadAnswer, 'id'>) {
  return useLeadAction<TouchInput>(lead, {
    run: (api, body) => api.send('POST', `/v1/leads/${lead.id}/touches`, { body }),
    done: 'Recorded on the timeline.',
  })
}

/** Opens a deal. */
export function useOpenDeal(lead: Pick<LeadAnswer, 'id'>) {
  return useLeadAction<{ readonly name: string; readonly amountMinor: number; readonly currency: string }>(lead, {
    run: (api, body) => api.send('POST', `/v1/leads/${lead.id}/opportunities`, { body }),
    as: (shown) => ({ ...shown, stage: 'opportunity' }),
    done: 'The deal is open.',
  })
}

/** How a deal goes on. */
export type DealChange =
  | { readonly kind: 'stage'; readonly stage: string }
  | { readonly kind: 'win'; readonly amountMinor: number }
  | { readonly kind: 'lose'; readonly reason: string }

/** Moves a deal on, wins or loses it. */
export function useDealChange(deal: Pick<OpportunityAnswer, 'id' | 'leadId'>) {
  return useAction<DealChange>({
    run: (api, change) => {
      const path = `/v1/opportunities/${deal.id}`
      if (change.kind === 'stage') return api.send('PATCH', path, { body: { stage: change.stage } })
      if (change.kind === 'win') return api.send('POST', `${path}/win`, { body: { amountMinor: change.amountMinor } })
      return api.send('POST', `${path}/lose`, { body: { reason: change.reason } })
    },
    shown: [showing(['opportunity', deal.id], dealAfter)],
    touches: [['lead', deal.leadId], ['my-leads'], ...touchedBy(deal.leadId)],
    done: 'The deal is up to date.',
  })
}

function dealAfter(deal: OpportunityAnswer, change: DealChange): OpportunityAnswer {
  switch (change.kind) {
    case 'stage':
      return { ...deal, stage: change.stage }
    case 'win':
      return { ...deal, status: 'won', stage: 'won', amountMinor: change.amountMinor }
    case 'lose':
      return { ...deal, status: 'lost', stage: 'lost', lostBecause: change.reason }
  }
}
