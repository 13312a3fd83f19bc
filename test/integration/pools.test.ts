import { expect, test } from 'vitest'
import * as z from 'zod'
import { poolAnswers } from '../../functions/api/pools.ts'
import { rosterAnswers } from '../../functions/api/roster.ts'
import { minute } from '../../shared/domain/time.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { answered } from '../support/answered.ts'
import { httpEvent } from '../support/http-event.ts'
import { startMemoryStack } from '../support/memory-stack.ts'

const listed = z.object({ pools: z.array(z.looseObject({ id: z.string() })) })

async function given() {
  const stack = await startMemoryStack()
  const api = poolAnswers(stack.ports)
  const leads = async (count: number, state: string) => {
    for (let number = 0; number < count; number += 1) {
      const { now } = stack.ports.clock
      const email = `lead-${state}-${now()}-${number}@engines.com`
      const business = { email, company: 'E', jobTitle: 'Director', employees: 60, state }
      await submitForm(stack.ports, { formId: 'demo-request', fields: business })
      await stack.settle()
    }
    await stack.pass(minute)
  }
  const pool = async (id: string) =>
    listed.parse(answered(await api.listPools()).body).pools.find((one) => one.id === id)
  const calibrate = async (id: string, body: unknown) => answered(await api.calibratePool(httpEvent({ id }, body)))
  return { stack, leads, pool, calibrate }
}

test('pools are shown with who got how many, who is behind, who is next, and who is away', async () => {
  const { stack, leads, pool } = await given()
  await leads(3, 'CA')
  const roster = rosterAnswers(stack.ports)
  const west = { id: 'west', fallback: 'inside-sales', total: 3 }
  const kenji = { id: 'kenji-tanaka', weight: 2, share: 0.6667, assigned: 2, behind: 0, away: null }
  const amy = { id: 'amy-walsh', weight: 1, share: 0.3333, assigned: 1, behind: 0, away: null }
  expect(await pool('west')).toMatchObject({ ...west, reps: [kenji, amy], calibrations: [] })
  await roster.deactivateRep(httpEvent({ id: 'kenji-tanaka' }))
  expect(await pool('west')).toMatchObject({
    next: 'amy-walsh',
    reps: [{ id: 'kenji-tanaka', away: 'switched off in the roster' }, amy],
  })
  expect(await pool('inside-sales')).toMatchObject({ total: 0, last: null, fallback: null, next: 'priya-shah' })
})

test('a calibrated rep gets the leads they were given, and the reason stays', async () => {
  const { leads, pool, calibrate } = await given()
  await leads(2, 'TX')
  expect(await pool('south')).toMatchObject({ reps: [{ assigned: 1 }, { assigned: 1 }] })
  const reason = 'Luis was set up late: he missed two leads'
  expect(await calibrate('south', { reason, rep: { id: 'luis-ortega', leads: 2 } })).toMatchObject({
    status: 201,
    body: {
      reps: [
        { id: 'dana-cole', behind: -2 },
        { id: 'luis-ortega', behind: 2 },
      ],
    },
  })
  await leads(14, 'TX')
  // Two more for Luis and two fewer for Dana than an even half.
  expect(await pool('south')).toMatchObject({
    total: 16,
    reps: [
      { id: 'dana-cole', assigned: 6, behind: 0 },
      { id: 'luis-ortega', assigned: 10, behind: 0 },
    ],
    calibrations: [
      {
        number: 1,
        at: expect.stringContaining('2026-03-02T15:0'),
        reason,
        change: { kind: 'rep', rep: 'luis-ortega', leads: 2 },
        before: { 'dana-cole': 0, 'luis-ortega': 0 },
        after: { 'dana-cole': -2, 'luis-ortega': 2 },
      },
    ],
  })
})

test('a pool that has given out nothing can be calibrated, again and again, newest first', async () => {
  const { pool, calibrate } = await given()
  expect(await calibrate('inside-sales', { reason: 'one', deficits: { 'tom-becker': 3 } })).toMatchObject({
    status: 201,
    body: { total: 0, reps: [{ behind: -1.5 }, { behind: 3 }, { behind: -1.5 }] },
  })
  expect(await calibrate('inside-sales', { reason: 'two', reset: true })).toMatchObject({ status: 201 })
  expect(await pool('inside-sales')).toMatchObject({
    reps: [{ behind: 0 }, { behind: 0 }, { behind: 0 }],
    calibrations: [
      { number: 2, reason: 'two', before: { 'tom-becker': 3 }, after: { 'tom-becker': 0 } },
      { number: 1, reason: 'one' },
    ],
  })
  for (let round = 3; round <= 25; round += 1) await calibrate('inside-sales', { reason: `${round}`, reset: true })
  expect(await pool('inside-sales')).toMatchObject({
    calibrations: Array.from({ length: 20 }, (_, index) => ({ number: 25 - index })),
  })
})

test.each<[string, unknown, string, string]>([
  ['south', { reset: true }, 'reason', 'must say why'],
  ['south', { reason: ' ', reset: true }, 'reason', 'must say why'],
  ['south', { reason: 'x' }, '', 'give reset, deficits or rep, and only one of them'],
  ['south', { reason: 'x', reset: true, deficits: {} }, '', 'give reset, deficits or rep, and only one of them'],
  ['south', { reason: 'x', deficits: {} }, 'deficits', 'must name a rep'],
  ['south', { reason: 'x', deficits: { 'amy-walsh': 1 } }, 'deficits.amy-walsh', 'is not in this pool'],
  ['south', { reason: 'x', rep: { id: 'amy-walsh', leads: 1 } }, 'rep.id', 'is not in this pool'],
  ['south', { reason: 'x', rep: { id: 'dana-cole', leads: 0 } }, 'rep.leads', 'must not be 0'],
  ['south', { reason: 'x', rep: { id: 'dana-cole', leads: 'many' } }, 'rep.leads', 'must be a number of leads'],
  [
    'south',
    { reason: 'x', deficits: { 'dana-cole': 1, 'luis-ortega': 1 } },
    'deficits',
    'must sum to 0, as they name everybody: leave one out to take up the rest',
  ],
  [
    'new-york',
    { reason: 'x', rep: { id: 'sally-jones', leads: 1 } },
    'rep.id',
    'is alone in this pool: there is nobody to be behind of',
  ],
])('calibrating %s with %j is refused', async (id, body, path, message) => {
  const { calibrate, pool } = await given()
  expect(await calibrate(id, body)).toMatchObject({ status: 400, body: { errors: [{ path, message }] } })
  expect(await pool(id)).toMatchObject({ calibrations: [] })
})

test('there is nothing to calibrate in a pool that the playbook does not have', async () => {
  const { calibrate } = await given()
  for (const id of ['nowhere', 'toString'])
    expect(await calibrate(id, { reason: 'x', reset: true })).toMatchObject({ status: 404 })
})
