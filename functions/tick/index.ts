import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import middy from '@middy/core'
import { log } from '../../shared/lambda/log.ts'
import { awsPorts } from '../../shared/lambda/services.ts'
import { awsTaskQueues } from '../../shared/lambda/task-queues.ts'
import { tick } from '../../shared/pipeline/tick.ts'
import { readConfiguration } from './config.ts'

const { table, queues: urls } = readConfiguration(process.env)
const ports = awsPorts(table)
const queues = awsTaskQueues(urls)
const metrics = new Metrics({ namespace: 'Baton', serviceName: 'baton' })

/** How late, in milliseconds, a task is before it counts as overdue: two ticks. */
const overdueAfter = 120_000

/** Drives what is due, every minute, and reports what is parked and overdue. */
export const handler = middy<unknown, void>().handler(async () => {
  const report = await tick(ports, queues)
  const parked = (await ports.store.listParked(100)).length
  log('tick.done', { driven: report.driven, parked, longestOverdue: report.longestOverdue })
  if (report.parked > 0) log('tasks.parked', { parked: report.parked })
  metrics.addMetric('ParkedTasks', MetricUnit.Count, parked)
  metrics.addMetric('OverdueTasks', MetricUnit.Count, report.longestOverdue > overdueAfter ? 1 : 0)
  metrics.publishStoredMetrics()
})
