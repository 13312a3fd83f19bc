import { createServer } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Resolve } from '../../shared/adapters/http-post/guarded-lookup.ts'
import { createHttpPoster, type PosterOptions } from '../../shared/adapters/http-post/poster.ts'
import { isPublicAddress } from '../../shared/domain/public-address.ts'
import { type HttpsReceiver, startHttpsReceiver } from '../support/https-receiver.ts'

let receiver: HttpsReceiver

beforeAll(async () => {
  receiver = await startHttpsReceiver()
})

afterAll(() => receiver.stop())

beforeEach(() => receiver.answerWith((response) => void response.end('ok')))

const loopback: Resolve = async () => [{ address: '127.0.0.1', family: 4 }]
const mayConnect = (address: string): boolean => address === '127.0.0.1' || isPublicAddress(address)

function posterTo(options: PosterOptions = {}) {
  return createHttpPoster({ mayConnect, resolve: loopback, trust: receiver.certificate, ...options })
}

function post(path = '/hook?key=secret', options: PosterOptions = {}) {
  return posterTo(options).post({ url: urlOf(path), body: '{"text":"ü"}', headers: { 'webhook-id': 'note_1' } })
}

const urlOf = (path: string): string => `https://hooks.example:${receiver.port}${path}`

describe('what is posted', () => {
  test('arrives whole, with its headers', async () => {
    expect(await post()).toEqual({ kind: 'delivered' })
    expect(receiver.received.at(-1)).toMatchObject({
      method: 'POST',
      path: '/hook?key=secret',
      body: '{"text":"ü"}',
      headers: { 'webhook-id': 'note_1', 'content-type': 'application/json', 'content-length': '13' },
    })
  })

  test.each([
    [200, { kind: 'delivered' }],
    [202, { kind: 'delivered' }],
    [204, { kind: 'delivered' }],
    [400, { kind: 'refused', fault: 'status', status: 400 }],
    [401, { kind: 'refused', fault: 'status', status: 401 }],
    [403, { kind: 'refused', fault: 'status', status: 403 }],
    [404, { kind: 'refused', fault: 'status', status: 404 }],
    [408, { kind: 'unavailable', fault: 'status', status: 408 }],
    [410, { kind: 'refused', fault: 'status', status: 410 }],
    [429, { kind: 'unavailable', fault: 'status', status: 429 }],
    [500, { kind: 'unavailable', fault: 'status', status: 500 }],
    [503, { kind: 'unavailable', fault: 'status', status: 503 }],
  ])('a status %i is understood', async (status, result) => {
    receiver.answerWith((response) => void response.writeHead(status).end())
    expect(await post()).toEqual(result)
  })

  test.each([
    ['7', { retryAfter: 7_000 }],
    ['soon', {}],
    ['-1', {}],
    [new Date(0).toUTCString(), {}],
  ])('Retry-After: %s is understood', async (retryAfter, wait) => {
    receiver.answerWith((response) => void response.writeHead(429, { 'retry-after': retryAfter }).end())
    expect(await post()).toEqual({ kind: 'unavailable', fault: 'status', status: 429, ...wait })
  })

  test('Retry-After may be a date', async () => {
    const until = new Date(Date.now() + 3_600_000).toUTCString()
    receiver.answerWith((response) => void response.writeHead(503, { 'retry-after': until }).end())
    const result = await post()
    expect(result).toMatchObject({ kind: 'unavailable', status: 503, retryAfter: expect.any(Number) })
  })
})

