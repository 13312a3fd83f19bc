import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DataDirectory } from './data-directory.ts'

/**
 * Makes a stopped stack's files forget what its table no longer holds: a database keeps what was deleted in its log, in
 * free pages, and in the stream's records of the last day. The mail viewer's mails and the logs go, too.
 * @param directory the stack's data directory
 * @throws StartFailure when a stack runs on it
 */
export async function scrub(directory: string): Promise<void> {
  const data = await DataDirectory.claim(directory)
  try {
    for (const content of ['mails.jsonl', 'logs'] as const) rmSync(data.file(content), { recursive: true, force: true })
    const table = join(data.file('table'), 'table.db')
    if (existsSync(table)) rewrite(table)
  } finally {
    data.release()
  }
}

/** The newest record of the stream stays, without what it tells, because the engine counts on from it. */
function rewrite(file: string): void {
  const database = new DatabaseSync(file, { timeout: 5_000 })
  database.exec(`
    DELETE FROM _stream_records WHERE id < (SELECT MAX(id) FROM _stream_records);
    UPDATE _stream_records SET keys_json = '{}', new_image = '{}', old_image = NULL;
    VACUUM;
    PRAGMA wal_checkpoint(TRUNCATE);
  `)
  database.close()
}
