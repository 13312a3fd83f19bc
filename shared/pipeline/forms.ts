import type * as z from 'zod'
import type { putForm } from '../contracts/forms.ts'
import type { Form } from '../domain/access.ts'
import { dayAfter, dayOf } from '../domain/calendar.ts'
import { countsAs } from '../domain/engagement.ts'
import type { FormId } from '../domain/ids.ts'
import type { Scoring } from '../domain/playbook.ts'
import { present } from '../domain/present.ts'
import { scopeParts } from '../domain/report-entry.ts'
import { shortened } from '../domain/reports/coordinates.ts'
import { sumOf } from '../domain/reports/counts.ts'
import { day, type Instant } from '../domain/time.ts'
import type { Store, Write } from '../ports/store.ts'
import { commitFresh } from './fresh.ts'
import type { Ports } from './ports.ts'
import { currentRules } from './rules.ts'

/** What came in over a form. */
export interface FormFigures {
  readonly submissions: { readonly today: number; readonly week: number; readonly month: number }
  /** New people in 30 days, and those of them who went to Sales. */
  readonly people: number
  readonly sales: number
  /** The last day anything came in; null when nothing did in the days that are read. */
  readonly lastDay: string | null
  /** Submissions by day, the last 30 days, oldest first. */
  readonly days: readonly number[]
}

/** What filling in a form is worth. */
export interface FormStanding {
  /** What the playbook gives for it; null when no rule names it. */
  readonly points: number | null
  /** How many points make a lead hot. */
  readonly hot: number
}

/** A form with what it is worth and what came in over it. */
export interface ListedForm {
  readonly form: Form
  readonly standing: FormStanding
  readonly figures: FormFigures
}

/** How many days back are read, and how many of them the figures cover. */
const window = { read: 90, month: 30, week: 7 }

/**
 * Makes a form of its settings.
 * @param id the form's
 * @param settings as people wrote them
 */
export function formOf(id: FormId, { name, fields, ...settings }: z.infer<typeof putForm>): Form {
  return { type: 'form', id, name, ...present({ ...settings, fields: fields?.map((field) => present(field)) }) }
}

/**
 * Creates a form or replaces it, and sees that it is on the list.
 * @param store where it is kept
 * @param form as it is to be
 * @returns whether it is new
 */
export function connectForm(store: Store, form: Form): Promise<'created' | 'changed'> {
  return commitFresh<'created' | 'changed'>(store, async () => {
    const [stored, list] = await Promise.all([store.get(form), store.get({ type: 'formList' })])
    const writes: Write[] = [
      stored === undefined ? { kind: 'create', entity: form } : { kind: 'replace', stored, entity: form },
    ]
    const ids = [...(list?.entity.ids ?? []), form.id]
    if (list === undefined) writes.push({ kind: 'create', entity: { type: 'formList', ids } })
    else if (!list.entity.ids.includes(form.id))
      writes.push({ kind: 'replace', stored: list, entity: { type: 'formList', ids } })
    return { result: stored === undefined ? 'created' : 'changed', writes }
  })
}

/**
 * Lists the forms with what came in over them. What it costs depends on days and forms, not on leads.
 * @param ports store, clock
 * @returns forms by name
 */
export async function readForms({ store, clock }: Pick<Ports, 'store' | 'clock'>): Promise<readonly ListedForm[]> {
  const { playbook } = await currentRules(store)
  const days = lastDays(clock.now(), playbook.workspace.timezone)
  const [list, counters] = await Promise.all([
    store.get({ type: 'formList' }),
    store.listCounters('form', days[0], dayAfter(days.at(-1) ?? '')),
  ])
  const byForm = Map.groupBy(counters, ({ scope }) => scopeParts(scope).value)
  // Forms from before there was a list are known by the rules that name them, and by what came in.
  const named = Object.keys(playbook.scoring.engagement.events).flatMap((event) =>
    event.startsWith('form.') && event !== 'form.*' ? [event.slice('form.'.length)] : [],
  )
  const ids = new Set([...(list?.entity.ids ?? []), ...named, ...byForm.keys()])
  const stored = await Promise.all([...ids].map((id) => store.get({ type: 'form', id })))
  return stored
    .flatMap((form) => (form === undefined ? [] : [form.entity]))
    .map((form) => ({
      form,
      standing: standingOf(form.id, playbook.scoring),
      figures: figuresOf(byForm.get(shortened(form.id)) ?? [], days),
    }))
    .toSorted((one, other) => one.form.name.localeCompare(other.form.name, 'en'))
}

/** The last days, oldest first, today included. */
function lastDays(now: Instant, timezone: string): readonly string[] {
  const days = Array.from({ length: window.read + 1 }, (_, ago) => dayOf(now - ago * day, timezone))
  return [...new Set(days)].toReversed().slice(-window.read)
}

function standingOf(form: FormId, scoring: Scoring): FormStanding {
  const event = countsAs(scoring, `form.${form}`)
  return { points: event === undefined ? null : (scoring.engagement.events[event] ?? null), hot: scoring.hot }
}

function figuresOf(
  counters: readonly { readonly period: string; readonly counts: Readonly<Record<string, number>> }[],
  days: readonly string[],
): FormFigures {
  const byDay = Map.groupBy(counters, ({ period }) => period)
  const sums = days.map((one) => sumOf(byDay.get(one) ?? []))
  const total = (name: string, last: number): number =>
    sums.slice(-last).reduce((sum, counts) => sum + (counts[name] ?? 0), 0)
  const latest = days.findLast((_, index) => (sums[index]?.submissions ?? 0) > 0)
  return {
    submissions: {
      today: total('submissions', 1),
      week: total('submissions', window.week),
      month: total('submissions', window.month),
    },
    people: total('people', window.month),
    sales: total('sales', window.month),
    lastDay: latest ?? null,
    days: sums.slice(-window.month).map(({ submissions = 0 }) => submissions),
  }
}
