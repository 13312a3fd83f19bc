import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as z from 'zod'

const checkpoint = z.object({
  /** The last line up to which every row is acknowledged. */
  line: z.number().int().nonnegative(),
  /** How far into the file that is, in bytes. */
  bytes: z.number().int().nonnegative(),
  accepted: z.number().int().nonnegative(),
  known: z.number().int().nonnegative(),
  rejected: z.number().int().nonnegative(),
  skipped: z.number().int().nonnegative(),
  /** Length of the rejects file then, in bytes. */
  rejectsLength: z.number().int().nonnegative(),
})

/** How far an import has come. Only saves time: rows sent again are known to the stack. */
export type Checkpoint = z.infer<typeof checkpoint>

/** Where an import starts. */
export const start: Checkpoint = { line: 0, bytes: 0, accepted: 0, known: 0, rejected: 0, skipped: 0, rejectsLength: 0 }

/** Where one import keeps its checkpoint. */
export interface CheckpointFile {
  load(): Promise<Checkpoint>
  save(reached: Checkpoint): Promise<void>
  clear(): Promise<void>
}

/**
 * Finds the checkpoint of an import: another file, another map or another stack is another import.
 * @param folder where checkpoints are kept
 * @param input the file being imported; read once for its digest
 * @param about whatever else makes it another import, such as the map and the token
 */
export async function checkpointOf(folder: string, input: string, about: unknown): Promise<CheckpointFile> {
  const digest = createHash('sha256').update(JSON.stringify(about))
  for await (const chunk of createReadStream(input)) digest.update(chunk)
  const path = join(folder, `${digest.digest('hex').slice(0, 32)}.progress.json`)
  return {
    load: async () => (await readIfThere(path)) ?? start,
    save: async (reached) => {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(`${path}.new`, JSON.stringify(reached))
      await rename(`${path}.new`, path)
    },
    clear: () => rm(path, { force: true }),
  }
}

/** An unreadable checkpoint is as good as none: rows are then sent again, and known. */
async function readIfThere(path: string): Promise<Checkpoint | undefined> {
  try {
    return checkpoint.safeParse(JSON.parse(await readFile(path, 'utf8'))).data
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      return undefined
    throw error
  }
}
