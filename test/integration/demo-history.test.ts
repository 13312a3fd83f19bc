import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { build } from '../../local/build.ts'
import { demoHistory } from '../../local/demo/load/history.ts'
import { type Played, playHistory } from '../../local/demo/play/play.ts'
import { planHistory } from '../../local/demo/story/plan.ts'
import type { RunningStack } from '../../local/running-stack.ts'
import { start } from '../../local/start.ts'
import { taskOf } from '../../shared/adapters/dynamodb/index-keys.ts'
import type { EntityOf, EntityType } from '../../shared/domain/entity.ts'
import { minute } from '../../shared/domain/time.ts'
import { isStored } from '../../shared/ports/store.ts'
import { commandLine } from '../support/command-line.ts'

const root = resolve(import.meta.dirname, '../..')
const size = { seed: 3, days: 14, people: 100 }
const until = Date.UTC(2026, 4, 20, 18)
/** Only a limit, not a measurement. */
const limit = 180_000

const read = (name: string): string => readFileSync(join(root, 'examples', 'demo-year', `${name}.yaml`), 'utf8')
const workspace = { playbook: read('playbook'), roster: read('roster'), forms: read('forms') }
const secrets = { adminToken: 'admin', callCenterKey: 'calls', signingKey: 'a2V5' }

function play(): Promise<Played> {
  return playHistory({ plan: planHistory({ ...size, until }), workspace, secrets })
}

function entities<Type extends EntityType>({ snapshot }: Played, type: Type): readonly EntityOf<Type>[] {
  return snapshot.entities.flatMap((stored) => (isStored(stored, type) ? [stored.entity] : []))
}

describe('a slice of the demo’s history', () => {
  let played: Played
  beforeAll(async () => {
    played = await play()
  }, limit)

  test('is the same when it is played again', { timeout: limit }, async () => {
    expect(await play()).toEqual(played)
  })

  test('has every submission where it leads, and nothing waiting that should be done', () => {
    const submissions = entities(played, 'submission')
    const pending = submissions.filter(
      ({ receivedAt, state }) => receivedAt < until - minute && state.status === 'pending',
    )
    expect({ received: submissions.length, pending }).toEqual({ received: played.arrivals.accepted, pending: [] })
    const tasks = played.snapshot.entities.flatMap(({ entity }) => taskOf(entity) ?? [])
    expect(tasks.filter(({ dueAt, parkedAt }) => dueAt < until || parkedAt !== undefined)).toEqual([])
    expect(tasks.filter(({ kind }) => kind === 'report')).toEqual([])
  })

  test('divides every deal to the cent, and has nothing from the future', () => {
    const credits = entities(played, 'credit')
    expect(entities(played, 'opportunity').length).toBeGreaterThan(3)
    for (const { id, openedAt, amountMinor } of entities(played, 'opportunity')) {
      expect(openedAt).toBeLessThan(until)
      const pipeline = credits.filter(({ opportunity, basis }) => opportunity === id && basis === 'pipeline')
      const sum = pipeline.reduce((total, { amounts }) => total + amounts.first, 0)
      expect(sum).toBe(amountMinor)
    }
  })

  test('ends with something of everything: offers unanswered, one overdue, somebody in the pool', () => {
    const stages = new Set(entities(played, 'lead').map(({ state }) => state.stage))
    expect([...stages]).toEqual(expect.arrayContaining(['assigned', 'working', 'nurturing', 'pool', 'opportunity']))
    const untouched = entities(played, 'assignment').filter(
      ({ state, firstTouchBy, firstTouchAt }) =>
        state.status === 'accepted' && firstTouchAt === undefined && (firstTouchBy ?? until) < until,
    )
    expect(untouched.length).toBeGreaterThan(0)
  })
})

describe('a demo that is loaded', () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'baton-demo-'))
  const lines: string[] = []
  const begin = async (wanted: boolean): Promise<RunningStack> =>
    start({
      template: await build({ root }),
      dataDirectory,
      fill: demoHistory({ wanted, size }),
      schedules: 'manual',
      report: (line) => lines.push(line),
    })
  afterAll(() => rmSync(dataDirectory, { recursive: true, force: true }))

  test('begins afresh after it was cut off, has counters that equal a fold over its leads, and is loaded once', {
    timeout: limit,
  }, async () => {
    // As a kill in the middle of loading leaves it.
    writeFileSync(join(dataDirectory, 'demo.json'), '{"state":"loading"}')
    const stack = await begin(false)
    expect(lines).toContainEqual(expect.stringContaining('beginning afresh'))
    const token = stack.credentials?.adminToken ?? ''
    try {
      await stack.advance('PT3M')
      const time = { now: Date.now, wait: async () => void (await stack.advance('PT1M')) }
      const baton = commandLine(fetch, { BATON_URL: stack.baseUrl, BATON_TOKEN: token }, time)
      const verified = await baton.run('report', 'verify', '--json')
      expect(verified.code, verified.err + verified.out).toBe(0)
      const { leads } = z.object({ leads: z.number() }).parse(JSON.parse(verified.out))
      expect(leads).toBeGreaterThan(100)
      const status = await baton.run('status', '--json')
      expect(JSON.parse(status.out)).toMatchObject({ ready: true, parked: 0 })
    } finally {
      await stack.stop()
    }
    const again = await begin(true)
    await again.stop()
    expect(again.credentials?.adminToken).toBe(token)
    expect(lines.filter((line) => line.startsWith('Loaded in')).length).toBe(1)
    expect(lines).toContainEqual(expect.stringContaining('The demo is loaded'))
  })
})

test('a directory with data of its own is left as it is', async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'baton-demo-'))
  try {
    writeFileSync(join(dataDirectory, 'credentials.json'), '{}')
    const starting = start({
      template: await build({ root }),
      dataDirectory,
      fill: demoHistory({ wanted: true, size }),
    })
    await expect(starting).rejects.toThrow(/--fresh --demo/)
    expect(readFileSync(join(dataDirectory, 'credentials.json'), 'utf8')).toBe('{}')
  } finally {
    rmSync(dataDirectory, { recursive: true, force: true })
  }
})
