import { Duration } from 'aws-cdk-lib'
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch'
import type * as lambda from 'aws-cdk-lib/aws-lambda'

/** Namespace of the metrics that Baton itself reports. */
export const namespace = 'Baton'

const minute = Duration.minutes(1)

/** Metrics that alarms and the dashboard share. */
export const metrics = {
  /** Tasks that were driven too often and wait for the operator. */
  parkedTasks: () => own('ParkedTasks'),
  /** 1 when the tick came to a task more than two ticks after it was due. */
  overdueTasks: () => own('OverdueTasks'),
  /** How far the relay is behind the table, in milliseconds. */
  iteratorAge: (relay: lambda.IFunction) => relay.metric('IteratorAge', { period: minute, statistic: 'Maximum' }),
  /** Share of the account's mails that bounced, as SES judges it. */
  bounceRate: () => reputation('BounceRate'),
  /** Share of the account's mails that were complained about, as SES judges it. */
  complaintRate: () => reputation('ComplaintRate'),
  /** How many mails met one end. */
  mail: (metricName: 'Send' | 'Delivery' | 'Bounce' | 'Complaint') =>
    new cloudwatch.Metric({ namespace: 'AWS/SES', metricName, period: Duration.minutes(5), statistic: 'Sum' }),
} as const

function own(metricName: string): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace,
    metricName,
    dimensionsMap: { service: 'baton' },
    period: minute,
    statistic: 'Maximum',
  })
}

function reputation(rate: string): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/SES',
    metricName: `Reputation.${rate}`,
    period: Duration.hours(1),
    statistic: 'Maximum',
  })
}
