/** The one secret: `{ current, k1, … }`, the keys that seal tokens in mails and links. */
import { RemovalPolicy } from 'aws-cdk-lib';
import { type CfnSecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';

export class SigningKeys extends Secret {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'Keys that seal tokens in mails and links; "current" names the one that seals new ones.',
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ current: 'k1' }),
        generateStringKey: 'k1',
        // 62 letters and digits to the power of 64 is more than 380 bits.
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    (this.node.defaultChild as CfnSecret).overrideLogicalId(id);
    acknowledge(
      this,
      'Replacing the value on a timer would break every link in mails already sent. Keys carry an id instead: an ' +
        'operator adds k2, points "current" at it, and old tokens stay readable until they expire.',
      'SMG4',
    );
  }
}
