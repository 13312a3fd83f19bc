import { expect, test } from 'vitest'
import * as z from 'zod'
import { type Route, routes } from '../../shared/contracts/routes.ts'
import { Synthesized } from './template.ts'

const template = new Synthesized()
const route = z.object({
  RouteKey: z.string(),
  Target: z.object({
    'Fn::Join': z.tuple([z.literal(''), z.tuple([z.literal('integrations/'), z.object({ Ref: z.string() })])]),
  }),
})
const integration = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  PayloadFormatVersion: z.literal('2.0'),
  IntegrationUri: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
})

test('the API has every route of the contract and none else, each to its function', () => {
  const served = template.of('AWS::ApiGatewayV2::Route').map(({ properties }) => {
    const { RouteKey, Target } = route.parse(properties)
    const { IntegrationUri } = integration.parse(template.get(Target['Fn::Join'][1][1].Ref).properties)
    return `${RouteKey} → ${String(template.get(IntegrationUri['Fn::GetAtt'][0]).properties.FunctionName)}`
  })
  const declared = Object.values<Route>(routes).map((one) => `${one.method} ${one.path} → baton-${one.function}`)
  expect(served.toSorted()).toEqual(declared.toSorted())
})

test('API Gateway may invoke the three functions that answer, and nobody else', () => {
  const allowed = template.of('AWS::Lambda::Permission').map(({ properties }) => {
    const invoked = template.say(properties.FunctionName)
    return `${String(properties.Principal)} → ${invoked}`
  })
  expect(allowed.toSorted()).toEqual([
    'apigateway.amazonaws.com → baton-api',
    'apigateway.amazonaws.com → baton-capture',
    'apigateway.amazonaws.com → baton-pages',
    'events.amazonaws.com → baton-tick',
  ])
})

test('requests are throttled and logged without path, query string, address or client', () => {
  const [stage] = template.of('AWS::ApiGatewayV2::Stage')
  const { Format } = z.object({ Format: z.string() }).parse(stage?.properties.AccessLogSettings)
  expect(stage?.properties.DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 })
  expect(z.record(z.string(), z.string()).parse(JSON.parse(Format))).toEqual({
    requestId: '$context.requestId',
    time: '$context.requestTimeEpoch',
    route: '$context.routeKey',
    status: '$context.status',
    latency: '$context.responseLatency',
    integrationLatency: '$context.integrationLatency',
    integrationStatus: '$context.integrationStatus',
    error: '$context.error.responseType',
    bytes: '$context.responseLength',
  })
})

test('foreign pages may post forms, and make no call with a token', () => {
  const [api] = template.of('AWS::ApiGatewayV2::Api')
  expect(api?.properties.CorsConfiguration).toEqual({
    AllowOrigins: ['*'],
    AllowMethods: ['POST'],
    AllowHeaders: ['content-type', 'idempotency-key'],
  })
})
