import { Duration } from 'aws-cdk-lib'
import * as sqs from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { acknowledge } from '../acknowledge.ts'
import { deadLetterDays, type QueueName, type Stage, visibilityOf } from '../stages.ts'
import type { Alarms } from './alarms.ts'

/** What one queue needs. */
export interface TaskQueueProps {
  readonly name: QueueName
  readonly stage: Stage
  /** Prefix of the queue's name in the account. */
  readonly prefix: string
  readonly alarms: Alarms
}

/** A queue with its dead-letter queue and their alarms: none of them can be had without the others. */
export class TaskQueue extends Construct {
  readonly name: QueueName
  readonly stage: Stage
  readonly queue: sqs.Queue
  readonly deadLetters: DeadLetterQueue

  /**
   * @param scope where it lives
   * @param id the construct's id
   * @param props what it needs
   */
  constructor(scope: Construct, id: string, props: TaskQueueProps) {
    super(scope, id)
    this.name = props.name
    this.stage = props.stage
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      name: `${props.name}-dlq`,
      prefix: props.prefix,
      alarms: props.alarms,
      means: `A message of ${props.name} failed ${props.stage.maxReceiveCount} times.`,
    })
    this.queue = new sqs.Queue(this, 'Queue', {
      queueName: `${props.prefix}-${props.name}`,
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(visibilityOf(props.stage)),
      deadLetterQueue: { queue: this.deadLetters.queue, maxReceiveCount: props.stage.maxReceiveCount },
    })
    const { lateAfter } = props.stage
    if (lateAfter === undefined) return
    props.alarms.add(`${props.name}-late`, {
      means: `The oldest message of ${props.name} has waited for ${lateAfter} s.`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1), statistic: 'Maximum' }),
      threshold: lateAfter,
      periods: 3,
    })
  }
}

/** What a dead-letter queue needs. */
export interface DeadLetterQueueProps {
  /** Its name without the prefix; its alarm has the same. */
  readonly name: string
  readonly prefix: string
  readonly alarms: Alarms
  /** One sentence: what it means that something is in it. */
  readonly means: string
}

/** A dead-letter queue and the alarm that goes off when anything is in it. */
export class DeadLetterQueue extends Construct {
  readonly queue: sqs.Queue

  /**
   * @param scope where it lives
   * @param id the construct's id
   * @param props what it needs
   */
  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id)
    this.queue = new sqs.Queue(this, 'Queue', {
      queueName: `${props.prefix}-${props.name}`,
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(deadLetterDays),
    })
    acknowledge(this.queue, {
      'AwsSolutions-SQS3': 'This is the dead-letter queue.',
      'Serverless-SQSRedrivePolicy': 'This is the dead-letter queue.',
    })
    props.alarms.add(props.name, {
      means: props.means,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      threshold: 1,
    })
  }
}
