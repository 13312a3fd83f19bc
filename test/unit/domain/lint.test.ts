import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readPlaybook } from '../../../shared/contracts/playbook.ts'
import { lint, type Workspace } from '../../../shared/domain/lint.ts'
import { lintSource } from '../../../shared/pipeline/lint.ts'
import { demoRoster } from '../../support/demo-roster.ts'
import { repNamed, smallPlaybook } from '../../support/rules.ts'

function example(path: string): string {
  return readFileSync(new URL(`../../../examples/${path}`, import.meta.url), 'utf8')
}

/** Nothing in it is to be found by lint. */
const sound = `workspace: { name: Acme, timezone: America/New_York, currency: USD, postalAddress: 1 Main St }
scoring:
  hot: 70
  fit:
    - { id: size, when: { field: company.employees, between: [15, 50] }, points: 40 }
  engagement: { halfLife: 2w, events: { form.demo: 45, form.*: 5 } }
  reject:
    - { id: throw-away, when: { field: email.domain, in: $disposable } }
routing:
  territories:
    - { id: us-east, when: { field: address.state, in: [NY, NJ] }, pool: east }
    - { id: dach, when: { field: address.country, in: [DE, AT, CH] }, pool: east }
    - { id: rest, pool: inside }
  pools:
    east: { reps: [sally, tom], fallback: inside }
    inside: { reps: [ann] }
sla: { accept: 15m, firstTouch: 24h, onBreach: [remind, pool] }
nurture:
  tracks:
    - { id: makers, when: { field: company.industry, is: Making }, steps: [{ id: a, after: 0s, subject: Hi, body: Hi }] }
    - { id: all, steps: [{ id: a, after: 0s, subject: "Hi {{ firstName }}", body: Hi }] }
`

const workspace: Workspace = {
  roster: [repNamed('sally'), repNamed('tom'), repNamed('ann'), repNamed('gone', { active: false })],
  forms: ['demo'],
}

/** What is found once texts are replaced by others, as `line severity path: message / proposal`. */
function found(changes: Readonly<Record<string, string>>, against: Workspace = workspace): readonly string[] {
  const source = Object.entries(changes).reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`${from} is not in the playbook`)
    return text.replace(from, to)
  }, sound)
  return lintSource(source, against).map(
    ({ line, severity, path, message, proposal }) => `${line} ${severity} ${path}: ${message} / ${proposal}`,
  )
}

const when = { field: '{ field: company.employees, between: [15, 50] }' }

/** What is found when the fit rule has another condition. */
function never(condition: string): readonly string[] {
  return found({ [when.field]: condition })
}

const incorrect = (why: string) => [`5 error scoring.fit.0.when: "size" never matches: ${why} / correct the condition`]

