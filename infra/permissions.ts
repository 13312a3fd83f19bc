import * as iam from 'aws-cdk-lib/aws-iam'
import type * as sqs from 'aws-cdk-lib/aws-sqs'
import type { LeadTable } from './constructs/table.ts'
import type { Permissions } from './functions.ts'

/** The resources that permissions are about. */
export interface Resources {
  readonly table: LeadTable
  /** Queues it sends to. */
  readonly sends: readonly sqs.IQueue[]
  /** Queues it drains. */
  readonly drains: readonly sqs.IQueue[]
  /** Whether it reads the table's stream. */
  readonly readsStream: boolean
}

/**
 * Turns what a function may do into IAM statements: each names its actions and its resources, none a wildcard.
 * @param may what the function may do
 * @param resources the resources it is about
 */
export function statementsFor(may: Permissions, resources: Resources): readonly iam.PolicyStatement[] {
  const { table } = resources
  const statements: readonly (readonly [readonly string[], readonly string[]])[] = [
    [may.table, [table.table.tableArn]],
    [['dynamodb:Query'], (may.indexes ?? []).map((name) => table.indexArn(name))],
    [['sqs:SendMessage'], arns(resources.sends)],
    [['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], arns(resources.drains)],
    [
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
      resources.readsStream ? [table.streamArn] : [],
    ],
  ]
  return statements
    .filter(([actions, on]) => actions.length > 0 && on.length > 0)
    .map(([actions, on]) => new iam.PolicyStatement({ actions: [...actions], resources: [...on] }))
}

function arns(queues: readonly sqs.IQueue[]): readonly string[] {
  return queues.map((queue) => queue.queueArn)
}
