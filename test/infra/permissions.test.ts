import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { functionNames, functions } from '../../infra/functions.ts'
import { type Resource, Synthesized } from './template.ts'
import { usedPermissions } from './used-permissions.ts'

const template = new Synthesized()

const oneOrMore = <T extends z.ZodType>(one: T) => z.union([z.array(one), one.transform((value) => [value])])
const policy = z.object({
  PolicyDocument: z.object({
    Statement: z.array(
      z.object({
        Effect: z.literal('Allow'),
        Action: oneOrMore(z.string()),
        Resource: oneOrMore(z.unknown()),
        Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
      }),
    ),
  }),
  Roles: z.array(z.object({ Ref: z.string() })),
})
const lambda = z.object({
  FunctionName: z.string(),
  Role: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
})

const roleOf = new Map(
  template.of('AWS::Lambda::Function').map(({ properties }) => {
    const { FunctionName, Role } = lambda.parse(properties)
    return [FunctionName.replace(/^baton-/, ''), Role['Fn::GetAtt'][0]] as const
  }),
)

/** Puts all that a function may do into words, one line per statement, logging and tracing left out. */
function mayOf(name: string): readonly string[] {
  return statementsOf(name)
    .map(({ Action, Resource, Condition }) => {
      const on = Resource.map((one) => template.say(one)).join(', ')
      const when = Object.values(Condition ?? {}).flatMap((terms) =>
        Object.entries(terms).map(([key, value]) => ` when ${key} is ${String(value)}`),
      )
      return `${Action.join(' ')} on ${on}${when.join('')}`
    })
    .filter((line) => !/^(logs|xray):/.test(line))
}

function statementsOf(name: string) {
  return policiesOf(name).flatMap((resource) => policy.parse(resource.properties).PolicyDocument.Statement)
}

function policiesOf(name: string): readonly Resource[] {
  const role = roleOf.get(name)
  return [...template.of('AWS::IAM::Policy'), ...template.of('AWS::IAM::ManagedPolicy')].filter(({ properties }) =>
    policy.parse(properties).Roles.some(({ Ref }) => Ref === role),
  )
}

const drain = (...queues: readonly string[]) =>
  `sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes on ${queues.map((queue) => `baton-${queue}`).join(', ')}`
const send = (deadLetters: string) =>
  `sqs:SendMessage on baton-qualify, baton-qualify-bulk, baton-route, baton-route-bulk, baton-send, baton-send-bulk, baton-notify, baton-notify-bulk, baton-sla, baton-nurture, baton-outcome, baton-attribute, baton-attribute-bulk, baton-report, baton-job, baton-digest, ${deadLetters}`

