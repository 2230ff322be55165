/** Events and hours that may call for a mail wait here: SES throttles, and a mail must not be lost because of it. */
import { Duration } from 'aws-cdk-lib';
import { type EventBus, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { EventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { DOORS } from '../../lambdas/core/contracts/doors.ts';
import { MAILED_EVENTS } from '../../lambdas/core/contracts/mailed-events.ts';
import { EVENT_SOURCE } from '../event-names.ts';
import { LostEvents } from './lost-events.ts';
import { PatientQueue } from './patient-queue.ts';

export interface MailQueueProps {
  readonly bus: EventBus;
}

export class MailQueue extends Construct {
  readonly queue: PatientQueue;
  readonly deadLetters: LostEvents;

  constructor(scope: Construct, id: string, props: MailQueueProps) {
    super(scope, id);
    this.deadLetters = new LostEvents(this, 'DeadLetters');
    this.queue = new PatientQueue(this, 'Queue', {
      deadLetters: { queue: this.deadLetters, maxReceiveCount: 8 },
      // Six times the function's timeout, so that a slow batch is not delivered twice.
      // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
      visibilityTimeout: Duration.seconds(6 * DOORS.notify.timeoutSeconds),
    });
    new Rule(this, 'Rule', {
      description: 'Everything that somebody may get a mail about.',
      eventBus: props.bus,
      eventPattern: {
        source: [EVENT_SOURCE],
        detailType: [...MAILED_EVENTS],
      },
      targets: [new SqsQueue(this.queue, { deadLetterQueue: this.deadLetters })],
    });
    // Every hour, because the desk's own settings say in which one it is due, by a clock that is changed twice a year.
    new Rule(this, 'Hours', {
      description: 'Each full hour: in one of them the leads are told what waits in quarantine.',
      schedule: Schedule.cron({ minute: '0' }),
      targets: [new SqsQueue(this.queue, { deadLetterQueue: this.deadLetters })],
    });
  }

  /** Without MaximumConcurrency, whose pollers cost money while the desk is idle. */
  feed(reader: IFunction): void {
    new EventSourceMapping(this, 'Mapping', {
      target: reader,
      eventSourceArn: this.queue.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
    });
  }
}
