import type { FormFieldAnswer, knownFields } from '../../../../shared/contracts/forms.ts'

/** A field while it is edited: `key` stays when it is renamed. */
export interface FieldDraft extends FormFieldAnswer {
  readonly key: string
}

type KnownField = (typeof knownFields)[number]

/** How fields that Baton understands are asked for, unless somebody writes it otherwise. */
const known: Readonly<Record<KnownField, Pick<FormFieldAnswer, 'label' | 'type'>>> = {
  email: { label: 'E-mail', type: 'email' },
  phone: { label: 'Phone', type: 'tel' },
  firstName: { label: 'First name', type: 'text' },
  lastName: { label: 'Last name', type: 'text' },
  company: { label: 'Company', type: 'text' },
  jobTitle: { label: 'Job title', type: 'text' },
  employees: { label: 'Number of employees', type: 'number' },
  industry: { label: 'Industry', type: 'text' },
  founded: { label: 'Founded in', type: 'number' },
  country: { label: 'Country', type: 'text' },
  state: { label: 'State', type: 'text' },
  postalCode: { label: 'Postal code', type: 'text' },
  website: { label: 'Web site', type: 'text' },
  externalId: { label: 'Customer number', type: 'text' },
  message: { label: 'What can we do for you?', type: 'textarea' },
  consent: { label: 'Send me news by e-mail', type: 'checkbox' },
}

/** What browsers fill in by themselves (WCAG 2.2, 1.3.5). */
const autocomplete: Readonly<Record<string, string>> = {
  email: 'email',
  phone: 'tel',
  firstName: 'given-name',
  lastName: 'family-name',
  company: 'organization',
  jobTitle: 'organization-title',
  country: 'country',
  state: 'address-level1',
  postalCode: 'postal-code',
  website: 'url',
}

/** What a browser fills into a field by itself, where it knows. */
export function autocompleteOf(name: string): string | undefined {
  return Object.entries(autocomplete).find(([field]) => field === name)?.[1]
}

/** Tells whether Baton understands a field: rules and mails can name it. */
export function isKnown(name: string): boolean {
  return Object.keys(known).includes(name)
}

/** Fields that can still be added, as a list to choose from. */
export function fieldsLeft(fields: readonly FormFieldAnswer[]): readonly { value: string; label: string }[] {
  return Object.entries(known).flatMap(([value, { label }]) =>
    fields.some(({ name }) => name === value) ? [] : [{ value, label }],
  )
}

/** A field that Baton understands, or one of the form's own. */
export function newField(name: string): FieldDraft {
  const found = Object.entries(known).find(([field]) => field === name)?.[1]
  return { key: crypto.randomUUID(), name, ...(found ?? { label: '', type: 'text' }) }
}

/** What a form asks for to begin with: short forms are filled in more often. */
export function firstFields(): readonly FieldDraft[] {
  return ['email', 'firstName', 'lastName', 'company', 'message'].map((name) => ({
    ...newField(name),
    ...(name === 'email' ? { required: true } : {}),
  }))
}

/**
 * Makes a field's name of what it is called: `Number of crews` becomes `number_of_crews`.
 * @param label as visitors read it
 */
export function nameFor(label: string): string {
  const plain = label
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
  const name = plain.replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '')
  return (/^[a-z]/.test(name) ? name : `field_${name}`).slice(0, 64)
}

/** What is kept of a field that was edited. */
export function fieldOf({ key: _key, options, required, ...field }: FieldDraft): FormFieldAnswer {
  return {
    ...field,
    label: field.label.trim(),
    ...(required === true ? { required } : {}),
    ...(field.type === 'select' && options !== undefined ? { options } : {}),
  }
}

/**
 * Says what is the matter with the fields, if anything is; the API says the same when it is asked.
 * @param fields as edited
 */
export function faultIn(fields: readonly FormFieldAnswer[]): string | undefined {
  if (!fields.some(({ name }) => ['email', 'phone', 'externalId'].includes(name)))
    return 'Ask for an e-mail or a phone: without one nobody can be reached.'
  const nameless = fields.find(({ label }) => label.trim() === '')
  if (nameless !== undefined) return 'Every field needs a label.'
  const twice = fields.find(({ name }, index) => fields.findIndex((other) => other.name === name) < index)
  if (twice !== undefined) return `Two fields are called ${twice.name}: give one another label.`
  const choiceless = fields.find(({ type, options = [] }) => type === 'select' && options.length === 0)
  return choiceless === undefined ? undefined : `Say what can be chosen for ${choiceless.label}.`
}
