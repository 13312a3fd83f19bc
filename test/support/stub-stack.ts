import { importAnswer, leadImport } from '../../shared/contracts/import.ts'

/** A row as it reached the stack. */
export type StubRow = Readonly<Record<string, unknown>> & { readonly line: number }

/** Stands in for the stack's import: keeps rows by event id, and can be told to fail. */
export interface StubStack {
  readonly fetch: typeof fetch
  /** Rows taken, by event or deal id. */
  readonly taken: ReadonlyMap<string, StubRow>
  /** Sizes of the batches that came, in order. */
  readonly batches: readonly number[]
  /** Most requests under way at once. */
  readonly mostAtOnce: () => number
}

/** Ways to be in the way. */
export interface Trouble {
  /** Called before a batch is taken; what it gives is answered instead. */
  readonly before?: (batch: number) => Response | undefined | Promise<Response | undefined>
  /** Called after a batch is taken; what it gives is answered instead, as if the answer were lost. */
  readonly after?: (batch: number) => Response | undefined
  /** Why a row is rejected, when it is. */
  readonly rejects?: (row: StubRow) => string | undefined
  /** Bodies longer than this are answered 413. */
  readonly longest?: number
  /** How many qualify tasks GET /v1/tasks says are due, call by call; then 0. Three SLAs always run. */
  readonly due?: readonly number[]
}

/**
 * Makes a stack that takes imports and keeps them in memory.
 * @param trouble how it fails
 */
export function stubStack(trouble: Trouble = {}): StubStack {
  const taken = new Map<string, StubRow>()
  const batches: number[] = []
  const due = [...(trouble.due ?? [])]
  let atOnce = 0
  let most = 0
  const take = async (body: string): Promise<Response> => {
    const number = batches.length
    const { rows } = leadImport.parse(JSON.parse(body))
    if (trouble.longest !== undefined && body.length > trouble.longest) return problem(413, 'Payload too large')
    batches.push(rows.length)
    const instead = await trouble.before?.(number)
    if (instead !== undefined) return instead
    const answer = takeRows(rows.map(rowOf), taken, trouble)
    return trouble.after?.(number) ?? Response.json(importAnswer.parse(answer))
  }
  return {
    taken,
    batches,
    mostAtOnce: () => most,
    fetch: async (input, init) => {
      const { pathname } = new URL(String(input))
      if (pathname === '/v1/health') return Response.json({ status: 'ready' })
      if (pathname === '/v1/tasks')
        return Response.json({
          due: [
            { kind: 'qualify', count: due.shift() ?? 0 },
            { kind: 'sla', count: 3 },
          ],
          more: false,
          parked: [],
        })
      if (!pathname.startsWith('/v1/imports/')) return problem(404, 'Not found')
      atOnce += 1
      most = Math.max(most, atOnce)
      try {
        init?.signal?.throwIfAborted()
        return await take(String(init?.body))
      } finally {
        atOnce -= 1
      }
    },
  }
}

/** An error as the stack answers it. */
export function problem(status: number, title: string, headers: Record<string, string> = {}): Response {
  return Response.json({ type: 'about:blank', title, status, detail: '' }, { status, headers })
}

function rowOf(row: unknown): StubRow {
  if (typeof row === 'object' && row !== null && 'line' in row && typeof row.line === 'number')
    return { ...row, line: row.line }
  throw new Error('a row without a line')
}

function takeRows(rows: readonly StubRow[], taken: Map<string, StubRow>, trouble: Trouble) {
  const answer = {
    accepted: 0,
    known: 0,
    rejected: [] as { line: number; errors: { path: string; message: string }[] }[],
  }
  for (const row of rows) {
    const id = String(row.eventId ?? row.dealId)
    const why = trouble.rejects?.(row)
    if (why !== undefined) answer.rejected.push({ line: row.line, errors: [{ path: 'email', message: why }] })
    else if (taken.has(id)) answer.known += 1
    else {
      taken.set(id, row)
      answer.accepted += 1
    }
  }
  return answer
}