const expected: Readonly<Record<(typeof functionNames)[number], readonly string[]>> = {
  capture: ['dynamodb:GetItem dynamodb:BatchGetItem dynamodb:PutItem on table'],
  api: [
    'dynamodb:GetItem dynamodb:BatchGetItem dynamodb:Query dynamodb:PutItem dynamodb:DeleteItem dynamodb:UpdateItem on table',
    `dynamodb:Query on ${['due', 'leads', 'owner', 'standing', 'campaign', 'company', 'person'].map((name) => `table/index/${name}`).join(', ')}`,
  ],
  pages: ['dynamodb:GetItem dynamodb:BatchGetItem dynamodb:Query dynamodb:PutItem dynamodb:UpdateItem on table'],
  relay: [
    send('baton-relay-dlq'),
    'dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator dynamodb:ListStreams on table.StreamArn',
  ],
  qualify: [
    'dynamodb:GetItem dynamodb:BatchGetItem dynamodb:Query dynamodb:PutItem dynamodb:UpdateItem on table',
    drain('qualify', 'qualify-bulk'),
  ],
  route: [
    'dynamodb:GetItem dynamodb:BatchGetItem dynamodb:Query dynamodb:PutItem on table',
    drain('route', 'route-bulk'),
  ],
  send: [
    'dynamodb:GetItem dynamodb:BatchGetItem dynamodb:Query dynamodb:PutItem dynamodb:ConditionCheckItem on table',
    drain('send', 'send-bulk'),
    'ses:SendRawEmail on arn:<Partition>:ses:<Region>:<AccountId>:identity/example.com, arn:<Partition>:ses:<Region>:<AccountId>:configuration-set/baton when ses:FromAddress is baton@example.com',
  ],
  notify: [
    'dynamodb:GetItem dynamodb:BatchGetItem dynamodb:Query dynamodb:PutItem on table',
    drain('notify', 'notify-bulk'),
  ],
  sla: [
    'dynamodb:GetItem dynamodb:BatchGetItem dynamodb:Query dynamodb:PutItem dynamodb:ConditionCheckItem on table',
    drain('sla'),
  ],
  nurture: [
    'dynamodb:GetItem dynamodb:BatchGetItem dynamodb:PutItem dynamodb:ConditionCheckItem on table',
    drain('nurture'),
  ],
  outcome: ['dynamodb:GetItem dynamodb:BatchGetItem dynamodb:PutItem on table', drain('outcome')],
  attribute: [
    'dynamodb:GetItem dynamodb:BatchGetItem dynamodb:Query dynamodb:PutItem dynamodb:UpdateItem on table',
    drain('attribute', 'attribute-bulk'),
  ],
  report: [
    'dynamodb:GetItem dynamodb:BatchGetItem dynamodb:Query dynamodb:PutItem dynamodb:UpdateItem on table',
    drain('report'),
  ],
  tick: [
    'dynamodb:GetItem dynamodb:BatchGetItem dynamodb:PutItem on table',
    'dynamodb:Query on table/index/due',
    send('baton-tick-dlq'),
  ],
  job: [
    'dynamodb:GetItem dynamodb:BatchGetItem dynamodb:Query dynamodb:PutItem dynamodb:DeleteItem dynamodb:UpdateItem dynamodb:ConditionCheckItem on table',
    'dynamodb:Query on table/index/leads, table/index/owner',
    drain('job'),
  ],
  digest: [
    'dynamodb:GetItem dynamodb:BatchGetItem dynamodb:Query dynamodb:PutItem on table',
    drain('digest'),
    'ses:SendRawEmail on arn:<Partition>:ses:<Region>:<AccountId>:identity/example.com, arn:<Partition>:ses:<Region>:<AccountId>:configuration-set/baton when ses:FromAddress is baton@example.com',
  ],
  'mail-events': ['dynamodb:GetItem dynamodb:BatchGetItem dynamodb:PutItem on table', drain('mail-events')],
}

const used = await usedPermissions(join(import.meta.dirname, '../..'))

for (const name of functionNames) {
  test(`${name} may ask of the table what its code asks, no less and no more`, () => {
    const { table, indexes = [] } = functions[name].may
    expect({ table: table.toSorted(), indexes: indexes.toSorted() }).toEqual(used.get(name))
  })
}

for (const name of functionNames) {
  test(`${name} may do this and nothing else`, () => {
    expect(mayOf(name)).toEqual(expected[name])
  })
}

test('every function writes to its own log group and reports traces, with a role of its own', () => {
  for (const name of functionNames) {
    const lines = statementsOf(name).map(({ Action, Resource }) => [Action, Resource.map((one) => template.say(one))])
    expect(lines).toContainEqual([['logs:CreateLogStream', 'logs:PutLogEvents'], [`/aws/lambda/baton-${name}`]])
    expect(lines).toContainEqual([['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*']])
  }
  expect(new Set(roleOf.values()).size).toBe(functionNames.length)
})

test('no permission has a wildcard, but for the traces that know no resource', () => {
  const all = template
    .of('AWS::IAM::Policy')
    .flatMap(({ properties }) => policy.parse(properties).PolicyDocument.Statement)
  for (const { Action, Resource } of all) {
    for (const action of Action) expect(action).not.toContain('*')
    for (const resource of Resource) expect(template.say(resource)).not.toContain('*')
  }
})

test('no role has a policy that this test does not see', () => {
  for (const { properties } of template.of('AWS::IAM::Role')) {
    expect(properties).not.toHaveProperty('Policies')
    expect(properties).not.toHaveProperty('ManagedPolicyArns')
  }
})
