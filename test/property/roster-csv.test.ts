import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import type { RepAnswer } from '../../local/cli/answers.ts'
import { writeManager, writeRep } from '../../local/cli/roster/columns.ts'
import { readRosterFile, writeRosterFile } from '../../local/cli/roster/csv-file.ts'
import { readHours, writeHours } from '../../local/cli/roster/hours.ts'
import { planImport } from '../../local/cli/roster/plan.ts'
import { workingHours } from '../../shared/contracts/fields.ts'
import { readRep } from '../../shared/contracts/rep-reading.ts'
import { weekdays } from '../../shared/domain/working-time.ts'

const folder = mkdtempSync(join(tmpdir(), 'baton-roster-'))
afterAll(() => rmSync(folder, { recursive: true }))

const text = fc
  .oneof(fc.string({ maxLength: 30 }), fc.string({ maxLength: 30, unit: 'grapheme' }))
  .map((value) => value.replaceAll('\u0000', '').trim())
  .filter((value) => value !== '' && value.isWellFormed())
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/)
const email = name.map((local) => `${local}@acme.example`)

/** Parts of a day in order, each after the one before. */
const shifts = fc
  .uniqueArray(fc.integer({ min: 0, max: 24 * 60 }), { minLength: 2, maxLength: 6 })
  .map((minutes) => minutes.toSorted((one, other) => one - other).map(clock))
  .map((times) =>
    times.flatMap((from, index) => (index % 2 === 0 && times[index + 1] ? [`${from}-${times[index + 1]}`] : [])),
  )

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

const hours = fc
  .dictionary(fc.constantFrom(...weekdays), shifts, { minKeys: 1 })
  .map((days) => Object.fromEntries(Object.entries(days)))

const days = fc
  .uniqueArray(fc.integer({ min: 0, max: 3_000 }), { maxLength: 5 })
  .map((numbers) => numbers.map((number) => new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10)))

/** Spans of time off to the millisecond, none overlapping another. */
const timeOff = fc
  .uniqueArray(fc.integer({ min: 0, max: 10 ** 12 }), { maxLength: 8 })
  .map((times) => times.toSorted((one, other) => one - other).map((time) => new Date(10 ** 12 + time).toISOString()))
  .map((times) =>
    times.flatMap((from, index) =>
      index % 2 === 0 && times[index + 1] ? [{ from, until: times[index + 1] ?? '' }] : [],
    ),
  )

const teams = [{ id: 'north', name: 'North', manager: { name: 'Ned', email: 'ned@acme.example' }, reps: [] }]

const reps = fc.uniqueArray(
  fc.record(
    {
      id: name,
      name: text,
      email,
      title: text,
      active: fc.boolean(),
      timezone: fc.constantFrom('America/New_York', 'Asia/Kathmandu', 'UTC'),
      workingHours: hours,
      holidays: days,
      capacity: fc.integer({ min: 1, max: 100_000 }),
      dailyCap: fc.integer({ min: 1, max: 100_000 }),
      team: fc.constant('north'),
      timeOff,
    },
    { requiredKeys: ['id', 'name', 'email', 'timeOff'] },
  ),
  { minLength: 1, maxLength: 5, selector: ({ id }) => id },
)

const context = { timezone: 'America/New_York', teams: ['north'] }

function repOf(shown: RepAnswer) {
  const read = readRep(shown.id, shown, context)
  if (read.kind === 'invalid') throw new Error(JSON.stringify(read.errors))
  return read.rep
}

/** Writes reps to a file and works out what importing it would do. */
async function planned(written: readonly RepAnswer[], present: readonly RepAnswer[]) {
  const path = join(folder, 'roster.csv')
  const manager = writeManager({ name: 'Ned', email: 'ned@acme.example' })
  const rows = written.map((shown) => writeRep(repOf(shown), shown.team === undefined ? '' : manager))
  writeFileSync(path, writeRosterFile(rows))
  const plan = planImport(await readRosterFile(path), { reps: present, teams, timezone: context.timezone })
  if (plan.kind === 'invalid') throw new Error(JSON.stringify(plan.errors))
  return plan
}

test('a roster that is exported and imported is the same', async () => {
  await fc.assert(
    fc.asyncProperty(reps, async (roster) => {
      expect(await planned(roster, roster)).toEqual({
        kind: 'ok',
        teams: [],
        reps: [],
        unchanged: roster.map(({ id }) => id),
      })
    }),
    { numRuns: 300 },
  )
})

test('a roster that is imported where there is none is the one that was exported', async () => {
  await fc.assert(
    fc.asyncProperty(reps, async (roster) => {
      const plan = await planned(roster, [])
      expect(plan.reps.map(({ id, body }) => readRep(id, body, context))).toEqual(
        roster.map((shown) => ({ kind: 'ok', rep: repOf(shown) })),
      )
    }),
    { numRuns: 300 },
  )
})

test('hours read from the text they are written as are the same', () => {
  fc.assert(
    fc.property(hours, (written) => {
      const parsed = workingHours.parse(written)
      const read = readHours(writeHours(parsed))
      expect(read.ok && workingHours.parse(read.hours)).toEqual(parsed)
    }),
    { numRuns: 1_000 },
  )
})
