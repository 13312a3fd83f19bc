import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { playbookAnswers } from '../../functions/api/playbooks.ts'
import { simulationAnswer } from '../../shared/contracts/simulate.ts'
import { ownerOf } from '../../shared/domain/lead.ts'
import { minute } from '../../shared/domain/time.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { readSource } from '../../shared/pipeline/lint.ts'
import { currentRules } from '../../shared/pipeline/rules.ts'
import { simulateOnStored } from '../../shared/pipeline/simulate.ts'
import { leadsOfRows, readRow } from '../../shared/pipeline/simulate-rows.ts'
import type { Store } from '../../shared/ports/store.ts'
import { commandLine } from '../support/command-line.ts'
import { httpEvent } from '../support/http-event.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'

const demo = readFileSync(new URL('../../examples/demo/playbook.yaml', import.meta.url), 'utf8')

/** Moves New Jersey, one of the demo's states, to the territory of New York. */
const moved = demo
  .replace('{ field: address.state, is: NY }', '{ field: address.state, in: [NY, NJ] }')
  .replace('NH, NJ, PA', 'NH, PA')

const states = ['NY', 'NJ', 'TX', 'FL', 'CA', 'WA', 'CA', 'TX', 'NJ', 'MT', 'GA', 'CA'] as const

/** A stack with a hot lead from each state, a minute apart, and one that is not hot. */
async function stackWithLeads(): Promise<MemoryStack> {
  const stack = await startMemoryStack()
  for (const [index, state] of states.entries()) {
    const fields = { email: `p${index}@shop${index}.com`, company: 'Shop', jobTitle: 'Director', employees: 60, state }
    await submitForm(stack.ports, { formId: 'demo-request', fields: { ...fields, phone: `+1212555${1000 + index}` } })
    await stack.settle()
    await stack.pass(minute / 2)
  }
  await submitForm(stack.ports, { formId: 'newsletter', fields: { email: 'reader@gmail.com' } })
  await stack.settle()
  return stack
}

async function tried(
  stack: MemoryStack,
  source: string,
  rest: { readonly limit?: number; readonly lead?: string } = {},
) {
  const result = await simulateOnStored(stack.ports, { source, days: 30, limit: 2_000, ...rest })
  if (result.kind !== 'simulated') throw new Error(`the simulation is ${result.kind}`)
  return result.answer
}

/** A store that can't be written to. */
function readOnly(store: Store): Store {
  return { ...store, commit: () => Promise.reject(new Error('a simulation must not write')) }
}

test('a simulation gives leads to whom production gave them, and writes nothing', async () => {
  const stack = await stackWithLeads()
  const { leads } = await stack.store.listLeads({ limit: 100 })
  const owners = leads.flatMap((lead) => ownerOf(lead) ?? []).toSorted()
  const result = await simulateOnStored(
    { ...stack.ports, store: readOnly(stack.store) },
    // The draft makes every lead lost to Sales, so that each hot one is listed with whom it went to.
    { source: demo.replace('hot: 70 ', 'hot: 300 '), days: 30, limit: 2_000 },
  )
  if (result.kind !== 'simulated') throw new Error(JSON.stringify(result))
  const { answer } = result
  expect(answer.looked).toEqual({ leads: 13, touches: 13, more: false })
  expect(answer.before).toMatchObject({ hot: 12, nurtured: 1 })
  const before = new Map(answer.changes.map(({ lead, before: fate }) => [lead, fate]))
  for (const lead of leads) {
    const fate = before.get(lead.id)
    expect(fate?.kind === 'hot' ? fate.rep : undefined).toBe(ownerOf(lead))
  }
  expect(answer.load.flatMap(({ rep, before: load }) => Array(load.leads).fill(rep)).toSorted()).toEqual(owners)
})

test('a moved state goes to the other territory, and a lead is told of in full', async () => {
  const stack = await stackWithLeads()
  const answer = await tried(stack, moved)
  expect(answer.changed).toMatchObject({ territory: 2, 'newly-hot': 0, 'no-longer-hot': 0 })
  const [first] = answer.changes
  expect(first).toMatchObject({
    before: { territory: 'northeast', rep: 'marcus-reed' },
    after: { territory: 'new-york', rep: 'sally-jones' },
  })
  const { lead } = await tried(stack, moved, { lead: first?.lead ?? '' })
  expect(lead).toMatchObject({
    id: first?.lead,
    before: { score: { hot: true }, route: { territory: 'northeast', rep: 'marcus-reed' } },
    after: { route: { territory: 'new-york', rep: 'sally-jones' } },
  })
  expect(lead?.before.score.reasons.length).toBeGreaterThan(3)
})

test('fewer leads than there are: the newest are looked at, and the answer says so', async () => {
  const stack = await stackWithLeads()
  expect((await tried(stack, demo, { limit: 5 })).looked).toEqual({ leads: 5, touches: 5, more: true })
})

