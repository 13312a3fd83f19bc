import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch'
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'
import { indexes, table as keys } from '../../shared/adapters/dynamodb/keys.ts'
import type { IndexName } from '../functions.ts'

const minute = Duration.minutes(1)
const indexNames = [
  'due',
  'leads',
  'owner',
  'standing',
  'campaign',
  'company',
  'person',
] as const satisfies readonly IndexName[]

/** The one table: on demand, encrypted, recoverable to any second of 35 days, kept when the stack goes. */
export class LeadTable extends Construct {
  readonly table: dynamodb.Table
  readonly streamArn: string

  /**
   * @param scope where it lives
   * @param id the construct's id
   */
  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.table = new dynamodb.Table(this, 'Table', {
      partitionKey: text(keys.partitionKey),
      sortKey: text(keys.sortKey),
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      encryption: dynamodb.TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: keys.timeToLive,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    for (const name of indexNames) {
      this.table.addGlobalSecondaryIndex({
        indexName: indexes[name].name,
        partitionKey: text(indexes[name].partitionKey),
        sortKey: text(indexes[name].sortKey),
        projectionType: dynamodb.ProjectionType.KEYS_ONLY,
      })
    }
    const { tableStreamArn } = this.table
    if (tableStreamArn === undefined) throw new Error('The table has no stream')
    this.streamArn = tableStreamArn
  }

  /**
   * Names an index as IAM does.
   * @param name the index
   */
  indexArn(name: IndexName): string {
    return `${this.table.tableArn}/index/${indexes[name].name}`
  }

  /**
   * Requests that DynamoDB refused for speed, of the table and all its indexes, per minute. Reads and writes apart: an
   * alarm takes ten metrics at the most.
   * @param of which requests
   */
  metricThrottles(of: 'Read' | 'Write'): cloudwatch.IMetric {
    const dimensions: readonly Record<string, string>[] = [
      {},
      ...indexNames.map((name) => ({ GlobalSecondaryIndexName: indexes[name].name })),
    ]
    const metrics = dimensions.map((extra, n) => [
      `${of.charAt(0).toLowerCase()}${n}`,
      this.table.metric(`${of}ThrottleEvents`, {
        statistic: 'Sum',
        period: minute,
        dimensionsMap: { TableName: this.table.tableName, ...extra },
      }),
    ])
    const usingMetrics: Record<string, cloudwatch.IMetric> = Object.fromEntries(metrics)
    const expression = `SUM([${Object.keys(usingMetrics).join(', ')}])`
    return new cloudwatch.MathExpression({
      expression,
      usingMetrics,
      period: minute,
      label: `Throttled ${of.toLowerCase()}s`,
    })
  }
}

function text(name: string): dynamodb.Attribute {
  return { name, type: dynamodb.AttributeType.STRING }
}
