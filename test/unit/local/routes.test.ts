import { expect, test } from 'vitest'
import { makeRouteTable } from '../../../local/http/route-table.ts'

const route = (routeKey: string) => ({ routeKey, functionArn: 'arn', timeout: 1 })
const keys = ['GET /v1/leads', 'GET /v1/leads/{id}', 'GET /v1/leads/mine', 'ANY /v1/leads/{id}', 'POST /v1/{proxy+}']

test.each([
  ['GET', '/v1/leads', 'GET /v1/leads', {}],
  ['GET', '/v1/leads/mine', 'GET /v1/leads/mine', {}],
  ['GET', '/v1/leads/l%C3%A91', 'GET /v1/leads/{id}', { id: 'lé1' }],
  ['DELETE', '/v1/leads/7', 'ANY /v1/leads/{id}', { id: '7' }],
  ['POST', '/v1/a/b', 'POST /v1/{proxy+}', { proxy: 'a/b' }],
])('%s %s goes to %s', (method, path, key, pathParameters) => {
  expect(makeRouteTable(keys.map(route))(method, path)).toMatchObject({ route: { routeKey: key }, pathParameters })
})

test.each([
  ['POST', '/v2/leads'],
  ['GET', '/v1/leads/'],
  ['GET', '/v1/leads/1/2'],
  ['GET', '/v1.leads'],
])('%s %s goes nowhere, or to $default', (method, path) => {
  expect(makeRouteTable(keys.map(route))(method, path)).toBeUndefined()
  expect(makeRouteTable([...keys, '$default'].map(route))(method, path)?.route.routeKey).toBe('$default')
})
