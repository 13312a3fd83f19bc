import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { playbookJsonSchema, readPlaybook } from '../../../shared/contracts/playbook.ts'
import { day, hour, minute } from '../../../shared/domain/time.ts'

const whole = readFileSync(new URL('../../../examples/demo/playbook.yaml', import.meta.url), 'utf8')

const small = `workspace: { name: Acme, timezone: America/New_York, currency: USD }
lists:
  east: [NY, NJ]
scoring:
  hot: 70
  fit:
    - { id: size, when: { field: company.employees, between: [15, 50] }, points: 20 }
    - { id: mail, when: { not: { field: email.domain, in: $freemail } }, points: 5 }
  engagement: { halfLife: 2w, events: { form.demo: 45 } }
  reject:
    - { id: throw-away, when: { field: email.domain, in: $disposable } }
routing:
  territories:
    - { id: us-east, when: { all: [{ field: address.state, in: $east }] }, pool: east }
    - { id: rest, pool: inside }
  pools:
    east: { reps: [sally, tom], weights: { sally: 2 }, fallback: inside }
    inside: { reps: [ann] }
sla: { accept: 15m, firstTouch: 24h, clock: wall, onBreach: [remind, pool] }
`

/** What is wrong once a text is replaced by another, as `line path: message`. */
function wrong(from: string, to: string): readonly string[] {
  if (!small.includes(from)) throw new Error(`${from} is not in the playbook`)
  const reading = readPlaybook(small.replace(from, to))
  return reading.kind === 'ok' ? [] : reading.errors.map(({ line, path, message }) => `${line} ${path}: ${message}`)
}