describe('lint', () => {
  test('finds nothing where nothing is wrong', () => {
    expect(found({})).toEqual([])
  })

  test.each([
    [
      '{ all: [{ field: phone, exists: true }, { field: phone, exists: false }] }',
      'phone is known and phone is not known never hold together',
    ],
    [
      '{ all: [{ field: phone, exists: false }, { field: phone, startsWith: "+1" }] }',
      'phone is not known and phone starting with "+1" never hold together',
    ],
    [
      '{ all: [{ field: company.employees, atLeast: 50 }, { field: company.employees, atMost: 10 }] }',
      'company.employees at least 50 and company.employees at most 10 never hold together',
    ],
    [
      '{ all: [{ field: address.state, is: NY }, { any: [{ field: address.state, is: NJ }, { field: address.state, in: [MA, CT] }] }] }',
      'address.state is NY and address.state is NJ never hold together; ' +
        'address.state is NY and address.state one of MA, CT never hold together',
    ],
    [
      '{ all: [{ field: address.state, in: [NY, NJ] }, { not: { field: address.state, in: [ny, nj, ma] } }] }',
      'address.state one of NY, NJ and not address.state one of ny, nj, ma never hold together',
    ],
    [
      '{ all: [{ field: form.n, in: [1, 2] }, { not: { field: form.n, is: 1 } }, { field: form.n, atMost: 1.5 }] }',
      'no value is form.n one of 1, 2 and not form.n is 1 and form.n at most 1.5',
    ],
    [
      '{ not: { any: [{ field: phone, exists: true }, { field: phone, exists: false }] } }',
      'phone is not known and phone is known never hold together',
    ],
    [
      '{ all: [{ field: person.jobTitle, startsWith: vp }, { field: person.jobTitle, startsWith: head }] }',
      'person.jobTitle starting with "vp" and person.jobTitle starting with "head" never hold together',
    ],
    [
      '{ all: [{ field: person.jobTitle, startsWith: vp of }, { not: { field: person.jobTitle, contains: VP } }] }',
      'person.jobTitle starting with "vp of" and not person.jobTitle containing "VP" never hold together',
    ],
  ])('finds a rule that never matches: %s', (condition, why) => {
    expect(never(condition)).toEqual(incorrect(why))
  })

  test.each([
    '{ all: [{ field: company.employees, atLeast: 10 }, { field: company.employees, atMost: 10 }] }',
    '{ all: [{ field: address.state, is: NY }, { field: address.country, is: US }] }',
    '{ all: [{ field: phone, exists: true }, { field: phone, startsWith: "+1" }] }',
    '{ all: [{ field: address.state, in: [NY, NJ] }, { not: { field: address.state, is: NY } }] }',
    '{ all: [{ field: form.size, is: Infinity }, { field: form.size, atLeast: 5 }] }',
    '{ all: [{ field: person.jobTitle, contains: vp }, { field: person.jobTitle, startsWith: head }] }',
    '{ not: { all: [{ field: phone, exists: true }, { field: phone, exists: false }] } }',
  ])('says nothing of a rule that can match: %s', (condition) => {
    expect(never(condition)).toEqual([])
  })

  test('finds reject rules, territories and tracks that never match, too', () => {
    const both = '{ all: [{ field: phone, exists: true }, { field: phone, exists: false }] }'
    const paths = found({
      '{ field: email.domain, in: $disposable }': both,
      '{ field: address.state, in: [NY, NJ] }': both,
      '{ field: company.industry, is: Making }': both,
    }).map((line) => line.split(':')[0])
    expect(paths).toEqual([
      '8 error scoring.reject.0.when',
      '11 error routing.territories.0.when',
      '20 error nurture.tracks.0.when',
    ])
  })

  test('finds an empty list and turned bounds, which the schema rules out', () => {
    const rule = (condition: (typeof smallPlaybook.scoring.fit)[number]['when']) => ({
      ...smallPlaybook,
      scoring: { ...smallPlaybook.scoring, fit: [{ id: 'odd', when: condition, points: 1 }] },
    })
    expect(lint(rule({ field: 'phone', in: [] }))).toContainEqual(
      expect.objectContaining({ severity: 'error', path: ['scoring', 'fit', 0, 'when'] }),
    )
    expect(lint(rule({ field: 'company.employees', between: [5, 1] }))).toContainEqual(
      expect.objectContaining({ severity: 'error', path: ['scoring', 'fit', 0, 'when'] }),
    )
  })

  const dach = '{ field: address.country, in: [DE, AT, CH] }'

  test.each([
    ['{ field: address.state, is: ny }', 'us-east before it takes'],
    ['{ all: [{ field: address.state, is: NJ }, { field: address.country, is: US }] }', 'us-east before it takes'],
    ['{ any: [{ field: address.state, is: NJ }, { field: address.state, is: NY }] }', 'us-east before it takes'],
  ])('finds a territory that gets no lead: %s', (condition, why) => {
    expect(found({ [dach]: condition })).toEqual([
      `12 error routing.territories.1: "dach" never gets a lead: ${why} all of its leads / put it before us-east, or take it out`,
    ])
  })

  test('finds a territory that several before it take together', () => {
    const third =
      '    - { id: mixed, when: { any: [{ field: address.state, is: NY }, { field: address.country, in: [AT, DE] }] }, pool: east }\n'
    expect(found({ '    - { id: rest, pool': `${third}    - { id: rest, pool` })).toEqual([
      '13 error routing.territories.2: "mixed" never gets a lead: us-east, dach before it take all of its leads / put it before us-east, or take it out',
    ])
  })

  test('says nothing of territories that overlap', () => {
    expect(found({ [dach]: '{ field: address.state, in: [NJ, CT] }' })).toEqual([])
    expect(
      found({ [dach]: '{ any: [{ field: address.state, is: NY }, { field: address.country, is: DE }] }' }),
    ).toEqual([])
  })

  test('finds a track that nothing reaches', () => {
    expect(found({ 'when: { field: company.industry, is: Making }, ': '' })).toEqual([
      '21 warning nurture.tracks.1: "all" never gets a lead: makers before it takes all of its leads / put it before makers, or take it out',
    ])
  })

  test.each([
    [
      'a pool that nobody uses',
      { '    inside: {': '    spare: { reps: [ann] }\n    inside: {' },
      '16 warning routing.pools.spare: no territory uses the pool "spare", and none that is used falls back on it / name it in a territory, or take it out',
    ],
    [
      'a rep that is not there',
      { 'reps: [sally, tom]': 'reps: [saly, tom]' },
      '15 error routing.pools.east.reps.0: there is no rep "saly" on the roster / did you mean sally?',
    ],
    [
      'a pool without an active rep, with a fallback',
      { 'reps: [sally, tom]': 'reps: [gone]' },
      '15 warning routing.pools.east.reps: nobody is active in the pool "east": its leads go to inside / add a rep who can take leads, or take the pool out',
    ],
    [
      'a pool without an active rep, and no fallback',
      { 'inside: { reps: [ann] }': 'inside: { reps: [gone] }' },
      '16 warning routing.pools.inside.reps: nobody is active in the pool "inside": its leads go to the public pool / add a rep who can take leads, or take the pool out',
    ],
    [
      'a pool whose only active rep takes no leads',
      { 'reps: [sally, tom]': 'reps: [sally, gone], weights: { sally: 0 }' },
      '15 warning routing.pools.east.reps: nobody is active in the pool "east": its leads go to inside / add a rep who can take leads, or take the pool out',
    ],
    [
      'fallbacks in a circle',
      { 'inside: { reps: [ann] }': 'inside: { reps: [ann], fallback: east }' },
      '16 warning routing.pools.inside.fallback: fallbacks go round in a circle: east → inside → east; each pool is asked once all the same / leave the fallback of inside out, or name a pool outside the circle',
    ],
    [
      'a threshold that no lead reaches',
      { 'form.demo: 45, form.*: 5': 'form.demo: { points: 10, cap: 20 }' },
      '3 warning scoring.hot: no lead can be hot: fit gives at most 40 points and engagement at most 20 / set it to 60 or less, or give more points',
    ],
    [
      'a threshold above both maxima',
      { 'hot: 70': 'hot: 70\n  fitMaximum: 30', '{ halfLife: 2w': '{ maximum: 39, halfLife: 2w' },
      '3 warning scoring.hot: no lead can be hot: fit gives at most 30 points and engagement at most 39 / set it to 69 or less, or give more points',
    ],
    [
      'a threshold that every lead reaches',
      { 'hot: 70': 'hot: 0' },
      '3 warning scoring.hot: every lead is hot: no score is below 0 / set it above 0',
    ],
    [
      'a form that makes everybody hot',
      { 'form.demo: 45': 'form.demo: 70' },
      '6 warning scoring.engagement.events.form.demo: its 70 points alone make everybody hot who sends it, whoever they are / give it fewer than 70 points, so that fit has a say',
    ],
    [
      'a form that is not there',
      { 'form.demo: 45': 'form.demos: 45' },
      '6 warning scoring.engagement.events.form.demos: there is no form "demos" / did you mean demo?',
    ],
    [
      'a form that is like none there is',
      { 'form.demo: 45': 'form.pricing: 45' },
      '6 warning scoring.engagement.events.form.pricing: there is no form "pricing" / connect it: PUT /v1/forms/pricing',
    ],
    [
      'an event of a kind there is not',
      { 'form.*: 5': 'webhok.meta: 5' },
      '6 warning scoring.engagement.events.webhok.meta: nothing sends "webhok" events / did you mean webhook?',
    ],
    [
      'an event that nothing sends',
      { 'form.*: 5': 'email.open: 5' },
      '6 warning scoring.engagement.events.email.open: nothing sends "email.open" / use one of email.click',
    ],
    [
      'a step after the pool',
      { '[remind, pool]': '[remind, pool, reassign]' },
      '17 warning sla.onBreach.2: "reassign" never happens: pool before it ends the SLA / end with pool: [remind, pool]',
    ],
    [
      'a word that no lead has',
      { '{{ firstName }}': '{{ firstname }}' },
      '21 warning nurture.tracks.1.steps.0.subject: no lead has "firstname": it leaves a gap in the mail / use a word that docs/playbook.md lists under nurture, or take it out',
    ],
  ])('finds %s', (_, changes, expected) => {
    expect(found(changes)).toEqual([expected])
  })

  test('says what is no valid playbook by line', () => {
    expect(found({ 'field: company.industry': 'field: company.branch' })).toEqual([
      '20 error nurture.tracks.0.when.field: there is no field "company.branch" / undefined',
    ])
  })

  test('does not look up what it is not given', () => {
    expect(found({ 'reps: [sally, tom]': 'reps: [saly]', 'form.demo: 45': 'form.demos: 45' }, {})).toEqual([])
  })

  test('gives a large playbook up rather than take for ever', () => {
    const alternatives = Array.from({ length: 3_000 }, (_, index) => ({ field: 'form.a', is: `a${10_000 + index}` }))
    const contained = alternatives.map(({ is }) => ({ field: 'form.a', contains: is }))
    const territories = [
      { id: 'one', when: { any: contained.toReversed() }, pool: 'east' },
      { id: 'two', when: { any: alternatives }, pool: 'east' },
      { id: 'rest', pool: 'inside' },
    ]
    const large = { ...smallPlaybook, routing: { ...smallPlaybook.routing, territories } }
    expect(lint(large).filter(({ severity }) => severity === 'error')).toEqual([])
  })
})

describe('the example playbooks', () => {
  test.each([
    ['demo', demoRoster()],
    ['olist', [repNamed('seller-desk')]],
  ])('%s has nothing that lint finds', (name, roster) => {
    const source = example(`${name}/playbook.yaml`)
    expect(readPlaybook(source).kind).toBe('ok')
    expect(lintSource(source, { roster, forms: ['demo-request', 'newsletter'] })).toEqual([])
  })
})
