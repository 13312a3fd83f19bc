import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { planHistory } from '../../../local/demo/story/plan.ts'
import { reps } from '../../../local/demo/story/reps.ts'
import { playbooksOf, revisions } from '../../../local/demo/story/revisions.ts'
import { wholeYear } from '../../../local/demo/story/wish.ts'
import { readPlaybook } from '../../../shared/contracts/playbook.ts'

const until = Date.UTC(2026, 10, 22, 0, 20)
const plan = planHistory({ ...wholeYear, until })
const visits = plan.people.flatMap((person) => person.visits)
const texts = plan.people.map(({ person }) => person)
const read = (file: string): unknown =>
  parse(readFileSync(new URL(`../../../examples/demo-year/${file}.yaml`, import.meta.url), 'utf8'))
const roster = z.object({ reps: z.array(z.object({ id: z.string() })) }).parse(read('roster'))

describe('the year that the demo plays', () => {
  test('has the people, campaigns, reps and deals that every chart needs', () => {
    expect(plan.people.length).toBeGreaterThanOrEqual(5_500)
    expect(
      plan.campaigns.filter(({ id }) => plan.spends.some(({ campaign }) => campaign === id)).length,
    ).toBeGreaterThan(11)
    expect(roster.reps.length).toBeGreaterThanOrEqual(9)
    expect(plan.people.filter(({ deal }) => deal !== undefined).length).toBeGreaterThanOrEqual(500)
  })

  test('lies within its year, up to the present', () => {
    expect(Math.min(...visits.map(({ at }) => at))).toBeGreaterThanOrEqual(plan.from - 86_400_000)
    expect(Math.max(...visits.map(({ at }) => at))).toBeLessThan(until)
    expect(new Set(visits.map(({ at }) => new Date(at).toISOString().slice(0, 7))).size).toBeGreaterThanOrEqual(12)
  })

  test('is the same for the same seed and end, and another for another', () => {
    const slice = { seed: 7, until, days: 14, people: 100 }
    expect(planHistory(slice)).toEqual(planHistory(slice))
    expect(planHistory({ ...slice, seed: 8 }).people).not.toEqual(planHistory(slice).people)
  })

  test('has one campaign that costs much and brings next to no deal', () => {
    const first = (id: string) => plan.people.filter(({ visits: [visit] }) => visit?.fields.utm_campaign === id)
    const spent = (id: string) =>
      sum(
        plan.spends.filter(({ campaign }) => campaign === id),
        ({ amountMinor }) => amountMinor,
      )
    const worst = first('display-banners')
    expect(spent('display-banners')).toBeGreaterThan(sum(plan.spends, ({ amountMinor }) => amountMinor) * 0.15)
    expect(worst.length).toBeGreaterThan(500)
    expect(worst.filter(({ deal }) => deal !== undefined).length).toBeLessThan(5)
  })

  test('names nobody real: addresses and numbers are those kept for examples and fiction', () => {
    expect(texts.filter(({ email }) => !email.endsWith('.example'))).toEqual([])
    const phones = texts.flatMap(({ phone }) => (phone === undefined ? [] : [phone]))
    expect(phones.filter((phone) => !/^(\d{3} 555 01\d\d|\+44 20 7946 0\d{3})$/.test(phone))).toEqual([])
    expect(new Set(phones).size).toBe(phones.length)
  })

  test('knows how every rep of its roster works', () => {
    expect(reps.map(({ id }) => id).toSorted()).toEqual(roster.reps.map(({ id }) => id).toSorted())
  })

  test('can go back to the playbook the year began with, each version a valid one', () => {
    const source = readFileSync(new URL('../../../examples/demo-year/playbook.yaml', import.meta.url), 'utf8')
    const versions = playbooksOf(source, revisions)
    expect(new Set(versions).size).toBe(revisions.length + 1)
    expect(versions.map((version) => readPlaybook(version).kind)).toEqual(versions.map(() => 'ok'))
    expect(versions.at(-1)).toBe(source)
  })

  test.each(['playbook', 'roster', 'forms'])('keeps what the shipped demo has: %s', (file) => {
    const shipped: unknown = parse(
      readFileSync(new URL(`../../../examples/demo/${file}.yaml`, import.meta.url), 'utf8'),
    )
    expect([...idsIn(shipped)].filter((id) => !idsIn(read(file)).has(id))).toEqual([])
  })
})

/** Every `id` anywhere in a document. */
function idsIn(document: unknown): ReadonlySet<string> {
  if (Array.isArray(document)) return new Set(document.flatMap((entry) => [...idsIn(entry)]))
  if (typeof document !== 'object' || document === null) return new Set()
  const own = 'id' in document && typeof document.id === 'string' ? [document.id] : []
  return new Set([...own, ...Object.values(document).flatMap((value) => [...idsIn(value)])])
}

function sum<T>(list: readonly T[], amount: (entry: T) => number): number {
  return list.reduce((total, entry) => total + amount(entry), 0)
}
