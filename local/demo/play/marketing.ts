import { startOfDay } from '../../../shared/domain/calendar.ts'
import { putCampaign, putSpend } from '../../../shared/pipeline/campaigns.ts'
import type { Plan } from '../story/plan.ts'
import { timezone } from '../story/seasons.ts'
import type { World } from './world.ts'

/**
 * Has marketing declare its campaigns, and enter what each cost on the first of a month.
 * @param world where
 * @param plan what marketing runs
 */
export function runMarketing({ agenda, ports }: World, { campaigns, spends, from }: Plan): void {
  for (const campaign of campaigns) agenda.plan(from, () => putCampaign(ports.store, campaign))
  for (const spend of spends) {
    const at = Math.max(startOfDay(`${spend.month}-01`, timezone), from + 1)
    agenda.plan(at, () => putSpend(ports.store, { ...spend, currency: 'USD' }))
  }
}
