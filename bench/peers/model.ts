import { normaliseEmployees } from '../../shared/domain/normalise.ts'
import type { Condition, FitRule, Playbook } from '../../shared/domain/playbook.ts'
import type { Profile } from '../../shared/domain/profile.ts'
import { readPerson } from '../../shared/pipeline/capture/person.ts'
import { smallPlaybook } from '../../test/support/rules.ts'
import { createPeople } from '../load/people.ts'
import { createRandom } from '../load/random.ts'

/** What a rules engine is to say of a lead: the rules that hold and the points they give together. */
export interface Verdict {
  readonly rules: readonly string[]
  readonly points: number
}

/** A rules engine that scores by the model. */
export interface Peer {
  readonly name: string
  score(lead: PeerLead): Promise<Verdict>
}

/** A lead as each engine likes it: prepared before anything is measured, small letters and all, in favour of peers. */
export interface PeerLead {
  readonly profile: Profile
  readonly flat: Readonly<Record<string, string | number>>
  readonly nested: Readonly<Record<string, Readonly<Record<string, string | number>>>>
}

function rule(id: string, points: number, when: Condition): FitRule {
  return { id, points, when }
}

const states = ['NY', 'NJ', 'CT', 'MA', 'PA'] as const
const freemail = ['gmail.com', 'outlook.com', 'yahoo.com', 'hotmail.com', 'icloud.com', 'aol.com'] as const

/** An ideal customer profile and what a call center asks, in 20 rules; every field of every lead is known. */
export const twentyRules: readonly FitRule[] = [
  rule('business-email', 10, { not: { field: 'email.domain', in: freemail } }),
  rule('size', 20, { field: 'company.employees', between: [15, 100] }),
  rule('large', 10, { field: 'company.employees', atLeast: 101 }),
  rule('tiny', -10, { field: 'company.employees', atMost: 14 }),
  rule('construction', 8, { field: 'company.industry', is: 'Construction' }),
  rule('facilities', 8, { field: 'company.industry', is: 'Facility services' }),
  rule('energy', 4, { field: 'company.industry', in: ['Energy', 'Utilities'] }),
  rule('home-market', 5, { field: 'address.country', is: 'US' }),
  rule('near', 5, { field: 'address.state', in: states }),
  rule('west', 2, {
    all: [
      { field: 'address.country', is: 'US' },
      { field: 'address.state', in: ['CA', 'WA', 'CO'] },
    ],
  }),
  rule('head', 6, { field: 'person.jobTitle', startsWith: 'head of' }),
  rule('vice-president', 6, { field: 'person.jobTitle', startsWith: 'vp' }),
  rule('director', 6, { field: 'person.jobTitle', contains: 'director' }),
  rule('operations', 4, { field: 'person.jobTitle', contains: 'operations' }),
  rule('founder', 5, {
    any: [
      { field: 'person.jobTitle', is: 'Founder' },
      { field: 'person.jobTitle', is: 'Owner' },
    ],
  }),
  rule('urgent', 10, { field: 'answers.urgency', in: ['now', 'this month'] }),
  rule('soon', 8, { field: 'answers.timeframe', in: ['now', 'this quarter'] }),
  rule('budget', 8, { field: 'answers.budget', is: 'yes' }),
  rule('may-decide', 10, { field: 'answers.authority', is: 'yes' }),
  rule('ready', 6, {
    all: [
      { field: 'answers.budget', is: 'yes' },
      { field: 'answers.authority', is: 'yes' },
    ],
  }),
]

/** The rules as a playbook. */
export const twentyRulePlaybook: Playbook = {
  ...smallPlaybook,
  scoring: { ...smallPlaybook.scoring, fit: twentyRules, reject: [] },
}

/**
 * Makes leads that all engines score.
 * @param count how many
 * @param seed the same seed gives the same leads
 */
export function createLeads(count: number, seed: number): readonly PeerLead[] {
  const people = createPeople(seed)
  const random = createRandom(seed)
  return Array.from({ length: count }, () => {
    const { message: _message, employees, ...fields } = people.business()
    const answers = {
      urgency: random.pick(['now', 'this month', 'later']),
      timeframe: random.pick(['now', 'this quarter', 'next year']),
      budget: random.pick(['yes', 'no']),
      authority: random.pick(['yes', 'no']),
    }
    const read = readPerson({ ...fields, employees }, 'US', { answers, extra: {} })
    if (read.kind === 'invalid') throw new Error(`A made-up person is invalid: ${JSON.stringify(read.errors)}`)
    return prepared(read.profile, normaliseEmployees(employees ?? '') ?? 0)
  })
}

function prepared(profile: Profile, employees: number): PeerLead {
  const folded = (text: string | undefined) => (text ?? '').trim().toLowerCase()
  const nested = {
    email: { domain: folded(profile.email?.split('@')[1]) },
    person: { jobTitle: folded(profile.jobTitle) },
    company: { employees, industry: folded(profile.company.industry) },
    address: { country: folded(profile.address.country), state: folded(profile.address.state) },
    answers: {
      urgency: folded(profile.answers.urgency),
      timeframe: folded(profile.answers.timeframe),
      budget: folded(profile.answers.budget),
      authority: folded(profile.answers.authority),
    },
  }
  const flat = Object.fromEntries(
    Object.entries(nested).flatMap(([part, values]) =>
      Object.entries(values).map(([name, value]): [string, string | number] => [`${part}.${name}`, value]),
    ),
  )
  return { profile, flat, nested }
}
