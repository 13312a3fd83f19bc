import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { queueNames, stages, visibilityOf } from '../../infra/stages.ts'
import { queueOf, taskQueues } from '../../shared/contracts/tasks.ts'
import { taskKinds, taskLanes } from '../../shared/domain/task.ts'
import { Synthesized } from './template.ts'

const template = new Synthesized()
const target = z
  .object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) })
  .transform((of) => of['Fn::GetAtt'][0])
const queue = z.object({
  QueueName: z.string(),
  VisibilityTimeout: z.number().optional(),
  MessageRetentionPeriod: z.number().optional(),
  SqsManagedSseEnabled: z.literal(true),
  RedrivePolicy: z.object({ deadLetterTargetArn: target, maxReceiveCount: z.number() }).optional(),
})
const alarm = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.unknown()).min(1),
  OKActions: z.array(z.unknown()).min(1),
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Threshold: z.number(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })).optional(),
})
const mapping = z.object({
  EventSourceArn: target,
  FunctionName: z.object({ Ref: z.string() }),
  BatchSize: z.number(),
  FunctionResponseTypes: z.tuple([z.literal('ReportBatchItemFailures')]),
  ScalingConfig: z.object({ MaximumConcurrency: z.number().min(2) }),
})

const queues = template.of('AWS::SQS::Queue').map(({ id, properties }) => ({ id, ...queue.parse(properties) }))
const alarms = template.of('AWS::CloudWatch::Alarm').map(({ properties }) => alarm.parse(properties))
const workerQueues = queues.filter((one) => one.RedrivePolicy !== undefined)
const deadLetterQueues = queues.filter((one) => one.RedrivePolicy === undefined)

test('there is a queue for each that tasks travel on, and one for the reports on mail', () => {
  expect(workerQueues.map((one) => one.QueueName)).toEqual(
    [...taskQueues, 'mail-events'].map((name) => `baton-${name}`),
  )
})

test('each queue’s worker is the function of the tasks it carries', () => {
  for (const kind of taskKinds) for (const lane of taskLanes) expect(stages[queueOf[kind][lane]].worker).toBe(kind)
})

test('each queue has a dead-letter queue of its own that keeps 14 days', () => {
  const dead = workerQueues.map((one) => {
    const found = deadLetterQueues.find(({ id }) => id === one.RedrivePolicy?.deadLetterTargetArn)
    expect(found?.QueueName).toBe(`${one.QueueName}-dlq`)
    return found?.id
  })
  expect(new Set(dead).size).toBe(workerQueues.length)
  for (const one of deadLetterQueues) expect(one.MessageRetentionPeriod).toBe(14 * 24 * 60 * 60)
})

test('each dead-letter queue has an alarm that goes off at the first message', () => {
  for (const one of deadLetterQueues) {
    const found = alarms.find((candidate) => candidate.AlarmName === one.QueueName)
    expect(found).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 1,
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [one.id, 'QueueName'] } }],
    })
  }
})

test('each queue that live leads use has an alarm on its oldest message', () => {
  const late = queueNames.filter((name) => stages[name].lateAfter !== undefined)
  expect(late).toEqual(['qualify', 'route', 'send', 'notify', 'sla', 'nurture', 'attribute', 'job', 'mail-events'])
  for (const name of late) {
    expect(alarms.find((one) => one.AlarmName === `baton-${name}-late`)).toMatchObject({
      MetricName: 'ApproximateAgeOfOldestMessage',
      Threshold: stages[name].lateAfter,
    })
  }
})

test('each queue is drained by its worker in batches that report single failures, hidden six timeouts long', () => {
  const mappings = template
    .of('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => 'ScalingConfig' in properties)
    .map(({ properties }) => mapping.parse(properties))
  expect(mappings.length).toBe(queueNames.length)
  for (const name of queueNames) {
    const source = workerQueues.find((one) => one.QueueName === `baton-${name}`)
    const found = mappings.find((one) => one.EventSourceArn === source?.id)
    const worker = template.get(found?.FunctionName.Ref ?? '').properties
    expect(worker.FunctionName).toBe(`baton-${stages[name].worker}`)
    expect(found).toMatchObject({
      BatchSize: stages[name].batchSize,
      ScalingConfig: { MaximumConcurrency: stages[name].maximumConcurrency },
    })
    expect(source?.RedrivePolicy?.maxReceiveCount).toBe(stages[name].maxReceiveCount)
    expect(source?.VisibilityTimeout).toBe(visibilityOf(stages[name]))
    expect(source?.VisibilityTimeout).toBeGreaterThanOrEqual(6 * z.number().parse(worker.Timeout))
  }
})

test('every alarm has an entry in the runbook, and every entry an alarm', () => {
  const runbook = readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8')
  const entries = [...runbook.matchAll(/^## (.+)$/gm)].map(([, name]) => name)
  expect(entries.toSorted()).toEqual(alarms.map((one) => one.AlarmName).toSorted())
  for (const text of runbook.split(/^## /m).slice(1)) {
    const parts = [...text.matchAll(/^- \*\*(.+?):\*\*/gm)].map(([, part]) => part)
    expect(parts).toEqual(['Means', 'The customer notices', 'Look at', 'Do', 'Over when'])
  }
})

const metric = z.object({
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.object({ Ref: z.string() }) })),
})
const watching = z.union([
  metric.transform((one) => [one]),
  z
    .object({ Metrics: z.array(z.object({ MetricStat: z.object({ Metric: z.unknown() }).optional() })) })
    .transform(({ Metrics }) => Metrics.flatMap(({ MetricStat }) => metric.safeParse(MetricStat?.Metric).data ?? [])),
  z.unknown().transform(() => []),
])

test('the errors of every function are watched', () => {
  const watched = template
    .of('AWS::CloudWatch::Alarm')
    .flatMap(({ properties }) => watching.parse(properties))
    .filter(({ MetricName }) => MetricName === 'Errors')
    .flatMap(({ Dimensions }) => Dimensions.map(({ Value }) => Value.Ref))
  expect(watched.toSorted()).toEqual(
    template
      .of('AWS::Lambda::Function')
      .map(({ id }) => id)
      .toSorted(),
  )
})

test('every alarm reports to the topic, when it goes off and when it is over, and links to its entry', () => {
  const topics = template.of('AWS::SNS::Topic').map(({ id }) => ({ Ref: id }))
  for (const one of alarms) {
    expect(one.AlarmActions).toEqual(topics)
    expect(one.OKActions).toEqual(topics)
    expect(one.AlarmDescription).toMatch(new RegExp(`docs/runbook\\.md#${one.AlarmName}$`))
  }
})
