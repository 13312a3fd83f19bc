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
    const count = context.quick ? 3 : 25
    context.progress(`${count} leads of each kind through the stages`)
    const kinds = [
      ['hot, e-mail and phone', () => journeys.travel('demo-request', people.business())],
      ['hot, e-mail only', () => journeys.travel('demo-request', people.businessWithoutPhone())],
      ['not hot, with its first nurture mail', () => journeys.travel('newsletter', people.reader())],
    ] as const
    const all: Figure[] = []
    for (const [kind, travel] of kinds) {
      const journeysMade: (readonly StageWork[])[] = []
      for (let made = 0; made < count; made += 1) journeysMade.push(await travel())
      all.push(...figures(kind, journeysMade))
    }
    const together = [
      ['hot', 'demo-request', () => people.business()],
      ['not hot', 'newsletter', () => people.reader()],
    ] as const
    for (const [kind, form, person] of together) {
      const leads = Array.from({ length: 10 }, person)
      const { units: spent } = await journeys.countTogether(form, leads)
      const what = `${kind}: report, write units of each of ten counted together`
      all.push({
        what,
        unit: 'units',
        value: spent.write / leads.length,
        note: `${spent.read / leads.length} read units`,
      })
    }
    return all
  } finally {
    await engine.stop()
  }
}

function figures(kind: string, journeys: readonly (readonly StageWork[])[]): readonly Figure[] {
  const mean = (read: (stage: StageWork) => number, stages?: readonly string[]) =>
    journeys.flat().reduce((sum, work) => sum + (stages?.includes(work.stage) === false ? 0 : read(work)), 0) /
    journeys.length
  const figure = (what: string, unit: Figure['unit'], value: number) => ({ what: `${kind}: ${what}`, unit, value })
  const stages = [...new Set(journeys.flat().map(({ stage }) => stage))]
  return [
    {
      ...figure(
        'write units, all stages',
        'units',
        mean(({ units }) => units.write),
      ),
      aim,
    },
    figure(
      'write units, capture and qualify',
      'units',
      mean(({ units }) => units.write, ['capture', 'qualify']),
    ),
    figure('write units by AWS’s rules', 'units', mean(ruled)),
    figure(
      'read units, all stages',
      'units',
      mean(({ units }) => units.read),
    ),
    figure(
      'calls of DynamoDB, all stages',
      'requests',
      mean(({ calls }) => calls),
    ),
    ...stages.map((stage) => ({
      ...figure(
        `${stage}, write units`,
        'units',
        mean(({ units }) => units.write, [stage]),
      ),
      note: `${mean(({ units }) => units.read, [stage])} read units, ${mean(({ calls }) => calls, [stage])} calls; such as ${example(journeys, stage)}`,
    })),
  ]
}

function ruled({ writes }: StageWork): number {
  return writes.reduce((total, { table, index }) => total + table + index, 0)
}

/** Where the units of a stage go, item by item, in one journey: size, units of the table + units of the indexes. */
function example(journeys: readonly (readonly StageWork[])[], stage: string): string {
  const writes = journeys.at(-1)?.find((work) => work.stage === stage)?.writes ?? []
  return writes.map(({ write, bytes, table, index }) => `${write} ${bytes} B: ${table}+${index}`).join(', ')
}
