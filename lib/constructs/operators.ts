/** The people who hear the alarms. */
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

export interface OperatorsProps {
  readonly email: string;
}

export class Operators extends Topic {
  constructor(scope: Construct, id: string, props: OperatorsProps) {
    super(scope, id, { displayName: 'Threeline alarms', enforceSSL: true });
    this.addSubscription(new EmailSubscription(props.email));
  }
}
