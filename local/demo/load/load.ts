import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { day } from '../../../shared/domain/time.ts'
import { writeCredentials } from '../../credentials.ts'
import { StartFailure } from '../../failure.ts'
import type { FillContext } from '../../options.ts'
import { newSecrets } from '../../secrets.ts'
import type { HistorySize } from '../story/wish.ts'
import { fillTable } from './fill-table.ts'
import { inWords, writeMarker } from './marker.ts'
import { playInProcess } from './player.ts'
import { showLoading } from './progress.ts'

const examples = join(import.meta.dirname, '..', '..', '..', 'examples', 'demo-year')

/**
 * Loads a history into an empty data directory: played in a process of its own, read by the engine, and marked as whole
 * last of all.
 * @param context where to
 * @param terminal where a progress bar can be drawn
 * @param size which history
 * @throws StartFailure when it breaks off
 */
export async function loadHistory(
  { data, engine, table, now, report, signal }: FillContext,
  terminal: NodeJS.WriteStream | undefined,
  size: HistorySize,
): Promise<void> {
  const { load: loader } = engine
  if (loader === undefined)
    throw new StartFailure(`The demo is loaded by the native engine (linux-x64), and here is the ${engine.kind} one`)
  // What a load that was cut off left behind; there is nothing else.
  for (const name of ['table', 'credentials.json', 'demo-load'] as const)
    rmSync(data.file(name), { recursive: true, force: true })
  writeMarker(data, { state: 'loading' })
  const began = performance.now()
  report('Loading the demo: a year of leads, mails and deals, through the pipeline itself; about a minute')
  const secrets = newSecrets()
  const folder = data.file('demo-load')
  const source = join(folder, table.name)
  mkdirSync(folder, { recursive: true })
  const span = { from: now - size.days * day, until: now }
  const progress = showLoading(terminal, report, span)
  try {
    const order = { ...size, until: now, output: join(source, 'items.json'), workspace: readWorkspace(), secrets }
    const summary = await playInProcess(order, progress.show, signal)
    progress.filling()
    await fillTable({ data, loader, table, source })
    const { adminToken, callCenterKey } = secrets
    writeCredentials(data, { baseUrl: '', mailUrl: '', adminToken, callCenterKey })
    writeMarker(data, { state: 'loaded', summary })
    progress.stop()
    report(`Loaded in ${Math.round((performance.now() - began) / 1_000)} s: ${inWords(summary)}`)
  } finally {
    progress.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function readWorkspace() {
  const read = (name: string): string => readFileSync(join(examples, `${name}.yaml`), 'utf8')
  return { playbook: read('playbook'), roster: read('roster'), forms: read('forms') }
}
