/** Resources of a template, by logical id. */
export type Resources = Readonly<Record<string, object>>

const variables = { RECORDS: { Ref: 'AWS::NoValue' }, TABLE: { Ref: 'Things' } }

/**
 * Declares a small stack with one of everything that the local runtime runs.
 * @param records file that the functions write down what they see in
 */
export function fixtureResources(records: string): Resources {
  return { ...storage(), ...functionsOf(records), ...mappings(), ...api(), ...rules() }
}

function storage(): Resources {
  return {
    Things: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'fixture-things',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      },
    },
    Work: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        QueueName: 'fixture-work',
        VisibilityTimeout: 1,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['WorkDead', 'Arn'] }, maxReceiveCount: 2 },
      },
    },
    WorkDead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'fixture-work-dead' } },
    Slow: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'fixture-slow', VisibilityTimeout: 3600 } },
    StreamDead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'fixture-stream-dead' } },
    Role: { Type: 'AWS::IAM::Role', Properties: {} },
  }
}

function functionsOf(records: string): Resources {
  const make = (name: string) => ({
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: `fixture-${name}`,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: 1,
      MemorySize: 128,
      Environment: { Variables: { ...variables, RECORDS: records, URL: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } } },
    },
    Metadata: { 'aws:asset:path': `asset.${name}` },
  })
  return { Web: make('web'), Worker: make('worker'), Reader: make('reader'), Ticker: make('ticker') }
}

function mappings(): Resources {
  const fromQueue = (queue: string) => ({
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      BatchSize: 5,
      EventSourceArn: { 'Fn::GetAtt': [queue, 'Arn'] },
      FunctionName: { Ref: 'Worker' },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    },
  })
  return {
    FromWork: fromQueue('Work'),
    FromSlow: fromQueue('Slow'),
    FromThings: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        BatchSize: 10,
        EventSourceArn: { 'Fn::GetAtt': ['Things', 'StreamArn'] },
        FunctionName: { Ref: 'Reader' },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 2,
        StartingPosition: 'TRIM_HORIZON',
        DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['StreamDead', 'Arn'] } } },
        FilterCriteria: {
          Filters: [
            { Pattern: '{"eventName":["INSERT","MODIFY"],"dynamodb":{"NewImage":{"wanted":{"BOOL":[true]}}}}' },
          ],
        },
      },
    },
  }
}

function api(): Resources {
  const route = (RouteKey: string) => ({
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: { ApiId: { Ref: 'Api' }, RouteKey, Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'ToWeb' }]] } },
  })
  return {
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'fixture', ProtocolType: 'HTTP' } },
    Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: { Ref: 'Api' }, StageName: '$default' } },
    ToWeb: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': ['Web', 'Arn'] },
        PayloadFormatVersion: '2.0',
      },
    },
    Echo: route('POST /echo/{name}'),
    Answer: route('GET /answers/{kind}'),
  }
}

function rules(): Resources {
  return {
    Tick: {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: 'rate(1 minute)',
        Targets: [{ Id: 'ticker', Arn: { 'Fn::GetAtt': ['Ticker', 'Arn'] } }],
      },
    },
    MailSet: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'fixture-mail' } },
    MailReports: {
      Type: 'AWS::SES::ConfigurationSetEventDestination',
      Properties: {
        ConfigurationSetName: { Ref: 'MailSet' },
        EventDestination: {
          MatchingEventTypes: ['delivery', 'bounce'],
          EventBridgeDestination: { EventBusArn: 'arn:aws:events:us-east-1:000000000000:event-bus/default' },
        },
      },
    },
    Reports: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: {
          source: ['aws.ses'],
          detail: { mail: { tags: { 'ses:configuration-set': ['fixture-mail'] } } },
        },
        Targets: [
          {
            Id: 'work',
            Arn: { 'Fn::GetAtt': ['Work', 'Arn'] },
            InputTransformer: {
              InputPathsMap: { type: '$.detail-type', tags: '$.detail.mail.tags' },
              InputTemplate: '{"report":<type>,"tags":<tags>}',
            },
          },
        ],
      },
    },
  }
}
