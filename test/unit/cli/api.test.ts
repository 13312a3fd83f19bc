import { describe, expect, it } from 'vitest'
import { connect } from '../../../local/cli/api.ts'

/** A stack that fails so often with a network error before it answers. */
function failing(times: number, code: string) {
  let calls = 0
  const answer: typeof fetch = async () => {
    calls += 1
    if (calls <= times) throw new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
    return new Response('{}')
  }
  const api = connect(
    { baseUrl: 'http://127.0.0.1:1', token: 'token' },
    {
      env: {},
      folder: '.',
      out: { write: () => true },
      err: { write: () => true },
      fetch: answer,
      now: () => 0,
      wait: async () => {},
      interrupted: new AbortController().signal,
    },
  )
  return { api, calls: () => calls }
}

const closedIdle = 'UND_ERR_SOCKET'

describe('a connection that was closed while it stood idle', () => {
  it.each([
    { method: 'GET', path: '/v1/tasks' },
    { method: 'DELETE', path: '/v1/reports/checks/1' },
    { method: 'POST', path: '/v1/reports/checks/1/renew', body: {}, idempotent: true },
  ] as const)('is opened anew for $method $path', async (call) => {
    const { api, calls } = failing(1, closedIdle)
    expect((await api.call(call)).status).toBe(200)
    expect(calls()).toBe(2)
  })

  it('is an error for what must not be done twice', async () => {
    const { api, calls } = failing(1, closedIdle)
    await expect(api.call({ method: 'POST', path: '/v1/reports/checks', body: {} })).rejects.toThrow(closedIdle)
    expect(calls()).toBe(1)
  })

  it('is opened anew once, not for ever', async () => {
    const { api, calls } = failing(9, closedIdle)
    await expect(api.call({ method: 'GET', path: '/v1/tasks' })).rejects.toThrow(closedIdle)
    expect(calls()).toBe(2)
  })
})

it('a stack that is away is an error at once', async () => {
  const { api, calls } = failing(1, 'ECONNREFUSED')
  await expect(api.call({ method: 'GET', path: '/v1/tasks' })).rejects.toThrow('ECONNREFUSED')
  expect(calls()).toBe(1)
})
