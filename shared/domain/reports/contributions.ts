import { calendarOf } from '../availability.ts'
import { dayOf, monthOf } from '../calendar.ts'
import type { Playbook } from '../playbook.ts'
import { type Counted, counterPlace } from '../report-entry.ts'
import type { Rep } from '../roster.ts'
import { cohortCounts } from './cohort-counts.ts'
import { coordinatesOf, dimensions, type LeadHistory, shortened } from './coordinates.ts'
import { formCounts } from './form-counts.ts'
import { funnelCounts, stageTimes } from './funnel-counts.ts'
import { nurtureCounts } from './nurture-counts.ts'
import { closingCounts, traitCounts } from './outcome-counts.ts'
import { offerCounts } from './pursuit-counts.ts'
import { hourOfWeek, offerSpeed, speedCounts } from './speed-counts.ts'

/** What a lead's contribution is worked out from, beside its history. */
export interface CountingRules {
  readonly workspace: Playbook['workspace']
  /** Reps by id: their hours say what business time is. One who left has the workspace's. */
  readonly reps: ReadonlyMap<string, Rep>
}

/**
 * Works out what a lead adds to the counters that reports read. Pure: the same history gives the same, whenever it is
 * asked. A lead counts on the day it came, an offer on the day it was made, a closed deal on the day it was closed.
 *
 * | scope | what is counted |
 * |---|---|
 * | `source:` `campaign:` `territory:` `segment:` | funnel, pursuit, deals |
 * | `rep:` | what became of each offer |
 * | the four after `times.`, the five after `speed.` | how long each stage of the funnel took, how fast each step to Sales was: apart, because histograms take most room and one report each reads them |
 * | `cohort:` | leads of a campaign, by month, with their pipeline at 30, 60 and 90 days |
 * | `hours` | offers, and the time to accept, by hour of the week |
 * | `scores` | leads and won deals by band of score |
 * | `traits` | leads that went to Sales, and those won, by trait |
 * | `form:` | submissions over a form, by their day |
 * | `nurture:` | what became of each stay in a track and of its mails, by the month it began in |
 * | `paths`, `rules` | closed deals by the campaigns that led to them, and by the rules that held |
 * @param history all that is known of the lead
 * @param rules the workspace's day and hours, and the reps'
 */
export function contributionsOf(history: LeadHistory, rules: CountingRules): Counted {
  const { lead } = history
  const { workspace } = rules
  const counted = new Map<ReturnType<typeof counterPlace>, Map<string, number>>()
  const add = (scope: string, period: string, counts: Readonly<Record<string, number>>): void => {
    const place = counterPlace(scope, period)
    const sums = counted.get(place) ?? new Map<string, number>()
    for (const [name, count] of Object.entries(counts)) if (count !== 0) sums.set(name, (sums.get(name) ?? 0) + count)
    if (sums.size > 0) counted.set(place, sums)
  }
  const day = dayOf(lead.createdAt, workspace.timezone)
  const coordinates = coordinatesOf(history)
  const speed = speedCounts(history, (rep) => calendarFor(rules, rep))
  const funnel = funnelCounts(history)
  const times = stageTimes(history)
  for (const dimension of dimensions) {
    add(`${dimension}:${coordinates[dimension]}`, day, funnel)
    add(`times.${dimension}:${coordinates[dimension]}`, day, times)
    add(`speed.${dimension}:${coordinates[dimension]}`, day, speed)
  }
  add(`cohort:${coordinates.campaign}`, monthOf(day), cohortCounts(history))
  for (const assignment of history.assignments) {
    const offered = dayOf(assignment.offeredAt, workspace.timezone)
    add(`rep:${assignment.rep}`, offered, offerCounts(history, assignment))
    add(`speed.rep:${assignment.rep}`, offered, offerSpeed(assignment, calendarFor(rules, assignment.rep)))
    add('hours', offered, hourOfWeek(assignment, workspace.timezone))
  }
  const outcome = traitCounts(history)
  add('scores', day, outcome.scores)
  add('traits', day, outcome.traits)
  for (const { at, scope, counts } of closingCounts(history)) add(scope, dayOf(at, workspace.timezone), counts)
  for (const { form, day: sent, counts } of formCounts(history, workspace.timezone)) add(`form:${form}`, sent, counts)
  for (const { track, startedAt, counts } of nurtureCounts(history))
    add(`nurture:${shortened(track)}`, monthOf(dayOf(startedAt, workspace.timezone)), counts)
  return Object.fromEntries([...counted].map(([place, sums]) => [place, Object.fromEntries(sums)]))
}

function calendarFor({ workspace, reps }: CountingRules, id: string) {
  const rep = reps.get(id)
  if (rep !== undefined) return calendarOf(rep, workspace)
  const { timezone, holidays = [], workingHours: hours } = workspace
  return { timezone, holidays, timeOff: [], ...(hours === undefined ? {} : { hours }) }
}
