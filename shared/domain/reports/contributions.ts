import { calendarOf } from '../availability.ts'
import { dayOf, monthOf } from '../calendar.ts'
import type { Playbook } from '../playbook.ts'
import { type Counted, counterPlace, jointScope, monthly } from '../report-entry.ts'
import type { Rep } from '../roster.ts'
import { cohortCounts } from './cohort-counts.ts'
import { coordinatesOf, dimensions, type LeadHistory, neverOffered, shortened } from './coordinates.ts'
import { type CreditRules, creditCounts } from './credit-counts.ts'
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
  /** How deals are shared out among campaigns; without it, credits are not counted. */
  readonly attribution?: CreditRules
}

/**
 * Works out what a lead adds to the counters that reports read. Pure: the same history gives the same, whenever it is
 * asked. A lead counts on the day it came, an offer on the day it was made, a closed deal on the day it was closed.
 *
 * | scope | what is counted |
 * |---|---|
 * | `source:` | funnel, pursuit, deals; leads and won deals by band of score; how long each stage of the funnel took, and how fast each step to Sales was |
 * | `segment:` with the campaign, `territory:` with the campaign | the same without scores; leads that became hot, on the day they did |
 * | `credits.segment:` `credits.territory:` with the campaign | what its campaigns have of a lead's deals, on the day they were opened and won |
 * | `rep:` | what became of each offer, and how fast |
 * | `hours:` | offers, and the time to accept, by hour of the week |
 * | `traits` | leads that went to Sales, and those won, by trait |
 * | `form:` | submissions over a form, by their day |
 * | `nurture:` | what became of each stay in a track and of its mails, by the month it began in |
 * | `paths:`, `rules:` | closed deals by the campaigns that led to them, and by the rules that held |
 *
 * All but `traits`, `form` and `nurture` are also kept by month, under `monthly.` and the same name: a report over months
 * reads these, and days only where it begins or ends within a month. A month's times lie apart, under `monthly.pace.` and
 * each of the four dimensions alone, because by then histograms take most room and two reports read them. A month's
 * segments and territories have, beside, the pipeline of the month's leads at 30, 60 and 90 days. Traits hold words that
 * people typed, of which a month may have more than an item holds. Leads that were never offered are in no territory's
 * counters: they are all others.
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
  const both: typeof add = (scope, day, counts) => {
    add(scope, day, counts)
    add(monthly(scope), monthOf(day), counts)
  }
  const day = dayOf(lead.createdAt, workspace.timezone)
  const coordinates = coordinatesOf(history)
  const speed = speedCounts(history, (rep) => calendarFor(rules, rep))
  const funnel = funnelCounts(history)
  const pace = { ...stageTimes(history), ...speed }
  const outcome = traitCounts(history)
  const { source, campaign, segment, territory } = coordinates
  both(`source:${source}`, day, { ...funnel, ...outcome.scores })
  add(`source:${source}`, day, pace)
  const isOffered = territory !== neverOffered
  const joint = [
    jointScope('segment', segment, campaign),
    ...(isOffered ? [jointScope('territory', territory, campaign)] : []),
  ]
  for (const scope of joint) {
    both(scope, day, funnel)
    add(scope, day, pace)
    add(monthly(scope), monthOf(day), cohortCounts(history))
    if (lead.hotAt !== undefined) both(scope, dayOf(lead.hotAt, workspace.timezone), { hotLeads: 1 })
  }
  for (const dimension of dimensions)
    if (dimension !== 'territory' || isOffered)
      add(monthly(`pace.${dimension}:${coordinates[dimension]}`), monthOf(day), pace)
  for (const { campaign: credited, at, counts } of creditCounts(history, rules.attribution)) {
    const on = dayOf(at, workspace.timezone)
    both(jointScope('credits.segment', segment, credited), on, counts)
    both(jointScope('credits.territory', territory, credited), on, counts)
  }
  for (const assignment of history.assignments) {
    const offered = dayOf(assignment.offeredAt, workspace.timezone)
    both(`rep:${assignment.rep}`, offered, offerCounts(history, assignment))
    both(`rep:${assignment.rep}`, offered, offerSpeed(assignment, calendarFor(rules, assignment.rep)))
    const { hour, counts } = hourOfWeek(assignment, workspace.timezone)
    both(`hours:${hour}`, offered, counts)
  }
  add('traits', day, outcome.traits)
  for (const { at, scope, counts } of closingCounts(history)) both(scope, dayOf(at, workspace.timezone), counts)
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
