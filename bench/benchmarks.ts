import { bundles } from './bundles.ts'
import { contention } from './contention.ts'
import type { Benchmark } from './context.ts'
import { importSpeed } from './import-speed.ts'
import { latency } from './latency.ts'
import { memory } from './memory.ts'
import { messages } from './messages.ts'
import { consolePages } from './pages/pages.ts'
import { reports } from './reports.ts'
import { rescoring } from './rescoring.ts'
import { routing } from './routing.ts'
import { scoring } from './scoring.ts'
import { simulation } from './simulation.ts'
import { stages } from './stages.ts'
import { startUp } from './start-up.ts'
import { throughput } from './throughput.ts'
import { units } from './units.ts'

/** Every benchmark, by the name `--only` takes, in the order they run. */
export const benchmarks: Readonly<Record<string, Benchmark>> = {
  latency,
  stages,
  throughput,
  import: importSpeed,
  memory,
  start: startUp,
  messages,
  units,
  reports,
  bundles,
  scoring,
  rescoring,
  routing,
  contention,
  simulation,
  pages: consolePages,
}
