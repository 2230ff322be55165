/** A function that makes its round regularly; a round that failed is made up for by the next. */
import { Duration } from 'aws-cdk-lib';
import { Rule, type Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFn } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface RoundProps {
  readonly description: string;
  readonly walker: LambdaFn;
  readonly schedule: Schedule;
  /** Where a round is kept that failed again and again; without it the function's own alarm must see it. */
  readonly lostEvents?: IQueue;
}

export class Round extends Construct {
  constructor(scope: Construct, id: string, props: RoundProps) {
    super(scope, id);
    const maxEventAge = Duration.minutes(10);
    new Rule(this, 'Rule', {
      description: props.description,
      schedule: props.schedule,
      targets: [new LambdaFunction(props.walker, { retryAttempts: 2, maxEventAge })],
    });
    const { lostEvents } = props;
    props.walker.configureAsyncInvoke({
      maxEventAge,
      ...(lostEvents === undefined
        ? { retryAttempts: 0 }
        : { retryAttempts: 2, onFailure: { bind: () => ({ destination: lostEvents.queueArn }) } }),
    });
  }
}
