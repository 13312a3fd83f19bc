import type { Profile } from '../../domain/profile.ts'

/** Somebody made up, of whom everything is known that a mail can name (RFC 2606: nobody has the address). */
export const examplePerson: Profile = {
  email: 'dana.whitfield@hudsonprintworks.example',
  firstName: 'Dana',
  lastName: 'Whitfield',
  jobTitle: 'Head of Operations',
  company: { name: 'Hudson Print Works', domain: 'hudsonprintworks.example', employees: 38, industry: 'Manufacturing' },
  address: { country: 'US', state: 'NY', postalCode: '12534' },
  answers: {},
  extra: {},
}
