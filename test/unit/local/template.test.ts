import { describe, expect, test } from 'vitest'
import type { TemplateDocument } from '../../../local/template/document.ts'
import { readModel } from '../../../local/template/model.ts'
import type { Endpoints } from '../../../local/template/names.ts'
import { resolve } from '../../../local/template/resolve.ts'
import { supportedTypes } from '../../../local/template/support.ts'

const endpoints: Endpoints = {
  api: 'http://127.0.0.1:1',
  dynamodb: 'http://127.0.0.1:2',
  queues: 'http://127.0.0.1:3',
  mail: 'http://127.0.0.1:4',
  signIn: 'http://127.0.0.1:5',
}

const resource = (Type: string, Properties: Record<string, unknown> = {}) => ({ Type, Properties, Metadata: {} })
const template: TemplateDocument = {
  Parameters: { Version: { Default: '21' } },
  Resources: {
    Table: resource('AWS::DynamoDB::Table', { AttributeDefinitions: [], KeySchema: [] }),
    Queue: resource('AWS::SQS::Queue', { QueueName: 'work' }),
    Api: resource('AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }),
    Set: resource('AWS::SES::ConfigurationSet', { Name: 'mail' }),
    People: resource('AWS::Cognito::UserPool'),
    Console: resource('AWS::Cognito::UserPoolClient'),
  },
}
const value = (of: unknown) => resolve(of, { template, endpoints })

describe('resolve', () => {
  test.each([
    [{ Ref: 'Table' }, 'baton-Table'],
    [{ Ref: 'Queue' }, 'http://127.0.0.1:3/000000000000/work'],
    [{ Ref: 'Set' }, 'mail'],
    [{ Ref: 'Version' }, '21'],
    [{ Ref: 'AWS::Region' }, 'us-east-1'],
    [{ 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:us-east-1:000000000000:work'],
    [{ 'Fn::GetAtt': 'Queue.QueueName' }, 'work'],
    [{ 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }, 'http://127.0.0.1:1'],
    [{ 'Fn::GetAtt': ['People', 'ProviderURL'] }, 'http://127.0.0.1:5'],
    [{ Ref: 'Console' }, 'baton-Console'],
    [
      { 'Fn::GetAtt': ['Table', 'StreamArn'] },
      'arn:aws:dynamodb:us-east-1:000000000000:table/baton-Table/stream/local',
    ],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Set' }, 'c']] }, 'a-mail-c'],
    [{ 'Fn::Select': ['1', { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    [{ 'Fn::Sub': 'x-${Set}-${Queue.Arn}-${!Set}' }, 'x-mail-arn:aws:sqs:us-east-1:000000000000:work-${Set}'],
    [{ 'Fn::Sub': ['${Set}-${Other}', { Other: { Ref: 'Version' } }] }, 'mail-21'],
    [
      { kept: 1, gone: { Ref: 'AWS::NoValue' }, list: ['a', { Ref: 'AWS::NoValue' }] },
      { kept: 1, list: ['a'] },
    ],
  ])('%j is %j', (given, wanted) => {
    expect(value(given)).toEqual(wanted)
  })

  test.each([
    [{ Ref: 'Nobody' }, 'Nobody'],
    [{ 'Fn::GetAtt': ['Table', 'Color'] }, 'Table.Color'],
    [{ 'Fn::GetAtt': ['Set', 'Arn'] }, 'Set.Arn'],
    [{ 'Fn::ImportValue': 'x' }, 'Fn::ImportValue'],
  ])('%j is refused, naming what it refers to', (given, named) => {
    expect(() => value(given)).toThrow(named)
  })
})

describe('readModel', () => {
  const read = (resources: TemplateDocument['Resources']) =>
    readModel({ Parameters: {}, Resources: resources }, '/out/Stack.template.json', endpoints)

  test('finds bundles beside the template', () => {
    const properties = { Runtime: 'nodejs24.x', Handler: 'index.handler' }
    const made = { ...resource('AWS::Lambda::Function', properties), Metadata: { 'aws:asset:path': 'asset.1' } }
    expect(read({ F: made }).functions).toMatchObject([
      { bundle: '/out/asset.1/index.js', Timeout: 3, MemorySize: 128 },
    ])
  })

  test.each([
    ['a type nobody knows', resource('AWS::RDS::DBInstance'), 'It (AWS::RDS::DBInstance)'],
    ['a condition', { ...resource('AWS::IAM::Role'), Condition: 'Prod' }, 'It'],
    ['a FIFO queue', resource('AWS::SQS::Queue', { FifoQueue: true }), 'FIFO'],
    ['a Python function', resource('AWS::Lambda::Function', { Runtime: 'python3.13', Handler: 'a.b' }), 'Node.js'],
    ['a web socket API', resource('AWS::ApiGatewayV2::Api', { ProtocolType: 'WEBSOCKET' }), 'HTTP'],
    [
      'an authorizer',
      resource('AWS::ApiGatewayV2::Route', { ApiId: 'a', RouteKey: 'GET /', Target: 'x', AuthorizationType: 'JWT' }),
      'authorizers',
    ],
  ])('refuses %s', (_, it, words) => {
    expect(() => read({ It: it })).toThrow(words)
  })

  const client = {
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'email'],
    IdTokenValidity: 60,
    RefreshTokenValidity: 1440,
    TokenValidityUnits: { IdToken: 'minutes', RefreshToken: 'minutes' },
  }

  test('knows the console by the client of the user pool', () => {
    const made = read({ Console: resource('AWS::Cognito::UserPoolClient', client) })
    expect(made.signIn).toMatchObject({ name: 'baton-Console', IdTokenValidity: 60, RefreshTokenValidity: 1440 })
    expect(read({}).signIn).toBeUndefined()
  })

  test.each([
    ['the implicit flow', { AllowedOAuthFlows: ['implicit'] }, 'only the code flow'],
    ['a client with a secret', { GenerateSecret: true }, 'only public clients'],
    ['a scope it does not know', { AllowedOAuthScopes: ['aws.cognito.signin.user.admin'] }, 'AllowedOAuthScopes'],
  ])('refuses %s', (_, changes, words) => {
    expect(() => read({ Console: resource('AWS::Cognito::UserPoolClient', { ...client, ...changes }) })).toThrow(words)
  })

  test('leaves out what has no local effect, and says why of each', () => {
    expect(read({ Role: resource('AWS::IAM::Role') }).functions).toEqual([])
    for (const reason of Object.values(supportedTypes.noLocalEffect)) expect(reason).toMatch(/\w+ \w+/)
    const both = Object.keys(supportedTypes.runs).filter((type) => type in supportedTypes.noLocalEffect)
    expect(both).toEqual([])
  })
})
