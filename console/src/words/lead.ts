import type { LeadAnswer, TimelineItem } from '../../../shared/contracts/lead-answers.ts'

type Named = Pick<LeadAnswer, 'id' | 'firstName' | 'lastName' | 'email' | 'phone' | 'company'>

/**
 * What a lead is called: its name, or else what is known.
 * @param lead as the API shows it
 */
export function nameOf({ id, firstName, lastName, email, phone, company }: Named): string {
  const name = [firstName, lastName].filter((part) => part !== undefined).join(' ')
  return name || email || phone || company || id
}

/** How the stages read. */
export const stageWords: Readonly<Record<LeadAnswer['stage'], string>> = {
  new: 'New',
  assigned: 'Offered',
  working: 'Working',
  nurturing: 'Nurturing',
  opportunity: 'Deal open',
  won: 'Won',
  lost: 'Lost',
  pool: 'Public pool',
  rejected: 'Rejected',
}

const kindWords: Readonly<Record<string, string>> = {
  form: 'Form',
  call: 'Call',
  webhook: 'Ad platform',
  import: 'Import',
  mail: 'Mail',
  click: 'Click',
  note: 'Note',
  meeting: 'Meeting',
  assignment: 'Assignment',
  stage: 'Stage',
  deal: 'Deal',
}

/**
 * Says in a few words what a line of the timeline is about.
 * @param item the line
 */
export function headlineOf({ kind, what }: Pick<TimelineItem, 'kind' | 'what'>): string {
  const word = kindWords[kind] ?? kind
  if (what === 'merged') return 'Merged with another lead'
  if (kind === 'stage') return `Stage: ${stageWords[stageIn(what)] ?? what}`
  const rest = what.startsWith(`${kind}.`) ? what.slice(kind.length + 1) : what
  return rest === kind ? word : `${word}: ${rest.replaceAll('-', ' ')}`
}

/**
 * Says in a few words what a touch was.
 * @param touch its kind, and its event such as `form.demo-request`
 */
export function touchWords({ kind, event }: { readonly kind: string; readonly event: string }): string {
  return event === 'email.click' ? 'Click in a mail' : headlineOf({ kind, what: event })
}

function stageIn(what: string): LeadAnswer['stage'] {
  return Object.keys(stageWords).find((known): known is LeadAnswer['stage'] => known === what) ?? 'new'
}

const shownApart: ReadonlySet<string> = new Set([
  'at',
  'kind',
  'id',
  'what',
  'amountMinor',
  'currency',
  'summary',
  'sentAt',
])

/**
 * What else a line of the timeline says, as names and values.
 * @param item the line
 */
export function detailsOf(item: TimelineItem): readonly (readonly [string, string])[] {
  return Object.entries(item).flatMap(([name, value]) => (shownApart.has(name) ? [] : [[name, String(value)] as const]))
}
