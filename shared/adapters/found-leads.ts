import { companyText, personText } from '../domain/finding.ts'
import type { Lead } from '../domain/lead.ts'
import type { LeadFinder } from '../ports/store.ts'

/**
 * Tells whether a lead is among those that are found by something. One that was merged into another is not: the other is.
 * @param lead as it is now
 * @param finder by what
 */
export function isFoundBy(lead: Lead, finder: LeadFinder): boolean {
  if (lead.merged !== undefined) return false
  switch (finder.by) {
    case 'standing':
      return (
        (finder.stage === undefined || lead.state.stage === finder.stage) &&
        (finder.minScore === undefined || lead.score.value >= finder.minScore)
      )
    case 'campaign':
      return lead.firstCampaign === finder.campaign
    case 'company':
    case 'person': {
      const text = finder.by === 'company' ? companyText(lead) : personText(lead)
      return text !== undefined && finder.prefixes.some((prefix) => text.startsWith(prefix))
    }
  }
}
