import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchmarks } from './benchmarks.ts'
import type { Context } from './context.ts'
import { type Busyness, thisMachine, watchBusyness } from './machine.ts'
import type { Measurement } from './measurement.ts'
import { inWords, writeReport } from './report.ts'

// `npm run bench`: measures, prints a table, writes JSON. Nothing fails by being slow.
const names = Object.keys(benchmarks)
const { only, quick, profile } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: names },
    quick: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
  },
}).values

const context: Context = {
  quick,
  progress: (line) => console.error(`  ${line}`),
  profiled: async (stack, run) => {
    if (!profile) return await run()
    await stack.startProfile()
    const result = await run()
    await stack.stopProfile()
    return result
  },
}

const unknown = only.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}: there are ${names.join(', ')}`)
  process.exit(2)
}
const wanted = Object.entries(benchmarks).filter(([name]) => only.includes(name))
const startedAt = new Date().toISOString()
const measurements: Measurement[] = []
const busyness: Record<string, Busyness> = {}
for (const [name, benchmark] of wanted) {
  console.error(`${name}…`)
  const busy = watchBusyness()
  measurements.push(...(await benchmark(context)).map((figure) => ({ benchmark: name, ...figure })))
  busyness[name] = busy()
}
const report = { startedAt, quick, machine: thisMachine(), busyness, measurements }
console.log(`\n${inWords(report)}`)
console.log(`Written to ${writeReport(report, join(import.meta.dirname, 'results'))}`)
