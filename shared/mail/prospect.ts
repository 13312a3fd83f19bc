import type { Profile } from '../domain/profile.ts'
import { oneLine } from '../domain/text.ts'
import type { Fact, MailProspect } from './view.ts'

/** Most of a form's own fields shown; the rest is on the lead's page. */
const maximumExtraFacts = 12

/** What a nurture step's Liquid can name. Only what is known is there. */
export interface NurtureVariables {
  readonly firstName?: string
  readonly lastName?: string
  readonly company?: string
  readonly jobTitle?: string
  readonly industry?: string
  readonly state?: string
  readonly country?: string
  /** The workspace's name. */
  readonly workspace: string
}

/** Every name of `NurtureVariables`. */
export const nurtureVariableNames = [
  'firstName',
  'lastName',
  'company',
  'jobTitle',
  'industry',
  'state',
  'country',
  'workspace',
] as const satisfies readonly (keyof NurtureVariables)[]

/** The entries that have something to show, cleaned. */
function known<Name extends string>(values: { readonly [N in Name]?: string | undefined }): { [N in Name]?: string } {
  const shown: { [N in Name]?: string } = {}
  for (const name in values) {
    const line = oneLine(values[name] ?? '')
    if (line !== '') shown[name] = line
  }
  return shown
}

/** Joins what there is of several parts. */
function joined(parts: readonly (string | undefined)[], between: string): string {
  return parts.filter((part) => part !== undefined && part !== '').join(between)
}

/** What else is known, under the names people use. */
function detailsOf(profile: Profile): readonly Fact[] {
  const labels: readonly (readonly [string, string | number | undefined])[] = [
    ['Employees', profile.company.employees],
    ['Industry', profile.company.industry],
    ['Founded', profile.company.founded],
    ['Urgency', profile.answers.urgency],
    ['Timeframe', profile.answers.timeframe],
    ['Budget', profile.answers.budget],
    ['Authority', profile.answers.authority],
    // Anybody can name a field anything, so a reader is told that it is the form's word.
    ...Object.entries(profile.extra)
      .slice(0, maximumExtraFacts)
      .map(([name, value]) => [`${oneLine(name, 40)} (form)`, value] as const),
  ]
  return labels
    .map(([label, value]) => ({ label: oneLine(label), value: oneLine(String(value ?? ''), 400) }))
    .filter((fact) => fact.value !== '' && fact.label !== '')
}

/**
 * Picks from a profile what a rep is shown.
 * @param profile what is known of the person
 */
export function prospectOf(profile: Profile): MailProspect {
  return {
    ...known({
      name: joined([profile.firstName, profile.lastName], ' '),
      company: profile.company.name ?? profile.company.domain,
      jobTitle: profile.jobTitle,
      email: profile.email,
      phone: profile.phone,
      place: joined([profile.address.postalCode, profile.address.state, profile.address.country], ', '),
    }),
    details: detailsOf(profile),
  }
}

/**
 * Picks from a profile what a nurture step can name.
 * @param profile what is known of the person
 * @param workspace the workspace's name
 */
export function nurtureVariables(profile: Profile, workspace: string): NurtureVariables {
  return {
    ...known({
      firstName: profile.firstName,
      lastName: profile.lastName,
      company: profile.company.name,
      jobTitle: profile.jobTitle,
      industry: profile.company.industry,
      state: profile.address.state,
      country: profile.address.country,
    }),
    workspace: oneLine(workspace),
  }
}
