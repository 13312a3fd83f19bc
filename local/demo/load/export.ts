import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { toCounterItem, toTallyItem } from '../../../shared/adapters/dynamodb/counter-item.ts'
import { type Item, toItem } from '../../../shared/adapters/dynamodb/item.ts'
import type { Snapshot } from '../../../shared/adapters/memory/store.ts'

/** How many lines are written in one go. */
const linesAtOnce = 2_000

/**
 * Lists the items of a history, as the table would hold them.
 * @param snapshot what the pipeline left in memory
 */
export function* itemsOf({ entities, tallies, counters }: Snapshot): Generator<Item> {
  for (const { entity, version } of entities) yield toItem(entity, version)
  for (const tally of tallies) yield toTallyItem(tally)
  for (const one of counters) yield toCounterItem(one)
}

/**
 * Writes items as an export of DynamoDB holds them: a JSON text with `Item` on each line.
 * @param path the file; its folder is made
 * @param items what
 * @returns how many
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html
 */
export function writeExport(path: string, items: Iterable<Item>): number {
  mkdirSync(dirname(path), { recursive: true })
  const file = openSync(path, 'w', 0o600)
  let count = 0
  let lines = ''
  try {
    for (const item of items) {
      lines += `${JSON.stringify({ Item: asJson(item) })}\n`
      count += 1
      if (count % linesAtOnce !== 0) continue
      writeSync(file, lines)
      lines = ''
    }
    writeSync(file, lines)
  } finally {
    closeSync(file)
  }
  return count
}

/** Bytes are written in base64; JSON has no word of its own for them. */
function asJson(item: Item): object {
  return Object.fromEntries(
    Object.entries(item).map(([name, { B: bytes, ...attribute }]) =>
      bytes === undefined ? [name, attribute] : [name, { B: Buffer.from(bytes).toString('base64') }],
    ),
  )
}
