/** The user pool of the template: who people are, and the tokens that say so. */
import type { Clock } from '../kernel/contract.ts';
import { type Cognito, createCognito } from '../services/cognito.ts';
import type { Resources } from '../template/resources.ts';

/** A template whose people sign in elsewhere gets a pool that is asked nothing. */
export function createSignIn(options: {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly resources: Resources;
}): Cognito {
  const { dataFolder, clock, resources } = options;
  const [pool] = resources.of('AWS::Cognito::UserPool');
  const [client] = resources.of('AWS::Cognito::UserPoolClient');
  return createCognito({
    dataFolder,
    clock,
    poolId: pool?.ref ?? 'eu-west-1_None',
    clientId: client?.ref ?? 'none',
  });
}
