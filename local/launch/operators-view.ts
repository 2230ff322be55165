/** What an operator's tool needs to work on the desk on one machine as on a deployed one. */
import { REGION } from '../kernel/contract.ts';
import type { Resources } from '../template/resources.ts';
import { LOCAL_ACCESS_KEY_ID, LOCAL_SECRET_ACCESS_KEY } from '../wire/credentials.ts';
import type { Wire } from '../wire/server.ts';

export interface OperatorsView {
  readonly region: string;
  /** The endpoint of every service of AWS. */
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Of all stacks, by name. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

export const operatorsView = (wire: Wire, { outputs }: Resources): OperatorsView => ({
  region: REGION,
  endpoint: wire.url,
  credentials: { accessKeyId: LOCAL_ACCESS_KEY_ID, secretAccessKey: LOCAL_SECRET_ACCESS_KEY },
  outputs,
});
