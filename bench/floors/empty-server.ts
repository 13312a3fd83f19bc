import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { z } from 'zod'
import { connect } from '../load/client.ts'
import { type OpenLoad, sendOpenLoop } from '../load/open-loop.ts'
import { createPeople } from '../load/people.ts'

/**
 * Measures how long a server waits that reads a lead and answers 202 without doing anything: the floor of every
 * answer over HTTP on this machine.
 * @param load the load
 * @returns milliseconds from when each was due to its answer
 */
export async function measureEmptyServer(load: OpenLoad): Promise<readonly number[]> {
  const child = fork(new URL('./empty-server-process.ts', import.meta.url), [], { execArgv: [] })
  try {
    return await measure(await portOf(child), load)
  } finally {
    child.kill()
  }
}

async function portOf(child: ChildProcess): Promise<number> {
  const [port] = await once(child, 'message')
  return z.number().parse(port)
}

async function measure(port: number, load: OpenLoad): Promise<readonly number[]> {
  const client = connect(`http://127.0.0.1:${port}`)
  const people = createPeople(load.seed)
  const send = () => client.post('demo-request', people.business())
  await sendOpenLoop(load, send)
  const arrivals = await sendOpenLoop(load, send)
  client.close()
  return arrivals.map(({ dueAt, result }) => result.at - dueAt)
}
