import * as z from 'zod'
import { signInScopes } from '../../shared/contracts/session.ts'

const attribute = z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })
const keyElement = z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })
const index = z.object({
  IndexName: z.string(),
  KeySchema: z.array(keyElement),
  Projection: z.object({ ProjectionType: z.string(), NonKeyAttributes: z.array(z.string()).optional() }),
})
const count = z.coerce.number().int().nonnegative()

/** The properties the runtime honours, by resource type; every other property has no local effect. */
export const schemas = {
  table: z.object({
    AttributeDefinitions: z.array(attribute),
    KeySchema: z.array(keyElement),
    GlobalSecondaryIndexes: z.array(index).optional(),
    LocalSecondaryIndexes: z.array(index).optional(),
    StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
    TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
  }),
  queue: z.object({
    FifoQueue: z.literal(false, 'FIFO queues are not supported').optional(),
    VisibilityTimeout: count.default(30),
    DelaySeconds: count.default(0),
    MessageRetentionPeriod: count.default(345_600),
    RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: count }).optional(),
  }),
  function: z.object({
    Runtime: z.string().startsWith('nodejs', 'must be a Node.js runtime'),
    Handler: z.string().regex(/^[^.]+\.[^.]+$/, 'must name a file and an export'),
    MemorySize: count.default(128),
    Timeout: count.default(3),
    Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()) }).optional(),
    DeadLetterConfig: z.object({ TargetArn: z.string() }).optional(),
  }),
  mapping: z.object({
    FunctionName: z.string(),
    EventSourceArn: z.string(),
    Enabled: z.boolean().default(true),
    BatchSize: count.optional(),
    FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
    FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
    ScalingConfig: z.object({ MaximumConcurrency: count }).optional(),
    StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']).optional(),
    BisectBatchOnFunctionError: z.boolean().default(false),
    MaximumRetryAttempts: z.number().int().default(-1),
    MaximumRecordAgeInSeconds: z.number().int().default(-1),
    DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }) }).optional(),
  }),
  rule: z.object({
    State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
    ScheduleExpression: z.string().optional(),
    EventPattern: z.record(z.string(), z.unknown()).optional(),
    EventBusName: z.literal('default').optional(),
    Targets: z
      .array(
        z.object({
          Arn: z.string(),
          Input: z.string().optional(),
          InputTransformer: z
            .object({ InputPathsMap: z.record(z.string(), z.string()).default({}), InputTemplate: z.string() })
            .optional(),
          RetryPolicy: z.object({ MaximumRetryAttempts: count.optional() }).optional(),
        }),
      )
      .default([]),
  }),
  api: z.object({
    ProtocolType: z.literal('HTTP', 'only HTTP APIs are supported'),
    CorsConfiguration: z
      .object({
        AllowOrigins: z.array(z.string()).default([]),
        AllowMethods: z.array(z.string()).default([]),
        AllowHeaders: z.array(z.string()).default([]),
        ExposeHeaders: z.array(z.string()).default([]),
        AllowCredentials: z.boolean().default(false),
        MaxAge: count.optional(),
      })
      .optional(),
  }),
  route: z.object({
    ApiId: z.string(),
    RouteKey: z.string(),
    Target: z.string(),
    AuthorizationType: z.literal('NONE', 'authorizers are not supported').optional(),
  }),
  integration: z.object({
    IntegrationType: z.literal('AWS_PROXY', 'only Lambda proxies are supported'),
    IntegrationUri: z.string(),
    PayloadFormatVersion: z.literal('2.0'),
    TimeoutInMillis: count.default(30_000),
  }),
  stage: z.object({ StageName: z.literal('$default', 'only the $default stage is supported') }),
  userPoolClient: z.object({
    GenerateSecret: z.literal(false, 'only public clients are supported').default(false),
    AllowedOAuthFlows: z.tuple([z.literal('code', 'only the code flow is supported')]),
    AllowedOAuthScopes: z.array(z.enum(signInScopes)),
    IdTokenValidity: count,
    RefreshTokenValidity: count,
    TokenValidityUnits: z.object({ IdToken: z.literal('minutes'), RefreshToken: z.literal('minutes') }),
  }),
  configurationSet: z.object({ Name: z.string() }),
  eventDestination: z.object({
    ConfigurationSetName: z.string(),
    EventDestination: z.object({
      Enabled: z.boolean().default(true),
      MatchingEventTypes: z.array(z.string()),
      EventBridgeDestination: z.object({ EventBusArn: z.string() }, 'reports can only go to the event bus'),
    }),
  }),
} as const
