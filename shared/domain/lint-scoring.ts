import type { Finding } from './lint-finding.ts'
import { nearestName } from './nearest-name.ts'
import type { Scoring } from './playbook.ts'

/** What comes before the dot of an event, and what may come after it where that is not for people to choose. */
const families: Readonly<Record<string, readonly string[] | 'any'>> = {
  form: 'any',
  call: 'any',
  webhook: 'any',
  import: 'any',
  email: ['click'],
  rep: ['call', 'meeting', 'note'],
}

/**
 * Finds thresholds that say nothing, and events that nothing sends.
 * @param scoring a valid playbook's
 * @param forms ids of the forms that are connected; without them forms are not looked up
 */
export function lintScoring(scoring: Scoring, forms?: readonly string[]): readonly Finding[] {
  return [...threshold(scoring), ...lonelyForms(scoring), ...events(scoring, forms)]
}

function threshold(scoring: Scoring): readonly Finding[] {
  const path = ['scoring', 'hot']
  if (scoring.hot <= 0) {
    const message = 'every lead is hot: no score is below 0'
    return [{ severity: 'warning', path, message, proposal: 'set it above 0' }]
  }
  const most = mostFit(scoring) + mostEngagement(scoring)
  if (most >= scoring.hot) return []
  const message = `no lead can be hot: fit gives at most ${mostFit(scoring)} points and engagement at most ${mostEngagement(scoring)}`
  return [{ severity: 'warning', path, message, proposal: `set it to ${most} or less, or give more points` }]
}

function mostFit({ fit, fitMaximum }: Scoring): number {
  const points = fit.reduce((sum, rule) => sum + Math.max(0, rule.points), 0)
  return Math.min(points, fitMaximum ?? Number.POSITIVE_INFINITY)
}

/** Touches repeat, so an event without a cap has no limit. */
function mostEngagement({ engagement }: Scoring): number {
  const { events, caps = {}, maximum } = engagement
  const sums = Object.entries(events).map(([event, points]) => {
    if (points <= 0) return 0
    return Object.hasOwn(caps, event) ? (caps[event] ?? 0) : Number.POSITIVE_INFINITY
  })
  const sum = sums.reduce((total, one) => total + one, 0)
  return Math.min(sum, maximum ?? Number.POSITIVE_INFINITY)
}

function lonelyForms({ hot, engagement }: Scoring): readonly Finding[] {
  if (hot <= 0) return []
  return Object.entries(engagement.events)
    .filter(([event, points]) => event.startsWith('form.') && Math.min(points, engagement.maximum ?? points) >= hot)
    .map(([event, points]) => ({
      severity: 'warning',
      path: ['scoring', 'engagement', 'events', event],
      message: `its ${points} points alone make everybody hot who sends it, whoever they are`,
      proposal: `give it fewer than ${hot} points, so that fit has a say`,
    }))
}

function events({ engagement }: Scoring, forms: readonly string[] | undefined): readonly Finding[] {
  return Object.keys(engagement.events).flatMap((event): readonly Finding[] => {
    const path = ['scoring', 'engagement', 'events', event]
    const [family = '', ...rest] = event.split('.')
    const name = rest.join('.')
    const names = Object.hasOwn(families, family) ? families[family] : undefined
    if (names === undefined) {
      const proposal = didYouMean(family, Object.keys(families), `use one of ${Object.keys(families).join(', ')}`)
      return [{ severity: 'warning', path, message: `nothing sends "${family}" events`, proposal }]
    }
    if (name === '*') return []
    if (names !== 'any' && !names.includes(name)) {
      const proposal = didYouMean(name, names, `use one of ${names.map((one) => `${family}.${one}`).join(', ')}`)
      return [{ severity: 'warning', path, message: `nothing sends "${event}"`, proposal }]
    }
    if (family !== 'form' || forms === undefined || forms.includes(name)) return []
    const proposal = didYouMean(name, forms, `connect it: PUT /v1/forms/${name}`)
    return [{ severity: 'warning', path, message: `there is no form "${name}"`, proposal }]
  })
}

function didYouMean(written: string, known: readonly string[], otherwise: string): string {
  const near = nearestName(written, known)
  return near === undefined ? otherwise : `did you mean ${near}?`
}
