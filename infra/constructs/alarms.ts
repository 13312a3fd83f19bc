import { Duration } from 'aws-cdk-lib'
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import * as iam from 'aws-cdk-lib/aws-iam'
import * as kms from 'aws-cdk-lib/aws-kms'
import * as sns from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'

/** What is watched, and from when on somebody must look. */
export interface Watch {
  readonly metric: cloudwatch.IMetric
  /** One sentence: what is wrong when this goes off. */
  readonly means: string
  /** Goes off at this value or above. */
  readonly threshold: number
  /** Periods in a row that must be at the threshold; 1 when absent. */
  readonly periods?: number
  /** Goes off below the threshold instead. */
  readonly below?: true
  /** What no data means; fine when absent. */
  readonly silence?: 'alarming'
}

/** All alarms: each one reports to one topic and links to its runbook entry. */
export class Alarms extends Construct {
  readonly topic: sns.Topic
  readonly #prefix: string
  readonly #runbookUrl: string
  readonly #all: cloudwatch.Alarm[] = []

  /**
   * @param scope where the topic and the alarms live
   * @param id the construct's id
   * @param props the prefix of alarm names, and where the runbook is published
   */
  constructor(scope: Construct, id: string, props: { readonly prefix: string; readonly runbookUrl: string }) {
    super(scope, id)
    this.#prefix = props.prefix
    this.#runbookUrl = props.runbookUrl
    this.topic = alarmTopic(this, props.prefix)
  }

  /** Every alarm made so far. */
  get all(): readonly cloudwatch.Alarm[] {
    return this.#all
  }

  /**
   * Adds an alarm named `baton-<name>`, which must have an entry of that name in docs/runbook.md.
   * @param name what the alarm is called, without the prefix
   * @param watch what it watches
   */
  add(name: string, watch: Watch): cloudwatch.Alarm {
    const alarm = new cloudwatch.Alarm(this, name, {
      alarmName: `${this.#prefix}-${name}`,
      alarmDescription: `${watch.means} What to do: ${this.#runbookUrl}#baton-${name}`,
      metric: watch.metric,
      threshold: watch.threshold,
      evaluationPeriods: watch.periods ?? 1,
      comparisonOperator: watch.below
        ? cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD
        : cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData:
        watch.silence === 'alarming'
          ? cloudwatch.TreatMissingData.BREACHING
          : cloudwatch.TreatMissingData.NOT_BREACHING,
    })
    const report = new SnsAction(this.topic)
    alarm.addAlarmAction(report)
    alarm.addOkAction(report)
    this.#all.push(alarm)
    return alarm
  }
}

/** Makes the topic. Its key is ours, because CloudWatch can't publish to a topic under AWS's own SNS key. */
function alarmTopic(scope: Construct, prefix: string): sns.Topic {
  const key = new kms.Key(scope, 'Key', {
    description: `Encrypts the alarm topic of ${prefix}`,
    enableKeyRotation: true,
    pendingWindow: Duration.days(7),
  })
  const cloudWatch = new iam.ServicePrincipal('cloudwatch.amazonaws.com')
  key.grant(cloudWatch, 'kms:Decrypt', 'kms:GenerateDataKey')
  const topic = new sns.Topic(scope, 'Topic', {
    topicName: `${prefix}-alarms`,
    displayName: 'Baton alarms',
    masterKey: key,
    enforceSSL: true,
  })
  topic.grantPublish(cloudWatch)
  return topic
}
