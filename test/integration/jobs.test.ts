import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { jobAnswer } from '../../shared/contracts/jobs.ts'
import { type CommandLine, commandLine, realTime } from '../support/command-line.ts'
import { eventually } from '../support/eventually.ts'
import { type LocalStack, startLocalStack } from '../support/local-stack.ts'

let stack: LocalStack
let here: CommandLine

const demo = readFileSync(new URL('../../examples/demo/playbook.yaml', import.meta.url), 'utf8')
const business = { company: 'Engines', jobTitle: 'Director', employees: 60, state: 'NY' }
const leads = z.object({
  leads: z.array(z.object({ id: z.string(), stage: z.string(), owner: z.string().nullable() })),
})

async function leadsOf(stage: string) {
  return leads.parse((await stack.admin(`/v1/leads?stage=${stage}`)).body).leads
}

async function untilIn(stage: string, number: number): Promise<void> {
  await eventually(async () => ((await leadsOf(stage)).length === number ? true : undefined))
}

beforeAll(async () => {
  stack = await startLocalStack()
  const token = stack.running.credentials?.adminToken ?? ''
  here = commandLine(fetch, { BATON_URL: stack.running.baseUrl, BATON_TOKEN: token }, realTime)
  writeFileSync(join(here.folder, 'warmer.yaml'), demo.replace('hot: 70', 'hot: 40'))
  for (const number of [1, 2, 3]) {
    await stack.call('/v1/forms/newsletter', { json: { email: `p${number}@engines.com`, ...business } })
  }
  await stack.call('/v1/forms/newsletter', { json: { email: 'quiet@engines.com' } })
  await untilIn('nurturing', 4)
})

afterAll(() => stack.stop())

async function publishAndGoBack(): Promise<void> {
  const published = await here.run('playbook', 'publish', 'warmer.yaml', '--wait')
  expect(published).toMatchObject({
    code: 0,
    out: 'Playbook version 2 is in force\n4 leads looked at: 3 with another score, 3 newly hot and routed\n',
  })
  await untilIn('assigned', 3)
  const { out } = await here.run('jobs')
  expect(out).toMatch(/rescore +version 2 +done +4 of 4 +3 with another score, 3 newly hot and routed\n/)
  const back = await here.run('playbook', 'rollback', '1', '--wait', '--json')
  const answer = z.object({ version: z.number(), rescored: jobAnswer }).parse(JSON.parse(back.out))
  expect(answer).toMatchObject({ version: 3, rescored: { state: 'done', result: { changed: 3, routed: 0 } } })
  expect((await leadsOf('assigned')).length).toBe(3)
}

async function letSallyGo(): Promise<void> {
  const sally = { name: 'Sally Jones', email: 'sally.jones@example.com', active: false }
  const saved = await stack.admin('/v1/roster/sally-jones', { method: 'PUT', json: sally })
  const { handOver } = z.object({ handOver: z.string() }).parse(saved.body)
  await eventually(async () => {
    const owners = (await leadsOf('assigned')).map(({ owner }) => owner)
    return owners.length === 3 && !owners.includes('sally-jones') ? true : undefined
  })
  expect((await stack.admin(`/v1/jobs/${handOver}`)).body).toMatchObject({
    kind: 'hand-over',
    rep: 'sally-jones',
    result: { rerouted: 3, pooled: 0, deals: 0, withoutOwner: [] },
  })
  expect((await stack.admin('/v1/jobs?limit=1')).body).toMatchObject({ jobs: [{ id: handOver }] })
  expect((await stack.admin('/v1/jobs/job_nobody')).status).toBe(404)
  expect((await stack.admin('/v1/jobs?limit=0')).status).toBe(400)
}

test('publish --wait says what the scoring changed, baton jobs lists it, and who leaves hands leads on', async () => {
  await publishAndGoBack()
  await letSallyGo()
}, 60_000)
