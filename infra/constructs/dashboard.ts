import { Duration } from 'aws-cdk-lib'
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch'
import type * as lambda from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { metrics } from '../metrics.ts'
import type { BatonFunction } from './function.ts'
import type { Http } from './http.ts'
import type { LeadTable } from './table.ts'
import type { TaskQueue } from './task-queue.ts'

/** What the dashboard shows. */
export interface DashboardProps {
  readonly prefix: string
  readonly alarms: readonly cloudwatch.IAlarm[]
  readonly http: Http
  readonly httpFunctions: readonly BatonFunction[]
  readonly relay: lambda.IFunction
  readonly queues: readonly TaskQueue[]
  readonly workers: readonly BatonFunction[]
  readonly tick: lambda.IFunction
  readonly table: LeadTable
}

const minute = Duration.minutes(1)
const half = 12
const third = 8

/**
 * Makes the dashboard: read from top to bottom, it follows a lead through the house.
 * @param scope where it lives
 * @param props what it shows
 */
export function makeDashboard(scope: Construct, props: DashboardProps): cloudwatch.Dashboard {
  return new cloudwatch.Dashboard(scope, 'Dashboard', {
    dashboardName: props.prefix,
    defaultInterval: Duration.hours(3),
    widgets: [
      [new cloudwatch.AlarmStatusWidget({ title: 'Alarms', alarms: [...props.alarms], width: 24, height: 4 })],
      title('1. Taken in'),
      httpRow(props),
      title('2. Handed on: table stream to queues'),
      relayRow(props),
      title('3. Worked: queues and their workers'),
      queueRow(props),
      workerRow(props),
      title('4. Driven when due'),
      tickRow(props),
      title('5. Mailed, and stored'),
      mailRow(props),
    ],
  })
}

function title(markdown: string): cloudwatch.IWidget[] {
  return [new cloudwatch.TextWidget({ markdown: `## ${markdown}`, width: 24, height: 1 })]
}

function graph(name: string, width: number, left: cloudwatch.IMetric[], right?: cloudwatch.IMetric[]) {
  return new cloudwatch.GraphWidget({
    title: name,
    width,
    left,
    ...(right === undefined ? {} : { right }),
    leftYAxis: { min: 0 },
    rightYAxis: { min: 0 },
  })
}

function httpRow({ http, httpFunctions }: DashboardProps): cloudwatch.IWidget[] {
  const { stage } = http
  return [
    graph('Requests and refusals', third, [
      stage.metricCount({ period: minute }),
      stage.metricClientError({ period: minute }),
      stage.metricServerError({ period: minute }),
    ]),
    graph(
      'Latency (ms)',
      third,
      ['p50', 'p99'].map((statistic) => stage.metricLatency({ period: minute, statistic, label: statistic })),
    ),
    graph('Errors by function', third, httpFunctions.map(errorsOf)),
  ]
}

function relayRow({ relay }: DashboardProps): cloudwatch.IWidget[] {
  return [
    graph('Stream lag (ms)', half, [metrics.iteratorAge(relay)]),
    graph(
      'Relay',
      half,
      [relay.metricInvocations({ period: minute }), relay.metricErrors({ period: minute })],
      [relay.metricDuration({ period: minute, statistic: 'p99' })],
    ),
  ]
}

function queueRow({ queues }: DashboardProps): cloudwatch.IWidget[] {
  return [
    graph(
      'Oldest message (s)',
      third,
      queues.map(({ name, queue }) =>
        queue.metricApproximateAgeOfOldestMessage({ period: minute, statistic: 'Maximum', label: name }),
      ),
    ),
    graph(
      'Waiting messages',
      third,
      queues.map(({ name, queue }) =>
        queue.metricApproximateNumberOfMessagesVisible({ period: minute, statistic: 'Maximum', label: name }),
      ),
    ),
    graph(
      'Dead letters',
      third,
      queues.map(({ name, deadLetters }) =>
        deadLetters.queue.metricApproximateNumberOfMessagesVisible({
          period: minute,
          statistic: 'Maximum',
          label: name,
        }),
      ),
    ),
  ]
}

function workerRow({ workers }: DashboardProps): cloudwatch.IWidget[] {
  return [
    graph(
      'Invocations',
      third,
      workers.map(({ name, lambda }) => lambda.metricInvocations({ period: minute, label: name })),
    ),
    graph(
      'Duration p99 (ms)',
      third,
      workers.map(({ name, lambda }) => lambda.metricDuration({ period: minute, statistic: 'p99', label: name })),
    ),
    graph('Errors', third, workers.map(errorsOf)),
  ]
}

function tickRow({ tick }: DashboardProps): cloudwatch.IWidget[] {
  return [
    graph('Overdue and parked tasks', half, [metrics.overdueTasks(), metrics.parkedTasks()]),
    graph('Ticks', half, [tick.metricInvocations({ period: minute }), tick.metricErrors({ period: minute })]),
  ]
}

function mailRow({ table }: DashboardProps): cloudwatch.IWidget[] {
  return [
    graph('Mail', third, [
      metrics.mail('Send'),
      metrics.mail('Delivery'),
      metrics.mail('Bounce'),
      metrics.mail('Complaint'),
    ]),
    graph('Reputation (share of mails)', third, [metrics.bounceRate(), metrics.complaintRate()]),
    graph(
      'Table units and throttles',
      third,
      [
        table.table.metricConsumedReadCapacityUnits({ period: minute, statistic: 'Sum' }),
        table.table.metricConsumedWriteCapacityUnits({ period: minute, statistic: 'Sum' }),
      ],
      [table.metricThrottles('Read'), table.metricThrottles('Write')],
    ),
  ]
}

function errorsOf({ name, lambda }: BatonFunction): cloudwatch.IMetric {
  return lambda.metricErrors({ period: minute, label: name })
}
