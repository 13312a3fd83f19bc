import { existsSync } from 'node:fs'
import type { DataDirectory } from '../../data-directory.ts'
import { StartFailure } from '../../failure.ts'
import type { Fill } from '../../options.ts'
import { type HistorySize, wholeYear } from '../story/wish.ts'
import { inWords, readMarker } from './marker.ts'

/** How a demo's history is loaded. */
export interface DemoOptions {
  /** Whether somebody asked for it; else only what was cut off is begun again. */
  readonly wanted: boolean
  /** Where a progress bar can be drawn. */
  readonly terminal?: NodeJS.WriteStream
  /** Another history than the whole year. */
  readonly size?: HistorySize
}

/**
 * Makes what loads a year of history into an empty data directory, before the engine runs. A load that was cut off is
 * begun afresh: until it is whole, nothing of it is where the engine looks.
 * @param options whether it is wanted
 * @throws StartFailure when the directory has data of its own
 */
export function demoHistory({ wanted, terminal, size = wholeYear }: DemoOptions): Fill {
  return async (context) => {
    const { data, report } = context
    const marker = readMarker(data)
    if (marker?.state === 'loaded') {
      if (wanted) report(`The demo is loaded: ${inWords(marker.summary)}`)
      return
    }
    if (marker === undefined && !wanted) return
    if (marker === undefined && hasData(data))
      throw new StartFailure(
        `DATA_DIR ${data.path} has data of its own: start with --fresh --demo to replace it, or choose another DATA_DIR`,
      )
    if (marker?.state === 'loading') report('Loading the demo was cut off before it was whole: beginning afresh')
    const { loadHistory } = await import('./load.ts')
    await loadHistory(context, terminal, size)
  }
}

function hasData(data: DataDirectory): boolean {
  return (['credentials.json', 'table', 'table-java'] as const).some((name) => existsSync(data.file(name)))
}
