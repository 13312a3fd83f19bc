import { expect, test } from 'vitest'
import * as z from 'zod'
import { indexes, table } from '../../shared/adapters/dynamodb/keys.ts'
import { makeStack, Synthesized } from './template.ts'

const template = new Synthesized()

/** The local runtime runs or knowingly ignores each of these; another one has to be added there too. */
const types = [
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  'AWS::Cognito::UserPoolGroup',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Key',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SES::ConfigurationSet',
  'AWS::SES::ConfigurationSetEventDestination',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
]

test('the template has these resource types and no custom resource', () => {
  expect([...new Set(template.all.map(({ type }) => type))].toSorted()).toEqual(types)
})

test('the table is on demand, encrypted, recoverable, kept, and streams both images', () => {
  const [found] = template.of('AWS::DynamoDB::Table')
  const key = (partition: string, sort: string) => [
    { AttributeName: partition, KeyType: 'HASH' },
    { AttributeName: sort, KeyType: 'RANGE' },
  ]
  expect(found?.properties).toMatchObject({
    KeySchema: key(table.partitionKey, table.sortKey),
    GlobalSecondaryIndexes: Object.values(indexes).map(({ name, partitionKey, sortKey }) => ({
      IndexName: name,
      KeySchema: key(partitionKey, sortKey),
      Projection: { ProjectionType: 'KEYS_ONLY' },
    })),
    BillingMode: 'PAY_PER_REQUEST',
    DeletionProtectionEnabled: true,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    SSESpecification: { SSEEnabled: true },
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    TimeToLiveSpecification: { AttributeName: table.timeToLive, Enabled: true },
  })
})

test('the relay reads only what asks for a task to be done now', () => {
  const found = template.of('AWS::Lambda::EventSourceMapping').find((one) => 'FilterCriteria' in one.properties)
  const { Filters } = z
    .object({ Filters: z.array(z.object({ Pattern: z.string() })) })
    .parse(found?.properties.FilterCriteria)
  expect(Filters.map(({ Pattern }): unknown => JSON.parse(Pattern))).toEqual([
    { eventName: ['INSERT', 'MODIFY'], dynamodb: { NewImage: { taskImmediate: { BOOL: [true] } } } },
  ])
  expect(template.say(found?.properties.FunctionName)).toBe('baton-relay')
})

test('the tick comes every minute', () => {
  const schedules = template
    .of('AWS::Events::Rule')
    .flatMap(({ properties }) => (properties.ScheduleExpression === undefined ? [] : [properties.ScheduleExpression]))
  expect(schedules).toEqual(['rate(1 minute)'])
})

const target = z.object({
  Arn: z.unknown(),
  DeadLetterConfig: z.object({ Arn: z.unknown() }),
  InputTransformer: z.object({ InputPathsMap: z.record(z.string(), z.string()), InputTemplate: z.string() }),
})

test('what SES reports on a mail goes to the queue without the person it was for', () => {
  const rules = template.of('AWS::Events::Rule').filter(({ properties }) => 'EventPattern' in properties)
  const seen = rules.flatMap(({ properties }) => z.array(target).parse(properties.Targets))
  expect(seen.map(({ Arn }) => template.say(Arn))).toEqual(['baton-mail-events', 'baton-mail-events'])
  expect(seen.map(({ DeadLetterConfig }) => template.say(DeadLetterConfig.Arn))).toEqual([
    'baton-mail-events-dlq',
    'baton-mail-events-dlq',
  ])
  const paths = new Set(seen.flatMap(({ InputTransformer }) => Object.values(InputTransformer.InputPathsMap)))
  expect([...paths].toSorted()).toEqual([
    '$.detail-type',
    '$.detail.bounce.bounceSubType',
    '$.detail.bounce.bounceType',
    '$.detail.eventType',
    '$.detail.mail.messageId',
    '$.detail.mail.tags',
    '$.detail.mail.timestamp',
    '$.id',
    '$.time',
  ])
})

test('only the CDN reads the console’s files, and it serves the API on the same origin, uncached', () => {
  const [bucket] = template.of('AWS::S3::Bucket')
  expect(bucket?.properties.PublicAccessBlockConfiguration).toEqual({
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  })
  const { DistributionConfig } = z
    .object({
      DistributionConfig: z.object({
        CacheBehaviors: z.array(z.object({ PathPattern: z.string(), CachePolicyId: z.string() })),
      }),
    })
    .parse(template.of('AWS::CloudFront::Distribution')[0]?.properties)
  // The managed policy CachingDisabled.
  const CachePolicyId = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'
  expect(DistributionConfig.CacheBehaviors).toEqual(
    ['/v1/*', '/openapi.json', '/thanks/*', '/pages/*'].map((PathPattern) => ({ PathPattern, CachePolicyId })),
  )
})

test('a wrong setting is refused by name', () => {
  expect(() => makeStack({ mailFrom: 'nobody' })).toThrow(/mailFrom/)
  expect(() => makeStack({ publicUrl: 'https://acme.com/' })).toThrow(/publicUrl/)
  expect(() => makeStack({ mailDomain: 'sales@acme.com' })).toThrow(/mailDomain/)
  expect(() => makeStack({ consoleDomain: 'go.acme.com' })).toThrow(/consoleCertificateArn/)
})
