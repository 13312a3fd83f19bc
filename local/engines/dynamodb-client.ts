import { Agent, request } from 'node:http'
import * as z from 'zod'
import { loopback } from '../http/open-server.ts'

/** An error answer of DynamoDB. */
export class DynamoDbError extends Error {
  override readonly name = 'DynamoDbError'
  /** The kind, such as `ResourceNotFoundException`. */
  readonly code: string

  /**
   * @param code the kind
   * @param message what DynamoDB said
   */
  constructor(code: string, message: string) {
    super(`${code}: ${message}`)
    this.code = code
  }
}

/** Calls DynamoDB's JSON protocol: the little the runtime needs, without the weight of the SDK. */
export interface DynamoDbClient {
  /**
   * @param target API and operation, such as `DynamoDB_20120810.DescribeTable`
   * @param body the operation's input
   * @returns the operation's output, to be validated by the caller
   * @throws DynamoDbError for an error answer
   */
  call(target: string, body: unknown): Promise<unknown>
  close(): void
}

/** API versions, as DynamoDB's JSON protocol names them. */
export const tables = 'DynamoDB_20120810'
/** @see tables */
export const streams = 'DynamoDBStreams_20120810'

const headers = {
  'content-type': 'application/x-amz-json-1.0',
  // The engines ask for a signature's form, not for its truth.
  'x-amz-date': '20250101T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20250101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
}

/**
 * Connects to a DynamoDB engine on this machine.
 * @param port where it listens
 */
export function connectDynamoDb(port: number): DynamoDbClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const call = (target: string, body: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      const sent = request({
        agent,
        host: loopback,
        port,
        method: 'POST',
        headers: { ...headers, 'x-amz-target': target },
      })
      sent.on('error', reject)
      sent.on('response', (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk) => {
          text += chunk
        })
        response.on('error', reject)
        response.on('end', () => settle(text, response.statusCode === 200, resolve, reject))
      })
      sent.end(JSON.stringify(body))
    })
  return { call, close: () => agent.destroy() }
}

function settle(text: string, succeeded: boolean, resolve: (value: unknown) => void, reject: (error: Error) => void) {
  try {
    const answer: unknown = JSON.parse(text)
    if (succeeded) resolve(answer)
    else reject(errorOf(answer))
  } catch (error) {
    reject(new Error('DynamoDB’s answer is not JSON', { cause: error }))
  }
}

const errorAnswer = z.object({ __type: z.string(), message: z.string().optional(), Message: z.string().optional() })

function errorOf(answer: unknown): DynamoDbError {
  const { __type, message, Message } = errorAnswer.parse(answer)
  return new DynamoDbError(__type.slice(__type.indexOf('#') + 1), message ?? Message ?? '')
}