describe('a playbook', () => {
  it('is read with its lists and what it leaves unsaid', () => {
    const reading = readPlaybook(small)
    expect(reading).toMatchObject({
      kind: 'ok',
      playbook: {
        workspace: { country: 'US', postalAddress: '' },
        scoring: {
          engagement: { halfLife: 14 * day },
          reject: [
            { id: 'throw-away', reason: 'throw-away', when: { in: expect.arrayContaining(['mailinator.com']) } },
          ],
        },
        routing: {
          territories: [
            { when: { all: [{ field: 'address.state', in: ['NY', 'NJ'] }] } },
            { id: 'rest', pool: 'inside' },
          ],
          pools: { inside: { reps: ['ann'], weights: {} } },
        },
        sla: { accept: 15 * minute, firstTouch: 24 * hour, onBreach: ['remind', 'pool'] },
        nurture: { tracks: [] },
        attribution: { lookback: 180 * day, default: 'even' },
      },
    })
    expect(JSON.stringify(reading)).not.toMatch(/\$/)
  })

  it('is read with the caps and the grid it names', () => {
    const given = small
      .replace('form.demo: 45', 'form.demo: { points: 45, cap: 60 }, form.x: { points: 3 }, form.y: 4')
      .replace('hot: 70', 'hot: 70\n  fitMaximum: 50\n  grades: { fit: [30, 20, 10] }')
      .replace('halfLife: 2w', 'halfLife: 2w, maximum: 100')
    expect(readPlaybook(given)).toMatchObject({
      playbook: {
        scoring: {
          fitMaximum: 50,
          grades: { fit: [30, 20, 10], engagement: [40, 20, 5] },
          engagement: {
            maximum: 100,
            events: { 'form.demo': 45, 'form.x': 3, 'form.y': 4 },
            caps: { 'form.demo': 60 },
          },
        },
      },
    })
    expect(readPlaybook(small)).not.toHaveProperty('playbook.scoring.engagement.caps')
  })

  it.each([
    ['halfLife: 2w', 'halfLife: soon', ['9 scoring.engagement.halfLife: must be a duration such as 15m, 24h or 14d']],
    ['accept: 15m', 'accept: 0m', ['19 sla.accept: must be longer than nothing']],
    ['clock: wall', 'clock: stopwatch', ['19 sla.clock: Invalid option: expected one of "wall"|"business"']],
    [
      'routing:',
      'routing:\n  keepOwner: company',
      ['13 routing.keepOwner: Invalid option: expected one of "lead"|"company.domain"|"nobody"'],
    ],
    ['hot: 70', 'hott: 70', ['5 scoring.hot: is missing', '5 scoring.hott: is not known here']],
    ['points: 20', 'points: 1.5', ['7 scoring.fit.0.points: must be a whole number of points']],
    [
      'form.demo: 45',
      'form.demo: a lot',
      [
        '9 scoring.engagement.events.form.demo: must be a whole number of points, or points and a cap: { points: 3, cap: 5 }',
      ],
    ],
    [
      'form.demo: 45',
      'form.demo: { points: 45, cap: 50.5 }',
      ['9 scoring.engagement.events.form.demo.cap: must be a whole number of points'],
    ],
    [
      'form.demo: 45',
      'form.demo: { points: 45, cap: 44 }',
      ['9 scoring.engagement.events.form.demo.cap: must be at least 45: one touch alone gives that many points'],
    ],
    [
      'form.demo: 45',
      'form.demo: { points: -5, cap: 44 }',
      ['9 scoring.engagement.events.form.demo.cap: there is nothing to cap: the event gives no points'],
    ],
    ['halfLife: 2w', 'maximum: 0', ['9 scoring.engagement.maximum: must be at least 1']],
    ['hot: 70', 'hot: 70\n  fitMaximum: all', ['6 scoring.fitMaximum: must be a whole number of points']],
    ['hot: 70', 'hot: 70\n  grades: { fit: [40, 25] }', ['6 scoring.grades.fit: must be three numbers, falling']],
    [
      'hot: 70',
      'hot: 70\n  grades: { engagement: [40, 40, 5] }',
      ['6 scoring.grades.engagement: must fall: the best place needs the most points'],
    ],
    ['between: [15', 'betwen: [15', ['7 scoring.fit.0.when.betwen: is not known here']],
    ['between: [15, 50]', 'between: [50, 15]', ['7 scoring.fit.0.when.between: the lower bound comes first']],
    ['company.employees', 'company.size', ['7 scoring.fit.0.when.field: there is no field "company.size"']],
    ['$freemail', '$fremail', ['8 scoring.fit.1.when.not.in: there is no list "$fremail"']],
    ['id: mail', 'id: size', ['8 scoring.fit.1.id: "size" is used twice']],
    ['east: [NY', 'freemail: [x]\n  east: [NY', ['3 lists.freemail: $freemail is built in; choose another name']],
    ['America/New_York', 'Mars/Base', ['1 workspace.timezone: is no IANA time zone']],
    ['USD', 'QQQ', ['1 workspace.currency: is no ISO 4217 currency']],
    ['currency: USD', 'currency: USD, country: QQ', ['1 workspace.country: is no ISO 3166-1 country']],
    ['pool: east }', 'pool: west }', ['14 routing.territories.0.pool: there is no pool "west"']],
    ['fallback: inside', 'fallback: west', ['17 routing.pools.east.fallback: there is no pool "west"']],
    [
      '[sally, tom]',
      '[sally, sally]',
      ['17 routing.pools.east.reps: a rep is there twice: give them a weight instead'],
    ],
    ['sally: 2', 'bob: 2', ['17 routing.pools.east.weights.bob: is not in this pool']],
    ['sally: 2', 'sally: 0, tom: 0', ['17 routing.pools.east.weights: somebody must have a weight above 0']],
    [
      'id: rest,',
      'id: rest, when: { field: phone, exists: true },',
      ['15 routing.territories.1.when: the last territory takes everything: it has no condition'],
    ],
    [
      ' when: { all: [{ field: address.state, in: $east }] },',
      '',
      ['14 routing.territories.0: takes everything, so those after it get nothing: give it a condition'],
    ],
    ['sla:', 'stages: [a, b, a]\nsla:', ['19 stages.2: "a" is there twice']],
    [
      'sla:',
      'nurture: { tracks: [{ id: t, steps: [{ id: s, after: 0m, subject: s, body: b }] }] }\nsla:',
      ['1 workspace.postalAddress: is needed for marketing mail (CAN-SPAM, 16 CFR 316)'],
    ],
    [
      'sla:',
      'attribution:\n  default: even\n  lookback: soon\nsla:',
      ['21 attribution.lookback: must be a duration such as 15m, 24h or 14d'],
    ],
    ['  hot: 70', '  hot: 70\n  hot: 71', ['6 : Map keys must be unique']],
    ['[NY, NJ]', '*nobody', ['1 : Unresolved alias (the anchor must be set before the alias): nobody']],
  ])('with %j as %j says where and why', (from, to, errors) => {
    expect(wrong(from, to)).toEqual(errors)
  })

  it.each(['', '[]', 'text', '{', '\u0000', '- : -', '&a [*a]'])('is not %j', (source) => {
    expect(readPlaybook(source).kind).toBe('invalid')
  })

  it('is not a list that multiplies without end', () => {
    const levels = Array.from({ length: 12 }, (_, level) => `l${level}: &l${level} [${`*l${level - 1},`.repeat(9)}]`)
    expect(readPlaybook(['l-1: &l-1 [x]', ...levels].join('\n')).kind).toBe('invalid')
  })

  it('says everything that is wrong, by line', () => {
    const source = small.replace('accept: 15m', 'accept: 1').replace('hot: 70', 'hot: warm').replace('NY', 'true')
    const reading = readPlaybook(source)
    expect(reading.kind === 'invalid' && reading.errors.map(({ line }) => line)).toEqual([3, 5, 19])
    const names = readPlaybook(small.replace('company.employees', 'company.size').replace('sally: 2', 'bob: 2'))
    expect(names.kind === 'invalid' && names.errors.map(({ line }) => line)).toEqual([7, 17])
  })
})

it('the JSON Schema is of what people write', () => {
  const schema = playbookJsonSchema()
  expect(schema).toMatchObject({ $schema: expect.stringContaining('2020-12'), additionalProperties: false })
  expect(schema.required).toEqual(['workspace', 'scoring', 'routing', 'sla'])
  expect(JSON.stringify(schema)).toContain('"default":"14d"')
})

it('a playbook reads the same however it is laid out', () => {
  expect(readPlaybook(stringify(parse(whole)))).toEqual(readPlaybook(whole))
})
