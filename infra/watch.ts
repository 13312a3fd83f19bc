import { Duration } from 'aws-cdk-lib'
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch'
import type * as lambda from 'aws-cdk-lib/aws-lambda'
import type { Alarms } from './constructs/alarms.ts'
import type { BatonFunction } from './constructs/function.ts'
import type { Http } from './constructs/http.ts'
import type { LeadTable } from './constructs/table.ts'
import type { FunctionName } from './functions.ts'
import { metrics } from './metrics.ts'

/** What is watched besides the queues, which bring their own alarms. */
export interface Watched {
  readonly http: Http
  readonly httpFunctions: readonly BatonFunction[]
  readonly relay: lambda.IFunction
  readonly workers: readonly BatonFunction[]
  readonly tick: lambda.IFunction
  readonly table: LeadTable
}

const fiveMinutes = Duration.minutes(5)

/**
 * Adds every alarm that is not a queue's own.
 * @param alarms where they go
 * @param watched what is watched
 */
export function watch(alarms: Alarms, watched: Watched): void {
  watchHttp(alarms, watched)
  watchTasks(alarms, watched)
  watchWorkers(alarms, watched)
  watchMail(alarms)
  alarms.add('table-throttled', {
    means: 'DynamoDB has refused writes for three minutes because there were too many.',
    metric: watched.table.metricThrottles('Write'),
    threshold: 1,
    periods: 3,
  })
  alarms.add('table-reads-throttled', {
    means: 'DynamoDB has refused reads for three minutes because there were too many.',
    metric: watched.table.metricThrottles('Read'),
    threshold: 1,
    periods: 3,
  })
}

function watchHttp(alarms: Alarms, { http, httpFunctions }: Watched): void {
  alarms.add('api-5xx', {
    means: 'The API answered 5 or more requests of 5 minutes with a server error.',
    metric: http.stage.metricServerError({ period: fiveMinutes, statistic: 'Sum' }),
    threshold: 5,
  })
  alarms.add('api-slow', {
    means: 'One request in a hundred has taken 2 s or longer for 15 minutes.',
    metric: http.stage.metricLatency({ period: fiveMinutes, statistic: 'p99' }),
    threshold: 2000,
    periods: 3,
  })
  alarms.add('http-errors', {
    means: 'capture, api or pages crashed, timed out or ran out of memory 3 times in 5 minutes.',
    metric: errorsOf(httpFunctions),
    threshold: 3,
  })
}

function watchTasks(alarms: Alarms, { relay, tick }: Watched): void {
  alarms.add('relay-lag', {
    means: 'The relay is a minute behind the table.',
    metric: metrics.iteratorAge(relay),
    threshold: 60_000,
    periods: 3,
  })
  alarms.add('relay-errors', {
    means: 'The relay failed 3 times in 5 minutes.',
    metric: relay.metricErrors({ period: fiveMinutes, statistic: 'Sum' }),
    threshold: 3,
  })
  alarms.add('tick-errors', {
    means: 'The tick failed 3 times in 5 minutes.',
    metric: tick.metricErrors({ period: fiveMinutes, statistic: 'Sum' }),
    threshold: 3,
  })
  alarms.add('tick-silent', {
    means: 'The tick has not run for 5 minutes.',
    metric: tick.metricInvocations({ period: fiveMinutes, statistic: 'Sum' }),
    threshold: 1,
    below: true,
    silence: 'alarming',
  })
  alarms.add('tasks-overdue', {
    means: 'The tick has come to tasks more than two minutes late, 5 minutes in a row.',
    metric: metrics.overdueTasks(),
    threshold: 1,
    periods: 5,
  })
  alarms.add('tasks-parked', {
    means: 'A task failed every time and waits for the operator.',
    metric: metrics.parkedTasks(),
    threshold: 1,
  })
}

/** Workers for which nobody waits: an alarm can watch ten functions at the most (CloudWatch's own limit). */
const background: readonly FunctionName[] = ['outcome', 'attribute', 'report', 'job', 'digest', 'mail-events']

function watchWorkers(alarms: Alarms, { workers }: Watched): void {
  alarms.add('worker-errors', {
    means: 'Workers crashed, timed out or ran out of memory 5 times in 5 minutes.',
    metric: errorsOf(workers.filter(({ name }) => !background.includes(name))),
    threshold: 5,
  })
  alarms.add('background-errors', {
    means: 'Workers of the background crashed, timed out or ran out of memory 5 times in 5 minutes.',
    metric: errorsOf(workers.filter(({ name }) => background.includes(name))),
    threshold: 5,
  })
}

/** SES reviews an account at a bounce rate of 5 % or a complaint rate of 0.1 %, and pauses it at 10 % or 0.5 %. */
function watchMail(alarms: Alarms): void {
  alarms.add('mail-bounces', {
    means: 'One mail in 25 bounces; at one in 20 SES reviews the account, at one in 10 it stops all mail.',
    metric: metrics.bounceRate(),
    threshold: 0.04,
  })
  alarms.add('mail-complaints', {
    means: 'Eight mails in 10,000 are complained about; at ten SES reviews the account, at fifty it stops all mail.',
    metric: metrics.complaintRate(),
    threshold: 0.0008,
  })
}

function errorsOf(functions: readonly BatonFunction[]): cloudwatch.IMetric {
  const usingMetrics = Object.fromEntries(
    functions.map(({ lambda }, n) => [`e${n}`, lambda.metricErrors({ period: fiveMinutes, statistic: 'Sum' })]),
  )
  return new cloudwatch.MathExpression({
    // SUM passes over a metric that has no data; `+` would have none either.
    expression: `SUM([${Object.keys(usingMetrics).join(', ')}])`,
    usingMetrics,
    period: fiveMinutes,
    label: 'Errors',
  })
}
