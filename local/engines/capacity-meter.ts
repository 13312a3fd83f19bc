import { Agent, type IncomingMessage, type ServerResponse, request as send } from 'node:http'
import { z } from 'zod'
import { loopback, type OpenServer } from '../http/open-server.ts'

/** What one function's calls to DynamoDB came to. Units are DynamoDB's capacity units, indexes included. */
export interface CapacityUse {
  /** Calls by operation, such as `TransactWriteItems`. */
  readonly calls: Readonly<Record<string, number>>
  readonly readUnits: number
  readonly writeUnits: number
}

/** Operations that can say what they cost. */
const reads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems'])
const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'BatchWriteItem'])

const consumed = z.object({ CapacityUnits: z.number().default(0) })
const answer = z.object({ ConsumedCapacity: z.union([consumed, z.array(consumed)]).optional() })
const input = z.record(z.string(), z.unknown())

interface Use {
  readonly calls: Map<string, number>
  readUnits: number
  writeUnits: number
}

/**
 * Stands between the functions and the engine, asks of each call what it costs, and adds it up by function. The
 * function is known by its access key id.
 * @param opened the server the functions are told to call
 * @param enginePort where the engine listens
 * @returns gives the sums so far, by access key id
 */
export function meterCapacity(opened: OpenServer, enginePort: number): () => Readonly<Record<string, CapacityUse>> {
  const uses = new Map<string, Use>()
  const agent = new Agent({ keepAlive: true })
  opened.serve((request, response) => {
    forward(request, response, { agent, enginePort, uses }).catch(() => response.destroy())
  })
  return () =>
    Object.fromEntries([...uses].map(([who, use]) => [who, { ...use, calls: Object.fromEntries(use.calls) }]))
}

async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { agent, enginePort, uses }: { agent: Agent; enginePort: number; uses: Map<string, Use> },
): Promise<void> {
  const operation = String(request.headers['x-amz-target'] ?? '').replace(/^.*\./, '')
  const costs = reads.has(operation) || writes.has(operation)
  const body = await textOf(request)
  const asked = costs ? JSON.stringify({ ...input.parse(JSON.parse(body)), ReturnConsumedCapacity: 'TOTAL' }) : body
  const headers = { ...request.headers, 'content-length': Buffer.byteLength(asked) }
  const answered = await new Promise<IncomingMessage>((resolve, reject) => {
    send({ agent, host: loopback, port: enginePort, method: 'POST', path: request.url, headers }, resolve)
      .on('error', reject)
      .end(asked)
  })
  const text = await textOf(answered)
  count(useOf(uses, request), operation, costs && answered.statusCode === 200 ? unitsOf(text) : 0)
  const { 'transfer-encoding': _, ...kept } = answered.headers
  response.writeHead(answered.statusCode ?? 500, { ...kept, 'content-length': Buffer.byteLength(text) }).end(text)
}

function useOf(uses: Map<string, Use>, request: IncomingMessage): Use {
  const who = /Credential=([^/]+)/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const use = uses.get(who) ?? { calls: new Map(), readUnits: 0, writeUnits: 0 }
  uses.set(who, use)
  return use
}

function count(use: Use, operation: string, units: number): void {
  use.calls.set(operation, (use.calls.get(operation) ?? 0) + 1)
  if (writes.has(operation)) use.writeUnits += units
  else use.readUnits += units
}

function unitsOf(text: string): number {
  const { ConsumedCapacity = [] } = answer.parse(JSON.parse(text))
  return [ConsumedCapacity].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0)
}

async function textOf(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
