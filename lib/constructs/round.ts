/** A function that makes its round regularly; a round that failed is made up for by the next. */
import { Duration } from 'aws-cdk-lib';
import { Rule, type Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFn } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

export interface RoundProps {
  readonly description: string;
  readonly walker: LambdaFn;
  readonly schedule: Schedule;
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
    props.walker.configureAsyncInvoke({ retryAttempts: 0, maxEventAge });
  }
}
