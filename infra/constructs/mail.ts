import { Duration, Stack } from 'aws-cdk-lib'
import * as events from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import * as iam from 'aws-cdk-lib/aws-iam'
import * as ses from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import { type Settings, senderOf } from '../settings.ts'
import type { TaskQueue } from './task-queue.ts'

/** What mail needs. */
export interface MailProps {
  readonly prefix: string
  readonly settings: Settings
  /** Where SES's reports on each mail go. */
  readonly reports: TaskQueue
}

/** Sending by SES, and what became of each mail coming back: SES → event bus → queue. */
export class Mail extends Construct {
  readonly configurationSet: ses.ConfigurationSet
  readonly #props: MailProps

  /**
   * @param scope where it lives
   * @param id the construct's id
   * @param props what it needs
   */
  constructor(scope: Construct, id: string, props: MailProps) {
    super(scope, id)
    this.#props = props
    this.configurationSet = new ses.ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: props.prefix,
      reputationMetrics: true,
      tlsPolicy: ses.ConfigurationSetTlsPolicy.REQUIRE,
      suppressionReasons: ses.SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    })
    this.configurationSet.addEventDestination('Events', {
      configurationSetEventDestinationName: 'event-bus',
      destination: ses.EventDestination.eventBus(events.EventBus.fromEventBusName(this, 'Bus', 'default')),
      events: [
        ses.EmailSendingEvent.BOUNCE,
        ses.EmailSendingEvent.COMPLAINT,
        ses.EmailSendingEvent.DELIVERY,
        ses.EmailSendingEvent.REJECT,
      ],
    })
    if (props.settings.mailDomain !== undefined) this.#verify(props.settings.mailDomain)
    this.#report('Bounces', ['Email Bounced'], {
      bounce: {
        bounceType: events.EventField.fromPath('$.detail.bounce.bounceType'),
        bounceSubType: events.EventField.fromPath('$.detail.bounce.bounceSubType'),
      },
    })
    this.#report('Reports', ['Email Complaint Received', 'Email Delivered', 'Email Rejected'])
  }

  /** The permission to send: from the configured address, under the configured domain and configuration set only. */
  sendingStatement(): iam.PolicyStatement {
    const stack = Stack.of(this)
    const { address, domain } = senderOf(this.#props.settings.mailFrom)
    return new iam.PolicyStatement({
      actions: ['ses:SendRawEmail'],
      resources: [
        stack.formatArn({ service: 'ses', resource: 'identity', resourceName: domain }),
        stack.formatArn({
          service: 'ses',
          resource: 'configuration-set',
          resourceName: this.configurationSet.configurationSetName,
        }),
      ],
      conditions: { StringEquals: { 'ses:FromAddress': address } },
    })
  }

  #verify(domain: string): void {
    new ses.EmailIdentity(this, 'Identity', {
      identity: ses.Identity.domain(domain),
      configurationSet: this.configurationSet,
      mailFromDomain: `bounce.${domain}`,
    })
  }

  /**
   * Sends one sort of report to the queue, cut down to what names the mail and not the person: recipients,
   * headers and diagnostic texts stay behind. It keeps the original's shape.
   */
  #report(id: string, detailTypes: readonly string[], extra: Readonly<Record<string, unknown>> = {}): void {
    const { reports } = this.#props
    new events.Rule(this, id, {
      description: `What became of a mail: ${detailTypes.join(', ')}`,
      eventPattern: {
        source: ['aws.ses'],
        detailType: [...detailTypes],
        detail: { mail: { tags: { 'ses:configuration-set': [this.configurationSet.configurationSetName] } } },
      },
      targets: [
        new SqsQueue(reports.queue, {
          deadLetterQueue: reports.deadLetters.queue,
          maxEventAge: Duration.hours(24),
          message: events.RuleTargetInput.fromObject({
            id: events.EventField.eventId,
            source: 'aws.ses',
            'detail-type': events.EventField.detailType,
            time: events.EventField.time,
            detail: {
              eventType: events.EventField.fromPath('$.detail.eventType'),
              mail: {
                messageId: events.EventField.fromPath('$.detail.mail.messageId'),
                timestamp: events.EventField.fromPath('$.detail.mail.timestamp'),
                tags: events.EventField.fromPath('$.detail.mail.tags'),
              },
              ...extra,
            },
          }),
        }),
      ],
    })
  }
}
