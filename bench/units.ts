import { startDynoxide } from '../test/support/dynamodb-engine.ts'
import type { Benchmark, Figure } from './context.ts'
import { createPeople } from './load/people.ts'
import { prepareJourneys, type StageWork } from './work/journey.ts'

/** Write units that a web lead should cost at the most. */
const aim = { atMost: 16 }

/**
 * What a lead costs in DynamoDB: read units, write units and calls, by stage, and by item where the writes go. As
 * the engine counts (ConsumedCapacity), with each item's share worked out by AWS's rules beside it.
 * @param context see there
 */
export const units: Benchmark = async (context) => {
  const engine = await startDynoxide()
  try {
    const journeys = await prepareJourneys(engine.client(), await engine.createTable())
    const people = createPeople(51)
    // The first lead of a campaign makes the campaign known, and the first of a pool its rotation.
    for (let warm = 0; warm < 40; warm += 1) await journeys.travel('demo-request', people.business())
    context.progress('one lead of each kind through the stages')
    const kinds = [
      ['hot, e-mail and phone', await journeys.travel('demo-request', people.business())],
      ['hot, e-mail only', await journeys.travel('demo-request', people.businessWithoutPhone())],
      ['not hot, with its first nurture mail', await journeys.travel('newsletter', people.reader())],
    ] as const
    return kinds.flatMap(([kind, work]) => figures(kind, work))
  } finally {
    await engine.stop()
  }
}

function figures(kind: string, work: readonly StageWork[]): readonly Figure[] {
  const intoBaton = work.filter(({ stage }) => stage === 'capture' || stage === 'qualify')
  return [
    { what: `${kind}: write units, all stages`, value: sum(work, ({ units }) => units.write), unit: 'units', aim },
    {
      what: `${kind}: write units, capture and qualify`,
      value: sum(intoBaton, ({ units }) => units.write),
      unit: 'units',
    },
    { what: `${kind}: write units by AWS’s rules`, value: sum(work, ruled), unit: 'units' },
    { what: `${kind}: read units, all stages`, value: sum(work, ({ units }) => units.read), unit: 'units' },
    { what: `${kind}: calls of DynamoDB, all stages`, value: sum(work, ({ calls }) => calls), unit: 'requests' },
    ...work.map(
      (stage): Figure => ({
        what: `${kind}: ${stage.stage}, write units`,
        value: stage.units.write,
        unit: 'units',
        note: `${stage.units.read} read units, ${stage.calls} calls; ${items(stage)}`,
      }),
    ),
  ]
}

function ruled({ writes }: StageWork): number {
  return writes.reduce((total, { table, index }) => total + table + index, 0)
}

function items({ writes }: StageWork): string {
  return writes.map(({ write, bytes, table, index }) => `${write} ${bytes} B: ${table}+${index}`).join(', ')
}

function sum(work: readonly StageWork[], read: (stage: StageWork) => number): number {
  return work.reduce((total, stage) => total + read(stage), 0)
}
