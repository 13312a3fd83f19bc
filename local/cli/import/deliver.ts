import { type ImportAnswer, importAnswer } from '../../../shared/contracts/import.ts'
import { type Api, type Call, refusal } from '../api.ts'
import { CommandFailed } from '../failure.ts'
import type { Batch, Row } from './batches.ts'
import type { ImportMap } from './map.ts'
import type { Reject } from './rejects.ts'

/** What became of a batch. */
export interface Delivered {
  readonly accepted: number
  readonly known: number
  readonly rejects: readonly Reject[]
}

/** How long an import goes on trying a stack that is away, in milliseconds: a deployment or a restart is shorter. */
const patience = 5 * 60_000

/**
 * Makes the function that sends batches.
 * @param api the stack
 * @param kind which import
 * @param map names the source and the mode
 */
export function delivery(api: Api, kind: 'leads' | 'outcomes', map: ImportMap): (batch: Batch) => Promise<Delivered> {
  const { source, mode } = map
  const post = (rows: readonly Row[]): Call => ({
    method: 'POST',
    path: `/v1/imports/${kind}`,
    body: { source, mode, rows: rows.map(({ row }) => row) },
    idempotent: true,
    patience,
  })
  const send = async (rows: readonly Row[]): Promise<Delivered> => {
    if (rows.length === 0) return { accepted: 0, known: 0, rejects: [] }
    const answer = await api.call(post(rows))
    if (answer.status === 413) return sendSmaller(rows, send)
    if (answer.status >= 300) throw new CommandFailed(refusal(answer))
    return accountFor(rows, importAnswer.parse(JSON.parse(answer.text)))
  }
  return async (batch) => {
    const sent = await send(batch.rows)
    return { ...sent, rejects: [...batch.rejects, ...sent.rejects].sort((one, other) => one.line - other.line) }
  }
}

/** Too large for one request: each half goes alone, and a row that is too large by itself is rejected. */
async function sendSmaller(
  rows: readonly Row[],
  send: (rows: readonly Row[]) => Promise<Delivered>,
): Promise<Delivered> {
  const [only] = rows
  if (only !== undefined && rows.length === 1) {
    return { accepted: 0, known: 0, rejects: [rejected(only, [{ path: '', message: 'is too large' }])] }
  }
  const middle = Math.ceil(rows.length / 2)
  const one = await send(rows.slice(0, middle))
  const other = await send(rows.slice(middle))
  return {
    accepted: one.accepted + other.accepted,
    known: one.known + other.known,
    rejects: [...one.rejects, ...other.rejects],
  }
}

/** Every row sent must be accepted, known or rejected: none may go missing in an answer. */
function accountFor(rows: readonly Row[], answer: ImportAnswer): Delivered {
  const byLine = new Map(rows.map((row) => [row.row.line, row]))
  const rejects = answer.rejected.flatMap(({ line, errors }) => {
    const row = byLine.get(line)
    return row === undefined ? [] : [rejected(row, errors)]
  })
  if (answer.accepted + answer.known + rejects.length !== rows.length) {
    throw new CommandFailed(
      `The stack's answer accounts for ${answer.accepted + answer.known + rejects.length} of ${rows.length} rows`,
    )
  }
  return { accepted: answer.accepted, known: answer.known, rejects }
}

function rejected({ row, cells }: Row, errors: Reject['errors']): Reject {
  return { line: row.line, cells, errors }
}
