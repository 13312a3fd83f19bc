import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import type { Email } from 'aws-ses-v2-local/dist/store.js'
import * as z from 'zod'
import { systemErrorCode } from '../failure.ts'

const list = z.array(z.string())
const email: z.ZodType<Email> = z.looseObject({
  messageId: z.string(),
  from: z.string(),
  replyTo: list,
  destination: z.object({ to: list, cc: list, bcc: list }),
  subject: z.string(),
  body: z.object({ html: z.string().optional(), text: z.string().optional() }),
  attachments: z.array(
    z.object({ content: z.string(), contentType: z.string(), filename: z.string().optional(), size: z.number() }),
  ),
  at: z.number(),
})

/** The mails that were accepted, kept so that the viewer still has them after a restart. */
export interface MailJournal {
  readonly earlier: readonly Email[]
  append(email: Email): void
  close(): void
}

/**
 * Opens a journal of mails, one JSON line each, and drops all but the newest of an earlier run.
 * @param path the file
 * @param kept how many are kept
 */
export function openJournal(path: string, kept: number): MailJournal {
  const earlier = readLines(path).slice(-kept)
  writeFileSync(path, earlier.map((mail) => `${JSON.stringify(mail)}\n`).join(''), { mode: 0o600 })
  const file = openSync(path, 'a', 0o600)
  return {
    earlier,
    // Written before the sender hears of it, so that a mail once accepted is not forgotten.
    append: (mail) => void writeSync(file, `${JSON.stringify(mail)}\n`),
    close: () => closeSync(file),
  }
}

function readLines(path: string): readonly Email[] {
  return textOf(path)
    .split('\n')
    .flatMap((line) => {
      const parsed = email.safeParse(parseLine(line))
      return parsed.success ? [parsed.data] : []
    })
}

/** The last line is cut off when the process was killed while it wrote it. */
function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return ''
    throw error
  }
}
