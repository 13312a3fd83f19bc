import type { RepId } from './ids.ts'
import { type Lead, type LeadState, type OptOut, ownerOf, type Stage } from './lead.ts'
import { holderOf } from './workload.ts'

/**
 * Stages from the least to the furthest, as a merge sees it. What Sales has or waits for goes before what is over: a
 * lead that was lost and comes back under another name is the one that came back. A deal that was won is the furthest:
 * a customer stays one.
 */
export const furthestLast = [
  'rejected',
  'nurturing',
  'lost',
  'pool',
  'new',
  'assigned',
  'working',
  'opportunity',
  'won',
] as const satisfies readonly Stage[]

/** Where two leads stand once they are one, and whose state that was. */
export interface JoinedState {
  readonly state: LeadState
  readonly of: 'survivor' | 'absorbed'
}

/**
 * Says where two leads stand that are one person: where the further of the two does, and the survivor where they stand
 * alike. An offer is kept whole, with its rep. A deal goes to who has the survivor on their plate, or else the other;
 * where nobody has either, it stays whose it was.
 * @param survivor the lead that stays
 * @param absorbed the lead that is merged into it
 */
export function joinedState(survivor: Lead, absorbed: Lead): JoinedState {
  const of = rank(absorbed) > rank(survivor) ? 'absorbed' : 'survivor'
  const kept = of === 'survivor' ? survivor : absorbed
  const { state } = kept
  switch (state.stage) {
    case 'opportunity':
    case 'won':
    case 'lost': {
      return { of, state: withOwner(state, holderOf(survivor) ?? holderOf(absorbed) ?? ownerOf(kept)) }
    }
    case 'nurturing':
      // A place in a track stays with the lead it was made for: the survivor enters the track anew, where it was left.
      return { of, state: of === 'survivor' ? state : { stage: 'nurturing' } }
    case 'new':
    case 'assigned':
    case 'working':
    case 'pool':
    case 'rejected':
      return { of, state }
  }
}

function rank({ state }: Lead): number {
  return furthestLast.indexOf(state.stage)
}

type WithDeal = Extract<LeadState, { readonly opportunity: string }>

function withOwner(state: WithDeal, owner: RepId | undefined): LeadState {
  const { stage, opportunity } = state
  return { stage, opportunity, ...(owner === undefined ? {} : { owner }) }
}

/** Reasons to send no marketing mail, from the weakest to the strongest: the last two close the address altogether. */
const optOuts = ['erased', 'refused', 'unsubscribed', 'bounce', 'complaint'] as const satisfies readonly OptOut[]

/**
 * Says why a person gets no marketing mail who is known twice: who has said no as either is not asked again.
 * @param one lead's reason, if there is one
 * @param other the other's
 */
export function strongerOptOut(one: OptOut | undefined, other: OptOut | undefined): OptOut | undefined {
  return optOuts.findLast((why) => why === one || why === other)
}