test('over the API a draft with errors is refused by line, and a lead that is not there is not found', async () => {
  const stack = await startMemoryStack()
  const { simulatePlaybook } = playbookAnswers(stack.ports)
  const call = async (body: unknown) => {
    const { statusCode, body: text } = await simulatePlaybook(httpEvent({}, body))
    const answered: unknown = JSON.parse(text ?? 'null')
    return { status: statusCode, body: answered }
  }
  const broken = demo.replace('reps: [sally-jones]', 'reps: [saly-jones]')
  expect(await call({ source: broken })).toMatchObject({
    status: 400,
    body: {
      errors: [{ path: 'routing.pools.new-york.reps.0', message: expect.stringMatching(/^line \d+: there is no rep/) }],
    },
  })
  expect(await call({ source: 'hot: maybe' })).toMatchObject({ status: 400 })
  expect(await call({ source: demo, days: 0 })).toMatchObject({ status: 400, body: { errors: [{ path: 'days' }] } })
  expect(await call({ source: demo, limit: 2_001 })).toMatchObject({ status: 400 })
  expect(await call({ source: demo, lead: 'lead_nobody' })).toMatchObject({ status: 404 })
  const answered = await call({ source: demo })
  expect(answered).toMatchObject({ status: 200, body: { looked: { leads: 0, more: false }, lead: null } })
  expect(simulationAnswer.parse(answered.body).changes).toEqual([])
  expect((await currentRules(stack.store)).version).toBe(1)
})

const map = `source: trade-show
mode: live
eventId: { column: id }
fields:
  email: { column: email }
  state: { column: state }
  jobTitle: { value: Director }
  company: { value: Shop }
  employees: { value: 60 }
  phone: { value: +1 212 555 0100 }
  occurredAt: { column: at }
`
const roster = readFileSync(new URL('../../examples/demo/roster.yaml', import.meta.url), 'utf8')

function atDesk() {
  const here = commandLine(() => Promise.reject(new Error('there is no stack')), {})
  const files = {
    'draft.yaml': moved,
    'now.yaml': demo,
    'leads.map.yaml': map.replace(/^ {2}phone.*\n/m, ''),
    'roster.yaml': roster,
  }
  const rows = [
    'id,email,state,at',
    'r1,ada@one.com,NJ,2026-03-02T15:00:00Z',
    'r2,bob@two.com,NY,2026-03-02T16:00:00Z',
    'r3,ada@one.com,NJ,2026-03-03T15:00:00Z',
    'r4,nobody,NJ,2026-03-03T15:00:00Z',
  ]
  for (const [name, text] of Object.entries({ ...files, 'leads.csv': `${rows.join('\n')}\n` }))
    writeFileSync(join(here.folder, name), text)
  const file = ['--csv', 'leads.csv', '--map', 'leads.map.yaml', '--event', 'form.demo-request']
  const alone = [...file, '--against', 'now.yaml', '--roster', 'roster.yaml']
  return { here, alone, simulate: (...words: string[]) => here.run('playbook', 'simulate', 'draft.yaml', ...words) }
}

test('a file is tried without a stack: rows of one person are one lead, and bad rows are named', async () => {
  const { simulate, alone } = atDesk()
  const { code, out, err } = await simulate(...alone)
  expect({ code, err }).toEqual({
    code: 0,
    err: "leads.csv:5: email is not an e-mail address\nRows left out because they can't be read: 1\n",
  })
  expect(out).toContain('The draft against now.yaml: 2 leads with 3 touches, 2026-03-02 to 2026-03-03\n')
  expect(out).toMatch(/^Another territory +1$/m)
  expect(out).toMatch(/^r1 +\d+ northeast: \S+ \(\S+\) +→ +\d+ new-york: \S+ \(\S+\)$/m)
  const json = await simulate(...alone, '--json', '--lead', 'r1')
  expect(simulationAnswer.parse(JSON.parse(json.out))).toMatchObject({
    version: 0,
    changed: { territory: 1 },
    lead: { id: 'r1', after: { route: { territory: 'new-york' } } },
  })
})

test('rows of one person add up to what is known, in the order of time', () => {
  const rules = readSource(demo)
  if (rules.kind === 'invalid') throw new Error('the demo playbook is invalid')
  const sent = [
    { line: 3, eventId: 'later', email: 'ada@one.com', jobTitle: 'Director', occurredAt: '2026-03-03T10:00:00Z' },
    { line: 2, eventId: 'first', email: 'Ada@One.com', employees: '60', occurredAt: '2026-03-02T10:00:00Z' },
    { line: 4, eventId: 'first', email: 'ada@one.com', employees: '90', occurredAt: '2026-03-04T10:00:00Z' },
  ]
  const rows = sent.map((row) => readRow(row, rules.playbook.workspace, 0))
  const leads = leadsOfRows(
    rows.flatMap((read) => (read.kind === 'row' ? [read.row] : [])),
    'form.demo-request',
  )
  expect(leads).toMatchObject([
    {
      id: 'first',
      steps: [
        {
          at: Date.UTC(2026, 2, 2, 10),
          profile: { company: { employees: 60 } },
          touch: { event: 'form.demo-request' },
        },
        { at: Date.UTC(2026, 2, 3, 10), profile: { company: { employees: 60 }, jobTitle: 'Director' } },
      ],
    },
  ])
})

test('wrong use is told from a draft with errors, which are printed as lint prints them', async () => {
  const { here, simulate, alone } = atDesk()
  writeFileSync(join(here.folder, 'draft.yaml'), moved.replace('reps: [sally-jones]', 'reps: [saly-jones]'))
  const { code, err } = await simulate(...alone)
  expect(code).toBe(1)
  expect(err).toMatch(/^draft\.yaml:\d+: error: routing\.pools\.new-york\.reps\.0 there is no rep "saly-jones"/)
  writeFileSync(join(here.folder, 'draft.yaml'), 'scoring: [')
  expect((await simulate(...alone)).code).toBe(1)
  expect((await simulate('--csv', 'leads.csv')).code).toBe(2)
  expect((await simulate('--map', 'leads.map.yaml')).err).toContain('--map goes with --csv')
  expect((await simulate('--days', '0')).code).toBe(2)
  expect((await simulate('--csv', 'leads.csv', '--map', 'leads.map.yaml', '--days', '3')).code).toBe(2)
})