describe('where a post may go', () => {
  test.each(['301', '302', '303', '307', '308'])('a redirect %s is not followed', async (status) => {
    const before = receiver.received.length
    receiver.answerWith((response) => void response.writeHead(Number(status), { location: urlOf('/other') }).end())
    expect(await post()).toEqual({ kind: 'refused', fault: 'redirect', status: Number(status) })
    expect(receiver.received.length).toBe(before + 1)
  })

  test.each([
    'http://hooks.example/',
    'ftp://hooks.example/',
    'https://user:pass@hooks.example/',
    'https://hooks.example:25/',
    'https://hooks.example:80/',
    'file:///etc/passwd',
    'hooks.example',
    '',
  ])('%s is not posted to', async (url) => {
    expect(await posterTo().post({ url, body: '{}', headers: {} })).toEqual({ kind: 'refused', fault: 'address' })
  })

  test.each(['127.0.0.1', '10.1.2.3', '169.254.169.254', '[::1]', '[::ffff:127.0.0.1]', '[fd00:ec2::254]', '0x7f.1'])(
    'nothing is posted to %s, nor to a name that leads there',
    async (host) => {
      const before = receiver.received.length
      const poster = createHttpPoster({ trust: receiver.certificate })
      const direct = await poster.post({ url: `https://${host}:${receiver.port}/`, body: '{}', headers: {} })
      expect(direct).toEqual({ kind: 'refused', fault: 'private-address' })
      const address = new URL(`https://${host}/`).hostname.replaceAll(/[[\]]/g, '')
      const resolve: Resolve = async () => [{ address, family: address.includes(':') ? 6 : 4 }]
      const named = createHttpPoster({ trust: receiver.certificate, resolve })
      const result = await named.post({ url: urlOf('/'), body: '{}', headers: {} })
      expect(result).toEqual({ kind: 'refused', fault: 'private-address' })
      expect(receiver.received.length).toBe(before)
    },
  )

  test('localhost, as the system knows it, is not posted to', async () => {
    const poster = createHttpPoster({ trust: receiver.certificate })
    const result = await poster.post({ url: `https://localhost:${receiver.port}/`, body: '{}', headers: {} })
    expect(result).toEqual({ kind: 'refused', fault: 'private-address' })
  })

  test('a name with one private address among public ones is not posted to', async () => {
    const resolve: Resolve = async () => [
      { address: '8.8.8.8', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ]
    expect(await post('/', { resolve, mayConnect: isPublicAddress })).toEqual({
      kind: 'refused',
      fault: 'private-address',
    })
  })

  test('a name is looked up once: it cannot lead elsewhere between check and connection', async () => {
    let asked = 0
    const resolve: Resolve = async () => {
      asked += 1
      return [{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]
    }
    expect(await post('/', { resolve })).toEqual({ kind: 'delivered' })
    expect(asked).toBe(1)
  })
})

describe('when it does not work', () => {
  test('a certificate that nobody vouches for is refused', async () => {
    const poster = createHttpPoster({ mayConnect, resolve: loopback })
    const result = await poster.post({ url: urlOf('/'), body: '{}', headers: {} })
    expect(result).toEqual({ kind: 'refused', fault: 'certificate' })
  })

  test('a certificate of another name is refused', async () => {
    const result = await posterTo().post({
      url: `https://other.example:${receiver.port}/`,
      body: '{}',
      headers: {},
    })
    expect(result).toEqual({ kind: 'refused', fault: 'certificate' })
  })

  test('a name nobody knows', async () => {
    const resolve: Resolve = async () => {
      throw Object.assign(new Error('getaddrinfo ENOTFOUND hooks.example'), { code: 'ENOTFOUND' })
    }
    expect(await post('/', { resolve })).toEqual({ kind: 'unavailable', fault: 'unknown-host' })
  })

  test('a name without addresses', async () => {
    expect(await post('/', { resolve: async () => [] })).toEqual({ kind: 'refused', fault: 'private-address' })
  })

  test('a resolver that does not answer is given up in time', async () => {
    const resolve: Resolve = () => new Promise(() => undefined)
    expect(await post('/', { resolve, timeLimit: 50 })).toEqual({ kind: 'unavailable', fault: 'timeout' })
  })

  test('nobody listens', async () => {
    const closed = createServer()
    await new Promise<void>((listening) => closed.listen(0, '127.0.0.1', listening))
    const address = closed.address()
    const port = typeof address === 'object' ? address?.port : undefined
    await new Promise((done) => closed.close(done))
    const result = await posterTo().post({ url: `https://hooks.example:${port}/`, body: '{}', headers: {} })
    expect(result).toEqual({ kind: 'unavailable', fault: 'unreachable' })
  })

  test('the receiver hangs up', async () => {
    receiver.answerWith((response) => void response.destroy())
    expect(await post()).toEqual({ kind: 'unavailable', fault: 'unreachable' })
  })

  test('the receiver never answers', async () => {
    receiver.answerWith(() => undefined)
    expect(await post('/', { timeLimit: 200 })).toEqual({ kind: 'unavailable', fault: 'timeout' })
  })

  test('an answer that never ends is cut, and its status counts', async () => {
    receiver.answerWith((response) => void response.writeHead(200).write('a'))
    expect(await post('/', { timeLimit: 200 })).toEqual({ kind: 'delivered' })
  })

  test('no more than 64 KB of an answer are taken', async () => {
    let written = 0
    const closed = Promise.withResolvers<void>()
    receiver.answerWith((response) => {
      const chunk = Buffer.alloc(16 * 1024)
      const more = (): void => {
        while (!response.destroyed && written < 512 * 1024 * 1024) {
          written += chunk.length
          if (!response.write(chunk)) return void response.once('drain', more)
        }
      }
      response.on('close', () => closed.resolve())
      response.writeHead(200)
      more()
    })
    expect(await post()).toEqual({ kind: 'delivered' })
    await closed.promise
    // What lies in the system's buffers on both sides is sent before the end is noticed.
    expect(written).toBeLessThan(32 * 1024 * 1024)
  })

  test('a header that is too long is no answer', async () => {
    receiver.answerWith((response) => void response.writeHead(200, { 'x-long': 'a'.repeat(32 * 1024) }).end())
    expect(await post()).toEqual({ kind: 'unavailable', fault: 'unreachable' })
  })
})
