import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchmarks } from './benchmarks.ts'
import type { Context } from './context.ts'
import { watchMachine } from './machine.ts'
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

const wanted = only.map((name) => {
  const benchmark = Object.entries(benchmarks).find(([known]) => known === name)
  if (benchmark === undefined) throw new Error(`There is no benchmark ${name}: there are ${names.join(', ')}`)
  return benchmark
})
const startedAt = new Date().toISOString()
const machine = watchMachine()
const measurements: Measurement[] = []
for (const [name, benchmark] of wanted) {
  console.error(`${name}…`)
  measurements.push(...(await benchmark(context)).map((figure) => ({ benchmark: name, ...figure })))
}
const report = { startedAt, quick, machine: machine(), measurements }
console.log(`\n${inWords(report)}`)
console.log(`Written to ${writeReport(report, join(import.meta.dirname, 'results'))}`)
