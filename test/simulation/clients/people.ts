import type { Random } from '../core/random.ts'

/** A person who may become a lead. */
export interface Person {
  readonly name: string
  readonly email?: string
  readonly phone?: string
  readonly externalId?: string
  readonly state: string
  /** What kind of lead they make. */
  readonly kind: 'company' | 'large' | 'private' | 'student' | 'throw-away'
}

const kinds: readonly Person['kind'][] = [
  'company',
  'company',
  'company',
  'company',
  'large',
  'private',
  'student',
  'student',
  'throw-away',
]

/**
 * Makes the people of a run: few, so that they come back; some share a phone.
 * @param random decides how many and who
 */
export function createPeople(random: Random): readonly Person[] {
  const shared = '+1 212 555 0100'
  return Array.from({ length: random.between(2, 8) }, (_, number): Person => {
    const kind = random.pick(kinds)
    const domain = kind === 'throw-away' ? 'mailinator.com' : `company${number % 3}.example`
    const phone = random.chance(0.2) ? shared : `+1 212 555 ${String(1000 + number)}`
    return {
      name: `Person${number}`,
      email: `person${number}@${domain}`,
      ...(random.chance(0.6) ? { phone } : {}),
      ...(random.chance(0.6) ? { externalId: `crm-${number}` } : {}),
      state: random.pick(['NY', 'NJ', 'CA', 'CA', 'TX', 'OH']),
      kind,
    }
  })
}

/**
 * Writes down what a person says of themselves this time: some of their identities, written one way or another.
 * @param random decides which
 * @param person who
 */
export function personFieldsOf(random: Random, person: Person): Record<string, string | number> {
  const { email, phone, externalId } = person
  const identities: Record<string, string> = {
    ...(email !== undefined && random.chance(0.85)
      ? { email: random.chance(0.2) ? ` ${email.toUpperCase()}` : email }
      : {}),
    ...(phone !== undefined && random.chance(0.5)
      ? { phone: random.chance(0.3) ? phone.replaceAll(' ', '-') : phone }
      : {}),
    ...(externalId !== undefined && random.chance(0.5) ? { externalId } : {}),
  }
  const known = Object.keys(identities).length > 0 ? identities : { email: email ?? `${person.name}@example.com` }
  return { ...known, lastName: person.name, state: person.state, ...kindFields(random, person) }
}

function kindFields(random: Random, { kind }: Person): Record<string, string | number> {
  switch (kind) {
    case 'company':
    case 'throw-away':
      return { company: 'Company', employees: 50 }
    case 'large':
      return { company: 'Large', employees: 5_000 }
    case 'private':
      return {}
    case 'student':
      return random.chance(0.6) ? { jobTitle: 'student' } : { jobTitle: 'graduate', company: 'First job' }
  }
}
