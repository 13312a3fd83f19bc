import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { StartFailure, StoppedEarly } from '../../failure.ts'
import type { DemoSummary } from './marker.ts'
import { type PlayOrder, type PlayReport, playReport } from './protocol.ts'

/**
 * What the process may take. Much is made and thrown away while it plays: with room for the young, the collector runs
 * seldom. The runtime's own settings, which keep a long-lived process small, make it a quarter slower.
 */
const settings = ['--max-semi-space-size=32', '--max-old-space-size=900', '--disable-warning=ExperimentalWarning']

/**
 * Has a history played in a process of its own, and written as an export of DynamoDB.
 * @param order what to play and where to write it
 * @param onReport is told how far it has come
 * @param signal ends it
 * @returns what the history holds
 * @throws StartFailure when it was ended or broke off; its own words were printed then
 */
export async function playInProcess(
  order: PlayOrder,
  onReport: (report: PlayReport) => void,
  signal: AbortSignal | undefined,
): Promise<DemoSummary> {
  const script = fileURLToPath(new URL('./player-process.ts', import.meta.url))
  const child = spawn(process.execPath, [...settings, script], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const end = () => void child.kill('SIGKILL')
  signal?.addEventListener('abort', end, { once: true })
  let summary: DemoSummary | undefined
  child.on('message', (message) => {
    const report = playReport.parse(message)
    if (report.kind === 'done') summary = report.summary
    onReport(report)
  })
  child.send(order)
  const [code] = await once(child, 'exit')
  signal?.removeEventListener('abort', end)
  if (signal?.aborted)
    throw new StoppedEarly('Stopped while the demo was being loaded: the next start begins it afresh')
  if (code !== 0 || summary === undefined) throw new StartFailure('The demo’s history could not be played')
  return summary
}
