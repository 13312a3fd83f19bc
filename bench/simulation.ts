import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Playbook } from '../shared/domain/playbook.ts'
import { simulate } from '../shared/domain/simulate.ts'
import type { SimulatedLead } from '../shared/domain/simulate-replay.ts'
import { day } from '../shared/domain/time.ts'
import { readSource } from '../shared/pipeline/lint.ts'
import { repNamed } from '../test/support/rules.ts'
import { noon } from '../test/support/sample-entities.ts'
import type { Benchmark } from './context.ts'
import { createDemoLeads, demoPlaybook } from './demo-leads.ts'
import { medianOf } from './measure/distribution.ts'

const hours = [{ from: '09:00', until: '17:00' }]

/**
 * How long it takes to try a change of the playbook on 100,000 leads: the demo playbook against one with a lower
 * threshold and New York given to the northeast, reps with working hours and a daily cap. Reading leads is not in it.
 * @param context see there
 */
export const simulation: Benchmark = async (context) => {
  const count = context.quick ? 20_000 : 100_000
  context.progress(`${count} leads, two playbooks`)
  const leads = createDemoLeads(count, 92).map(
    ({ profile, touches }, index): SimulatedLead => ({
      id: `lead_${index}`,
      steps: touches.map((touch) => ({ at: touch.at, profile, touch })),
    }),
  )
  const before = demoPlaybook()
  const draft = changedDemo()
  const workingHours = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours }
  const ids = [...new Set(Object.values(before.routing.pools).flatMap(({ reps }) => reps))]
  const roster = ids.map((id) => repNamed(id, { workingHours, dailyCap: 500 }))
  const samples: number[] = []
  const worked: number[] = []
  let changes = 0
  for (let round = 0; round < 3; round += 1) {
    const began = performance.now()
    const used = process.cpuUsage()
    const { changes: found } = simulate({
      leads,
      roster,
      from: noon - 30 * day,
      before: { playbook: before, version: 1 },
      draft,
    })
    samples.push(performance.now() - began)
    const { user, system } = process.cpuUsage(used)
    worked.push((user + system) / 1_000_000)
    changes = found.length
  }
  const processor = medianOf(worked).toFixed(1)
  const note = `median of 3; ${processor} s of processor time; ${changes} leads come to something else`
  const aim = { atMost: (10 * count) / 100_000 }
  return [{ what: `simulate on ${count} leads`, value: medianOf(samples) / 1_000, unit: 's', aim, note }]
}

function changedDemo(): Playbook {
  const source = readFileSync(join(import.meta.dirname, '../examples/demo/playbook.yaml'), 'utf8')
  const changed = source.replace('hot: 70 ', 'hot: 60 ').replace('pool: new-york\n', 'pool: northeast\n')
  const read = readSource(changed)
  if (read.kind === 'invalid' || changed === source) throw new Error('The demo playbook can’t be changed as it was')
  return read.playbook
}
