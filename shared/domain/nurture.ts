import { holds } from './conditions.ts'
import type { Lead } from './lead.ts'
import type { NurtureStep, Playbook, Track } from './playbook.ts'
import { factsOf, type Profile } from './profile.ts'

/**
 * Finds the track a lead is nurtured in.
 * @param playbook the rules
 * @param profile what is known of the lead
 * @returns the first track that takes it, or `undefined` when none does
 */
export function trackFor(playbook: Playbook, profile: Profile): Track | undefined {
  const facts = factsOf(profile)
  return playbook.nurture.tracks.find((track) => track.when === undefined || holds(track.when, facts))
}

/**
 * Finds the next mail of a track. A step that a newer playbook put in before one already sent is passed over: a
 * series does not go backwards.
 * @param track the track as it is now
 * @param sent ids of the steps already sent
 * @returns the step, or `undefined` when the series is finished
 */
export function nextStep(track: Track, sent: readonly string[]): NurtureStep | undefined {
  const furthest = track.steps.findLastIndex((step) => sent.includes(step.id))
  return track.steps[furthest + 1]
}

/**
 * Tells whether marketing mail may go to a lead: it has an address, has not opted out, and is being nurtured:
 * neither waiting for a rep nor with one, nor in the pool, converted or rejected.
 * @param lead the lead as it is now
 */
export function mayReceiveMarketing(lead: Lead): boolean {
  const { stage } = lead.state
  return lead.profile.email !== undefined && lead.optOut === undefined && stage === 'nurturing'
}
