import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { maximumBody } from '../../../local/http/body.ts'
import type { RunningStack } from '../../../local/running-stack.ts'
import { type Fixture, makeFixture } from '../../support/fixture-stack.ts'

const event = z.object({
  version: z.string(),
  routeKey: z.string(),
  rawPath: z.string(),
  rawQueryString: z.string(),
  cookies: z.array(z.string()).optional(),
  headers: z.record(z.string(), z.string()),
  queryStringParameters: z.record(z.string(), z.string()).optional(),
  pathParameters: z.record(z.string(), z.string()).optional(),
  requestContext: z.object({ http: z.record(z.string(), z.string()), routeKey: z.string(), timeEpoch: z.number() }),
  body: z.string().optional(),
  isBase64Encoded: z.boolean(),
})

describe('the HTTP API', () => {
  let fixture: Fixture
  let stack: RunningStack

  beforeAll(async () => {
    fixture = makeFixture((resources) => ({
      ...resources,
      Api: {
        Type: 'AWS::ApiGatewayV2::Api',
        Properties: {
          Name: 'fixture',
          ProtocolType: 'HTTP',
          CorsConfiguration: { AllowOrigins: ['*'], AllowMethods: ['POST'], AllowHeaders: ['content-type'] },
        },
      },
    }))
    stack = await fixture.start()
  })
  afterAll(() => fixture.remove())

  const echo = async (path: string, init: RequestInit) => {
    const response = await fetch(stack.baseUrl + path, { method: 'POST', ...init })
    expect(response.status).toBe(200)
    return event.parse(await response.json())
  }
  const answer = (kind: string) => fetch(`${stack.baseUrl}/answers/${kind}`)
  const problemOf = async (response: Response) => {
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    return z
      .object({ type: z.string(), title: z.string(), status: z.number(), detail: z.string() })
      .parse(await response.json())
  }

  test('passes a request on in payload format 2.0', async () => {
    const seen = await echo('/echo/a%20b?x=1&y=%C3%A9&x=2', {
      headers: { 'Content-Type': 'application/json', Cookie: 'one=1; two=2', 'X-Custom': 'Yes' },
      body: '{"hello":"wörld"}',
    })
    expect(seen).toMatchObject({
      version: '2.0',
      routeKey: 'POST /echo/{name}',
      rawPath: '/echo/a%20b',
      rawQueryString: 'x=1&y=%C3%A9&x=2',
      cookies: ['one=1', 'two=2'],
      queryStringParameters: { x: '1,2', y: 'é' },
      pathParameters: { name: 'a b' },
      body: '{"hello":"wörld"}',
      isBase64Encoded: false,
    })
    expect(seen.headers).toMatchObject({ 'content-type': 'application/json', 'x-custom': 'Yes' })
    expect(seen.headers).not.toHaveProperty('cookie')
    expect(seen.requestContext.http).toMatchObject({ method: 'POST', path: '/echo/a%20b', sourceIp: '127.0.0.1' })
  })

  test.each(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/octet-stream'])(
    'passes a body of type %s on as base64',
    async (type) => {
      const bytes = Buffer.from([0, 1, 255, 254])
      const seen = await echo('/echo/x', { headers: { 'content-type': type }, body: bytes })
      expect(seen.isBase64Encoded).toBe(true)
      expect(Buffer.from(seen.body ?? '', 'base64')).toEqual(bytes)
    },
  )

  test('answers with what the function returns', async () => {
    const plain = await answer('plain')
    expect([plain.status, plain.headers.get('content-type'), await plain.json()]).toEqual([
      200,
      'application/json',
      { hello: 'world' },
    ])
    const cookies = await answer('cookies')
    expect([
      cookies.status,
      await cookies.text(),
      cookies.headers.getSetCookie(),
      cookies.headers.get('x-thing'),
    ]).toEqual([201, 'made', ['a=1', 'b=2'], 'yes'])
    const binary = await answer('binary')
    expect(Buffer.from(await binary.arrayBuffer())).toEqual(Buffer.from([0, 1, 2, 255]))
  })

  test.each([
    ['throw', 500],
    ['exit', 500],
    ['hang', 503],
  ])('answers a function that fails by %s with a problem, says nothing of why, and works on', async (kind, status) => {
    const failed = await answer(kind)
    expect(failed.status).toBe(status)
    expect(JSON.stringify(await problemOf(failed))).not.toContain('secret')
    expect((await answer('plain')).status).toBe(200)
  })

  test('answers 404 where there is no route, 400 for a path that is none', async () => {
    const requests = [
      fetch(`${stack.baseUrl}/nowhere`),
      fetch(`${stack.baseUrl}/echo/x`),
      fetch(`${stack.baseUrl}/answers/%zz`),
    ]
    const responses = await Promise.all(requests)
    expect(responses.map(({ status }) => status)).toEqual([404, 404, 400])
    for (const response of responses) expect(await problemOf(response)).toMatchObject({ status: response.status })
  })

  test('answers 413 for a body larger than API Gateway takes, announced or not', async () => {
    const body = new Uint8Array(maximumBody + 1)
    const announced = await fetch(`${stack.baseUrl}/echo/x`, { method: 'POST', body })
    expect([announced.status, await problemOf(announced)]).toMatchObject([413, { status: 413 }])
    const streamed = await fetch(`${stack.baseUrl}/echo/x`, {
      method: 'POST',
      body: new Blob([body]).stream(),
      duplex: 'half',
    })
    expect(streamed.status).toBe(413)
  })

  test('answers a preflight and lets foreign pages read, as the API declares', async () => {
    const preflight = await fetch(`${stack.baseUrl}/echo/x`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    })
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([204, 'POST'])
    const crossing = await fetch(`${stack.baseUrl}/answers/plain`, { headers: { origin: 'https://shop.example' } })
    expect(crossing.headers.get('access-control-allow-origin')).toBe('*')
  })

  test('runs functions with the environment of the template and of Lambda', async () => {
    const environment = z.record(z.string(), z.unknown()).parse(await (await answer('environment')).json())
    expect(environment).toMatchObject({
      TABLE: 'fixture-things',
      URL: stack.baseUrl,
      AWS_LAMBDA_FUNCTION_NAME: 'fixture-web',
      AWS_ENDPOINT_URL_DYNAMODB: stack.endpoints.dynamodb,
      AWS_ENDPOINT_URL_SQS: stack.endpoints.queues,
      AWS_ENDPOINT_URL_SES: stack.endpoints.mail,
      AWS_REGION: 'us-east-1',
      function: 'fixture-web',
    })
    expect(environment).not.toHaveProperty('PATH')
    expect(environment.left).toBeLessThanOrEqual(1000)
  })
})
