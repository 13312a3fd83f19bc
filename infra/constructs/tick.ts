import { Duration } from 'aws-cdk-lib'
import * as events from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { Construct } from 'constructs'
import type { BatonFunction } from './function.ts'
import type { DeadLetterQueue } from './task-queue.ts'

/** The clockwork: invokes the tick every minute. */
export class Tick extends Construct {
  /**
   * @param scope where it lives
   * @param id the construct's id
   * @param props the function, and where a tick goes that can't be delivered
   */
  constructor(
    scope: Construct,
    id: string,
    props: { readonly target: BatonFunction; readonly deadLetters: DeadLetterQueue },
  ) {
    super(scope, id)
    new events.Rule(this, 'Rule', {
      description: 'Drives what has come due, every minute',
      schedule: events.Schedule.rate(Duration.minutes(1)),
      targets: [
        new LambdaFunction(props.target.lambda, {
          deadLetterQueue: props.deadLetters.queue,
          // The next tick does all that this one missed.
          retryAttempts: 0,
          maxEventAge: Duration.minutes(1),
        }),
      ],
    })
  }
}
