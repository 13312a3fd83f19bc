import { score } from '../shared/domain/scoring.ts'
import { noon } from '../test/support/sample-entities.ts'
import type { Benchmark } from './context.ts'
import { createDemoLeads, demoPlaybook } from './demo-leads.ts'
import { medianOf } from './measure/distribution.ts'

/**
 * How long it takes to score a million leads anew after a publish, on one thread: the demo playbook, leads with their
 * touches in memory, every score with its reasons. Reading and writing the leads is not in it.
 * @param context see there
 */
export const rescoring: Benchmark = async (context) => {
  const count = context.quick ? 100_000 : 1_000_000
  context.progress(`${count} leads in memory`)
  const leads = createDemoLeads(count, 91)
  const playbook = demoPlaybook()
  const samples: number[] = []
  let reasons = 0
  for (let round = 0; round < 3; round += 1) {
    const began = performance.now()
    for (const { profile, touches } of leads) {
      reasons += score({ playbook, version: 1, profile, touches, now: noon }).reasons.length
    }
    samples.push(performance.now() - began)
  }
  const note = `median of 3, ${(reasons / 3 / count).toFixed(1)} reasons each`
  const milliseconds = medianOf(samples)
  const aim = { atMost: (5 * count) / 1_000_000 }
  return [
    { what: `${count} leads scored anew, in memory`, value: milliseconds / 1_000, unit: 's', aim, note },
    { what: 'a lead scored by the demo playbook', value: (milliseconds * 1_000) / count, unit: 'µs', note },
  ]
}
