import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { comparePlaybooks, playbookHistory, publishedVersion } from '../../../shared/pipeline/playbooks.ts'
import { publishPlaybook, rollBackPlaybook } from '../../../shared/pipeline/publish.ts'
import { currentRules } from '../../../shared/pipeline/rules.ts'
import { startMemoryStack } from '../../support/memory-stack.ts'

const demo = readFileSync(new URL('../../../examples/demo/playbook.yaml', import.meta.url), 'utf8')
const colder = demo.replace('hot: 70', 'hot: 75')

describe('versions of the playbook', () => {
  test('going back publishes what an older one said as a new one, and changes none', async () => {
    const { ports, store } = await startMemoryStack()
    await publishPlaybook(ports, colder)
    const published = [await publishedVersion(store, 1), await publishedVersion(store, 2)]
    expect(await rollBackPlaybook(ports, 1, 2)).toMatchObject({ kind: 'published', version: 3, warnings: [] })
    const { version, source, playbook } = await currentRules(store)
    expect([version, source, playbook.scoring.hot]).toEqual([3, demo, 70])
    expect([await publishedVersion(store, 1), await publishedVersion(store, 2)]).toEqual(published)
  })

  test('going back is refused when somebody published meanwhile, and where there is nothing to go back to', async () => {
    const { ports, store } = await startMemoryStack()
    await publishPlaybook(ports, colder)
    expect(await rollBackPlaybook(ports, 1, 1)).toEqual({ kind: 'moved', version: 2 })
    expect(await rollBackPlaybook(ports, 2)).toEqual({ kind: 'in-force' })
    expect(await rollBackPlaybook(ports, 3)).toEqual({ kind: 'no-such-version' })
    expect((await currentRules(store)).version).toBe(2)
  })

  test('what lint calls an error is not published, and says its line and what to do', async () => {
    const { ports, store } = await startMemoryStack()
    const broken = demo.replace('reps: [sally-jones]', 'reps: [saly-jones]')
    expect(await publishPlaybook(ports, broken)).toEqual({
      kind: 'invalid',
      errors: [
        {
          path: 'routing.pools.new-york.reps.0',
          line: broken.split('\n').findIndex((line) => line.includes('saly-jones')) + 1,
          message: 'there is no rep "saly-jones" on the roster (did you mean sally-jones?)',
        },
      ],
    })
    expect((await currentRules(store)).version).toBe(1)
  })

  test('what lint warns of is published and said', async () => {
    const { ports } = await startMemoryStack()
    const published = await publishPlaybook(ports, demo.replace('form.newsletter:', 'form.newsleter:'))
    expect(published).toMatchObject({
      kind: 'published',
      version: 2,
      warnings: [
        {
          severity: 'warning',
          message: 'there is no form "newsleter"',
          proposal: 'connect it: PUT /v1/forms/newsleter',
        },
      ],
    })
  })

  test('going back is not stopped by what lint finds, which is said', async () => {
    const { ports, store } = await startMemoryStack()
    const source = demo.replace('reps: [sally-jones]', 'reps: [left-long-ago]')
    const playbook = { ...(await currentRules(store)).playbook }
    const older = { type: 'playbookVersion', version: 7, publishedAt: 0, source, playbook } as const
    await store.commit([{ kind: 'create', entity: older }])
    expect(await rollBackPlaybook(ports, 7)).toMatchObject({
      kind: 'published',
      version: 2,
      warnings: [{ severity: 'error', message: 'there is no rep "left-long-ago" on the roster' }],
    })
  })

  test('are listed newest first, page by page', async () => {
    const { ports, store } = await startMemoryStack()
    for (let version = 2; version <= 22; version += 1) await publishPlaybook(ports, version % 2 ? demo : colder)
    const first = await playbookHistory(store)
    expect([first.current, first.next, first.versions.length]).toEqual([22, 2, 20])
    const second = await playbookHistory(store, first.next)
    const numbers = [...first.versions, ...second.versions].map(({ version }) => version)
    expect(numbers).toEqual(Array.from({ length: 22 }, (_, index) => 22 - index))
    expect(second.next).toBeUndefined()
  })

  test('are compared with each other and with a draft', async () => {
    const { ports, store } = await startMemoryStack()
    await publishPlaybook(ports, colder)
    const hot = (text: string) => [{ path: 'scoring.hot', kind: 'changed', text }]
    expect(await comparePlaybooks(store, { from: 1 })).toEqual({
      kind: 'compared',
      from: 1,
      to: 2,
      changes: hot('70 → 75'),
    })
    expect(await comparePlaybooks(store, { from: 2, to: 1 })).toMatchObject({ changes: hot('75 → 70') })
    expect(await comparePlaybooks(store, { source: demo })).toEqual({
      kind: 'compared',
      from: 2,
      changes: hot('75 → 70'),
    })
    expect(await comparePlaybooks(store, { from: 9 })).toEqual({ kind: 'no-such-version', version: 9 })
    expect(await comparePlaybooks(store, { to: 9 })).toEqual({ kind: 'no-such-version', version: 9 })
    expect(await comparePlaybooks(store, { source: 'stages: 1' })).toMatchObject({ kind: 'invalid' })
  })
})
