import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { functionNames, functions } from '../../infra/functions.ts'
import { loopbackVariable } from '../../shared/lambda/poster.ts'
import { Synthesized } from './template.ts'

const template = new Synthesized()
const lambda = z.object({
  FunctionName: z.string(),
  Runtime: z.string(),
  Architectures: z.array(z.string()),
  Handler: z.string(),
  MemorySize: z.number(),
  Timeout: z.number(),
  LoggingConfig: z.object({ LogGroup: z.object({ Ref: z.string() }) }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
})
const lambdas = template.of('AWS::Lambda::Function').map(({ properties }) => lambda.parse(properties))
const config = z.object({ environmentNames: z.array(z.string()) })
const folder = join(import.meta.dirname, '../../functions')

test('there is a Lambda for every folder of functions, and a folder for every Lambda', () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect(lambdas.map((one) => one.FunctionName).toSorted()).toEqual(
    folders.map(({ name }) => `baton-${name}`).toSorted(),
  )
})

test('every function runs on Node 24 and arm64, with a size, a time limit and logs that end', () => {
  expect(lambdas.length).toBe(functionNames.length)
  for (const one of lambdas) {
    expect(one).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' })
    const logs = template.get(one.LoggingConfig.LogGroup.Ref)
    expect(logs.properties).toEqual({ LogGroupName: `/aws/lambda/${one.FunctionName}`, RetentionInDays: 30 })
  }
})

for (const name of functionNames) {
  test(`${name} gets every environment variable it reads, and reads every one it gets`, async () => {
    const { environmentNames } = config.parse(await import(join(folder, name, 'config.ts')))
    const set = lambdas.find((one) => one.FunctionName === `baton-${name}`)?.Environment.Variables ?? {}
    expect(Object.keys(set).toSorted()).toEqual(environmentNames.toSorted())
    expect(functions[name].environment.toSorted()).toEqual(environmentNames.toSorted())
  })
}

test('no function on AWS is told to let channels reach its own machine', () => {
  expect(lambdas.filter(({ Environment }) => loopbackVariable in Environment.Variables)).toEqual([])
})

test('links in mails begin at the API’s own endpoint, unless the deployment says otherwise', () => {
  const [api] = template.of('AWS::ApiGatewayV2::Api')
  const urlOf = (from: Synthesized) =>
    from.of('AWS::Lambda::Function').flatMap(({ properties }) => {
      const { PUBLIC_URL } = lambda.parse(properties).Environment.Variables
      return PUBLIC_URL === undefined ? [] : [PUBLIC_URL]
    })
  for (const url of urlOf(template)) expect(url).toEqual({ 'Fn::GetAtt': [api?.id, 'ApiEndpoint'] })
  for (const url of urlOf(new Synthesized({ publicUrl: 'https://go.acme.com' })))
    expect(url).toBe('https://go.acme.com')
})
