import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'

/** Tells when a table's stream may have something new, so that the stream is not asked in vain. */
export interface StreamBell {
  /** @returns a wait for what is new since the wait before it; the signal ends it */
  listen(): (signal: AbortSignal) => Promise<void>
  close(): void
}

/** How long between two looks, in milliseconds: while things happen, and when nothing has for a while. */
const activePause = 2
const idlePause = 10
const idleAfter = 2_000

/**
 * Watches the native engine's database. Its change counter is in shared memory, so a look costs microseconds.
 *
 * The engine finds the next sequence number and the stream's end by reading all stream records, on every write
 * and every poll: 20 ms each after 50,000 writes. An index on what it asks for makes both constant, so one is
 * made here. Records older than a day are dropped, as DynamoDB does.
 * @param file the engine's database
 */
export function watchNativeStream(file: string): StreamBell {
  const database = new DatabaseSync(file, { timeout: 5_000 })
  database.exec(`
    CREATE INDEX IF NOT EXISTS baton_stream ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
    DELETE FROM _stream_records WHERE created_at < unixepoch() - 86400 AND id < (SELECT MAX(id) FROM _stream_records);
  `)
  const version = database.prepare('PRAGMA data_version')
  const look = () => Number(version.get()?.['data_version'])
  const listen = () => {
    let seen = -1
    let lastNews = performance.now()
    return async (signal: AbortSignal) => {
      for (let now = look(); now === seen && !signal.aborted; now = look()) {
        await patiently(performance.now() - lastNews > idleAfter ? idlePause : activePause, signal)
        if (signal.aborted) return
      }
      seen = look()
      lastNews = performance.now()
    }
  }
  return { listen, close: () => database.close() }
}

/** For an engine that can't be watched: every look is news. */
export function timedBell(): StreamBell {
  return { listen: () => (signal) => patiently(20, signal), close: () => undefined }
}

/** A pause that an abort ends early and quietly. */
async function patiently(milliseconds: number, signal: AbortSignal): Promise<void> {
  await pause(milliseconds, undefined, { signal }).catch(() => undefined)
}
