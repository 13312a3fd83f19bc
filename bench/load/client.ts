import { Agent, request } from 'node:http'
import type { WebLead } from './people.ts'

/** Posts web leads as browsers and servers do: over connections that are kept. */
export interface Client {
  /**
   * Posts one lead.
   * @returns the answer's status, and when it began to come, in milliseconds since the epoch
   */
  post(form: 'demo-request' | 'newsletter', lead: WebLead): Promise<Answer>
  close(): void
}

/** An answer to a lead. Anything but 202 means that the lead was not taken. */
export interface Answer {
  readonly status: number
  readonly at: number
}

/**
 * Connects to a stack.
 * @param baseUrl origin of its API
 */
export function connect(baseUrl: string): Client {
  const agent = new Agent({ keepAlive: true })
  const post = (form: string, lead: WebLead) =>
    new Promise<Answer>((resolve, reject) => {
      const body = JSON.stringify(lead)
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
      const sent = request(`${baseUrl}/v1/forms/${form}`, { agent, method: 'POST', headers })
      sent.on('error', reject)
      sent.on('response', (response) => {
        const at = clock()
        response.resume()
        response.on('error', reject)
        response.on('end', () => resolve({ status: response.statusCode ?? 0, at }))
      })
      sent.end(body)
    })
  return { post, close: () => agent.destroy() }
}

/** The present in milliseconds since the epoch, finer than `Date.now()`; the same in every process of a machine. */
export function clock(): number {
  return performance.timeOrigin + performance.now()
}
