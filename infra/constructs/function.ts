import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import * as iam from 'aws-cdk-lib/aws-iam'
import * as lambda from 'aws-cdk-lib/aws-lambda'
import * as logs from 'aws-cdk-lib/aws-logs'
import type * as sqs from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { acknowledge } from '../acknowledge.ts'
import type { FunctionName, FunctionSettings } from '../functions.ts'

/** What one function is made of. */
export interface BatonFunctionProps {
  readonly name: FunctionName
  readonly settings: FunctionSettings
  /** Prefix of the function's name in the account. */
  readonly prefix: string
  /** Folder that holds the function's bundle. */
  readonly bundle: string
  /** Values of the variables its settings name. */
  readonly environment: Readonly<Record<string, string>>
  /** What it may do besides logging and tracing. */
  readonly statements: readonly iam.PolicyStatement[]
  /** Where asynchronous invocations go that failed every time; for functions invoked that way. */
  readonly deadLetters?: sqs.IQueue
}

/** A Lambda function with its own role, its own log group, and no permission that is not listed. */
export class BatonFunction extends Construct {
  readonly name: FunctionName
  readonly lambda: lambda.Function
  readonly role: iam.Role

  /**
   * @param scope where it lives
   * @param id the construct's id
   * @param props what it is made of
   */
  constructor(scope: Construct, id: string, props: BatonFunctionProps) {
    super(scope, id)
    this.name = props.name
    const functionName = `${props.prefix}-${props.name}`
    const logGroup = new logs.LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: props.settings.purpose,
    })
    const policy = new iam.Policy(this, 'Policy', {
      roles: [this.role],
      statements: [
        new iam.PolicyStatement({
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [logGroup.logGroupArn],
        }),
        ...props.statements,
      ],
    })
    this.lambda = new lambda.Function(this, 'Function', {
      functionName,
      description: props.settings.purpose,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(props.bundle, { exclude: ['*.map'] }),
      memorySize: props.settings.memory,
      timeout: Duration.seconds(props.settings.timeout),
      environment: { ...props.environment },
      // CDK must not add permissions of its own: the typed list is all there is.
      role: this.role.withoutPolicyUpdates(),
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      tracing: lambda.Tracing.ACTIVE,
      ...(props.deadLetters === undefined ? {} : { deadLetterQueue: props.deadLetters }),
    })
    this.lambda.node.addDependency(policy)
    if (props.deadLetters === undefined) {
      acknowledge(this.lambda, {
        'Serverless-LambdaDLQ':
          'Never invoked asynchronously: API Gateway, SQS and the stream invoke it and keep failures.',
      })
    }
  }
}

/**
 * Lets functions report traces.
 * @param scope where the policy lives
 * @param functions the functions that are traced
 */
export function allowTracing(scope: Construct, functions: readonly BatonFunction[]): void {
  const policy = new iam.ManagedPolicy(scope, 'Tracing', {
    description: 'Report traces to X-Ray',
    roles: functions.map((one) => one.role),
    statements: [
      new iam.PolicyStatement({
        actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
        resources: ['*'],
      }),
    ],
  })
  acknowledge(policy, {
    'AwsSolutions-IAM5[Resource::*]': 'X-Ray knows no resource for these two actions; they only add trace data.',
  })
}
