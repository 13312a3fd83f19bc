import { isTimezone } from '../domain/calendar.ts'
import { disposableMailDomains, freeMailDomains } from '../domain/mail-domains.ts'
import { minorDigits } from '../domain/money.ts'
import { nearestName } from '../domain/nearest-name.ts'
import { normaliseCountry } from '../domain/regions.ts'
import type { ConditionDocument, PlaybookDocument } from './playbook-schema.ts'

/** Something wrong, and where. */
export interface Problem {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** Lists every playbook has. */
export const builtInLists: Readonly<Record<string, readonly string[]>> = {
  disposable: disposableMailDomains,
  freemail: freeMailDomains,
}

/** What conditions can look at, besides a form's own fields (`form.*`). */
const fields: ReadonlySet<string> = new Set(
  `email email.domain phone person.firstName person.lastName person.jobTitle company.name company.domain
  company.employees company.industry company.founded address.country address.state address.postalCode answers.urgency
  answers.timeframe answers.budget answers.authority`.split(/\s+/),
)

/**
 * Checks what a schema can't: that names exist, are not used twice, and that every lead has a home.
 * @param document a playbook of the right shape
 * @returns what is wrong; empty when nothing is
 */
export function checkPlaybook(document: PlaybookDocument): readonly Problem[] {
  return [
    ...checkWorkspace(document),
    ...checkIds(document),
    ...checkScoring(document),
    ...checkTerritories(document),
    ...checkPools(document),
    ...checkReview(document),
    ...conditionsOf(document).flatMap(({ path, condition }) => checkCondition(document, path, condition)),
  ]
}

function checkWorkspace({ workspace, nurture, lists }: PlaybookDocument): readonly Problem[] {
  const problem = (wrong: boolean, path: readonly PropertyKey[], message: string): readonly Problem[] =>
    wrong ? [{ path, message }] : []
  return [
    ...problem(!isTimezone(workspace.timezone), ['workspace', 'timezone'], 'is no IANA time zone'),
    ...problem(minorDigits(workspace.currency) === undefined, ['workspace', 'currency'], 'is no ISO 4217 currency'),
    ...problem(normaliseCountry(workspace.country) === undefined, ['workspace', 'country'], 'is no ISO 3166-1 country'),
    ...problem(
      nurture.tracks.length > 0 && workspace.postalAddress === '',
      ['workspace', 'postalAddress'],
      'is needed for marketing mail (CAN-SPAM, 16 CFR 316)',
    ),
    ...Object.keys(lists)
      .filter((list) => Object.hasOwn(builtInLists, list))
      .map((list) => ({ path: ['lists', list], message: `$${list} is built in; choose another name` })),
  ]
}

function checkScoring({ scoring }: PlaybookDocument): readonly Problem[] {
  const { grades, engagement } = scoring
  const falling = (['fit', 'engagement'] as const).flatMap((axis): readonly Problem[] => {
    const [best, second, third] = grades[axis]
    if (best > second && second > third) return []
    return [{ path: ['scoring', 'grades', axis], message: 'must fall: the best place needs the most points' }]
  })
  const caps = Object.entries(engagement.events).flatMap(([event, given]): readonly Problem[] => {
    if (typeof given === 'number' || given.cap === undefined) return []
    const path = ['scoring', 'engagement', 'events', event]
    if (given.points <= 0) {
      return [{ path: [...path, 'cap'], message: 'there is nothing to cap: the event gives no points' }]
    }
    if (given.cap >= given.points) return []
    return [
      { path: [...path, 'cap'], message: `must be at least ${given.points}: one touch alone gives that many points` },
    ]
  })
  return [...falling, ...caps]
}

function checkIds({ scoring, routing, nurture, stages }: PlaybookDocument): readonly Problem[] {
  return [
    ...repeated(['scoring', 'fit'], scoring.fit),
    ...repeated(['scoring', 'reject'], scoring.reject),
    ...repeated(['routing', 'territories'], routing.territories),
    ...repeated(['nurture', 'tracks'], nurture.tracks),
    ...nurture.tracks.flatMap((track, index) => repeated(['nurture', 'tracks', index, 'steps'], track.steps)),
    ...stages.flatMap((stage, index) =>
      stages.indexOf(stage) < index ? [{ path: ['stages', index], message: `"${stage}" is there twice` }] : [],
    ),
  ]
}

function repeated(path: readonly PropertyKey[], items: readonly { readonly id: string }[]): readonly Problem[] {
  return items.flatMap(({ id }, index) =>
    items.findIndex((other) => other.id === id) < index
      ? [{ path: [...path, index, 'id'], message: `"${id}" is used twice` }]
      : [],
  )
}

function checkTerritories({ routing }: PlaybookDocument): readonly Problem[] {
  const last = routing.territories.length - 1
  return routing.territories.flatMap((territory, index) => {
    const path = ['routing', 'territories', index]
    const problems: Problem[] = []
    if (!Object.hasOwn(routing.pools, territory.pool)) {
      problems.push({ path: [...path, 'pool'], message: `there is no pool "${territory.pool}"` })
    }
    if (index === last && territory.when !== undefined) {
      problems.push({ path: [...path, 'when'], message: 'the last territory takes everything: it has no condition' })
    }
    if (index < last && territory.when === undefined) {
      problems.push({ path, message: 'takes everything, so those after it get nothing: give it a condition' })
    }
    return problems
  })
}

function checkReview({ review, routing }: PlaybookDocument): readonly Problem[] {
  const parents = Object.keys(routing.subsidiaries)
  const owned = Object.values(routing.subsidiaries).flat()
  return [
    ...(review.release > review.after
      ? []
      : [{ path: ['review', 'release'], message: 'must be longer than after: the rep is asked first' }]),
    ...parents.flatMap((parent) =>
      (routing.subsidiaries[parent] ?? []).flatMap((child, index): readonly Problem[] =>
        child === parent || owned.indexOf(child) !== owned.lastIndexOf(child)
          ? [{ path: ['routing', 'subsidiaries', parent, index], message: 'belongs to one other company at the most' }]
          : [],
      ),
    ),
  ]
}

function checkPools({ routing }: PlaybookDocument): readonly Problem[] {
  return Object.entries(routing.pools).flatMap(([id, pool]) => {
    const path = ['routing', 'pools', id]
    const problems: Problem[] = []
    if (pool.fallback !== undefined && !Object.hasOwn(routing.pools, pool.fallback)) {
      problems.push({ path: [...path, 'fallback'], message: `there is no pool "${pool.fallback}"` })
    }
    if (new Set(pool.reps).size < pool.reps.length) {
      problems.push({ path: [...path, 'reps'], message: 'a rep is there twice: give them a weight instead' })
    }
    for (const rep of Object.keys(pool.weights)) {
      if (!pool.reps.includes(rep)) problems.push({ path: [...path, 'weights', rep], message: 'is not in this pool' })
    }
    if (pool.reps.every((rep) => Object.hasOwn(pool.weights, rep) && pool.weights[rep] === 0)) {
      problems.push({ path: [...path, 'weights'], message: 'somebody must have a weight above 0' })
    }
    return problems
  })
}

interface PlacedCondition {
  readonly path: readonly PropertyKey[]
  readonly condition: ConditionDocument
}

function conditionsOf({ scoring, routing, nurture }: PlaybookDocument): readonly PlacedCondition[] {
  const placed = (
    path: readonly PropertyKey[],
    items: readonly { readonly when?: ConditionDocument | undefined }[],
  ): readonly PlacedCondition[] =>
    items.flatMap(({ when }, index) =>
      when === undefined ? [] : [{ path: [...path, index, 'when'], condition: when }],
    )
  return [
    ...placed(['scoring', 'fit'], scoring.fit),
    ...placed(['scoring', 'reject'], scoring.reject),
    ...placed(['routing', 'territories'], routing.territories),
    ...placed(['nurture', 'tracks'], nurture.tracks),
  ]
}

/** Proposes the field that was probably meant. */
function meant(field: string): string {
  const near = nearestName(field, [...fields])
  return near === undefined ? '' : `: did you mean ${near}?`
}

function checkCondition(
  document: PlaybookDocument,
  path: readonly PropertyKey[],
  condition: ConditionDocument,
): readonly Problem[] {
  const inside = (key: string, parts: readonly ConditionDocument[]): readonly Problem[] =>
    parts.flatMap((part, index) => checkCondition(document, [...path, key, index], part))
  if ('all' in condition) return inside('all', condition.all)
  if ('any' in condition) return inside('any', condition.any)
  if ('not' in condition) return checkCondition(document, [...path, 'not'], condition.not)
  const problems: Problem[] = []
  if (!fields.has(condition.field) && !condition.field.startsWith('form.')) {
    problems.push({
      path: [...path, 'field'],
      message: `there is no field "${condition.field}"${meant(condition.field)}`,
    })
  }
  if ('between' in condition && condition.between[0] > condition.between[1]) {
    problems.push({ path: [...path, 'between'], message: 'the lower bound comes first' })
  }
  if ('in' in condition && typeof condition.in === 'string') {
    const list = condition.in.slice(1)
    if (!Object.hasOwn(document.lists, list) && !Object.hasOwn(builtInLists, list)) {
      problems.push({ path: [...path, 'in'], message: `there is no list "${condition.in}"` })
    }
  }
  return problems
}
