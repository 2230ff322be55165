/** A function that hears events from a bus, asynchronously, with a place for what it could not take. */
import { Duration } from 'aws-cdk-lib';
import { type EventBus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFn } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface ListenerProps {
  readonly description: string;
  readonly listener: LambdaFn;
  /** The default bus, where events of AWS arrive, unless given. */
  readonly bus?: EventBus;
  readonly pattern: EventPattern;
  readonly lostEvents: IQueue;
}

export class Listener extends Construct {
  constructor(scope: Construct, id: string, props: ListenerProps) {
    super(scope, id);
    const { listener, lostEvents } = props;
    new Rule(this, 'Rule', {
      description: props.description,
      eventPattern: props.pattern,
      ...(props.bus === undefined ? {} : { eventBus: props.bus }),
      targets: [new LambdaFunction(listener, { deadLetterQueue: lostEvents })],
    });
    listener.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: { bind: () => ({ destination: lostEvents.queueArn }) },
    });
  }
}
