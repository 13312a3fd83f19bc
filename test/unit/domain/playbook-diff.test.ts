import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import * as z from 'zod'
import { readPlaybook } from '../../../shared/contracts/playbook.ts'
import { conditionChanges } from '../../../shared/domain/condition-diff.ts'
import type { Condition, Playbook } from '../../../shared/domain/playbook.ts'
import { diffPlaybooks } from '../../../shared/domain/playbook-diff.ts'
import { smallPlaybook } from '../../support/rules.ts'

const demoSource = readFileSync(new URL('../../../examples/demo/playbook.yaml', import.meta.url), 'utf8')

function playbookOf(source: string): Playbook {
  const reading = readPlaybook(source)
  if (reading.kind === 'invalid') throw new Error(JSON.stringify(reading.errors))
  return reading.playbook
}

/** What changes in the demo playbook once a text is replaced by another, as `kind path: text`. */
function changes(from: string, to: string): readonly string[] {
  if (!demoSource.includes(from)) throw new Error(`${from} is not in the playbook`)
  const all = diffPlaybooks(playbookOf(demoSource), playbookOf(demoSource.replace(from, to)))
  return all.map(({ kind, path, text }) => `${kind} ${path}: ${text}`)
}

const tree: z.ZodType<Tree> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.array(tree), z.record(z.string(), tree)]),
)
type Tree = string | number | boolean | Tree[] | { [name: string]: Tree }

/** Every copy of a tree in which exactly one value is another. */
function* oneOff(node: Tree, path: string): Generator<{ readonly path: string; readonly tree: Tree }> {
  if (typeof node === 'string') yield { path, tree: `${node} else` }
  else if (typeof node === 'number') yield { path, tree: node + 1 }
  else if (typeof node === 'boolean') yield { path, tree: !node }
  else if (Array.isArray(node)) {
    for (const [index, part] of node.entries())
      for (const one of oneOff(part, `${path}.${index}`)) yield { ...one, tree: node.with(index, one.tree) }
    for (const index of node.keys()) yield { path: `${path} without ${index}`, tree: node.toSpliced(index, 1) }
  } else {
    for (const [name, part] of Object.entries(node))
      for (const one of oneOff(part, `${path}.${name}`)) yield { ...one, tree: { ...node, [name]: one.tree } }
  }
}

describe('the difference of two playbooks', () => {
  test('is nothing for the same, however it is written', () => {
    expect(diffPlaybooks(playbookOf(demoSource), playbookOf(stringify(parse(demoSource))))).toEqual([])
  })

  test('does not see in which order a store gives keys back', () => {
    const turned = (node: unknown): unknown => {
      if (Array.isArray(node)) return node.map(turned)
      if (typeof node !== 'object' || node === null) return node
      return Object.fromEntries(
        Object.entries(node)
          .toReversed()
          .map(([name, part]) => [name, turned(part)]),
      )
    }
    const demo = playbookOf(demoSource)
    const condition = (id: string) => demo.scoring.fit.find((rule) => rule.id === id)?.when
    expect(conditionChanges(condition('urgent'), z.custom<Condition>().parse(turned(condition('urgent'))))).toEqual([])
  })

  test.each([
    ['hot: 70', 'hot: 60', ['changed scoring.hot: 70 → 60']],
    [
      'state, in: [CT, DC,',
      'state, in: [ON, CT,',
      [
        'changed routing.territories.northeast.when: address.state also takes ON',
        'changed routing.territories.northeast.when: address.state no longer takes DC',
      ],
    ],
    [
      'weights: { kenji-tanaka: 2 }',
      'weights: { kenji-tanaka: 3 }',
      ['changed routing.pools.west.weights.kenji-tanaka: 2 → 3'],
    ],
    [
      '[marcus-reed], fallback: inside-sales',
      '[amy-walsh]',
      [
        'removed routing.pools.northeast.reps: marcus-reed',
        'added routing.pools.northeast.reps: amy-walsh',
        'changed routing.pools.northeast.fallback: inside-sales → nothing',
      ],
    ],
    [
      '    - { id: rest, pool',
      '    - { id: texas, when: { field: address.state, is: TX }, pool: south }\n    - { id: rest, pool',
      ['added routing.territories.texas: address.state is TX: to south'],
    ],
    [
      'between: [10, 1000]',
      'between: [20, 1000]',
      [
        'changed scoring.fit.company-size.when: was: company.employees between 10 and 1000; now: company.employees between 20 and 1000',
      ],
    ],
    [
      'email.click: 20',
      'email.open: 1',
      ['removed scoring.engagement.events.email.click: was 20', 'added scoring.engagement.events.email.open: 1'],
    ],
    ['after: 3d', 'after: 36h', ['changed nurture.tracks.welcome.steps.three-numbers.after: 3d → 36h']],
    [
      '1. **Hours on the road**',
      '1. **Miles**',
      [
        'changed nurture.tracks.welcome.steps.three-numbers.body: from line 5 on: ' +
          '"1. **Hours on the road** per crew and day. Above two, routes are worth more than features." → ' +
          '"1. **Miles** per crew and day. Above two, routes are worth more than features."',
      ],
    ],
    ['onBreach: [remind, reassign, pool]', 'onBreach: [pool]', ['changed sla.onBreach: remind, reassign, pool → pool']],
    ['accept: 15m', 'accept: 90s', ['changed sla.accept: 15m → 90s']],
    [
      'discovery, demo',
      'demo, discovery',
      ['changed stages: discovery, demo, proposal, negotiation → demo, discovery, proposal, negotiation'],
    ],
  ])('is said in words: %s → %s', (from, to, expected) => {
    expect(changes(from, to)).toEqual(expected)
  })

  test('tells an order that changed, because the first that matches is taken', () => {
    const [first, second] = smallPlaybook.scoring.reject
    if (first === undefined || second === undefined) throw new Error('two rules are needed')
    const turned = { ...smallPlaybook, scoring: { ...smallPlaybook.scoring, reject: [second, first] } }
    expect(diffPlaybooks(smallPlaybook, turned)).toEqual([
      { path: 'scoring.reject', kind: 'changed', text: 'order is now test, throw-away' },
    ])
  })

  test('tells of names that JavaScript knows', () => {
    const pool = { reps: ['constructor', 'ann'], weights: {} }
    const withPools = (pools: Playbook['routing']['pools']) => ({
      ...smallPlaybook,
      routing: { ...smallPlaybook.routing, pools },
    })
    const before = withPools({ constructor: pool })
    const after = withPools({ constructor: { ...pool, weights: { constructor: 2 } } })
    expect(diffPlaybooks(before, after)).toMatchObject([{ text: '1 → 2' }])
  })

  test('misses no value of the demo playbook', () => {
    const demo = playbookOf(demoSource)
    const silent: string[] = []
    let readable = 0
    for (const { path, tree: other } of oneOff(tree.parse(parse(demoSource)), '')) {
      const reading = readPlaybook(stringify(other))
      if (reading.kind === 'invalid') continue
      readable += 1
      if (diffPlaybooks(demo, reading.playbook).length === 0) silent.push(path)
    }
    expect(silent).toEqual([])
    expect(readable).toBeGreaterThan(300)
  })
})
