/** Where a desk is, on this machine or deployed as a stage, and how AWS is asked about it. */
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import settings from '../../../cdk.json' with { type: 'json' };
import { stackNames, stageConfig } from '../../../lib/stage-config.ts';
import { Refused } from '../http.ts';
import { LOCAL_DESK } from '../local-desk.ts';

const outputs = z.object({
  ApiEndpoint: z.string(),
  TableName: z.string(),
  StateMachineArn: z.string(),
  MailQueueUrl: z.string(),
  UnsentMailsUrl: z.string(),
  InboundQueueUrl: z.string(),
  UnreadMailsUrl: z.string(),
  ContentBucketName: z.string(),
  MailBucketName: z.string(),
  ReceiptRuleSetName: z.string(),
  LostEventsUrl: z.string(),
  SetAsideBucketName: z.string(),
  SigningKeysArn: z.string(),
  OrchestrateFunctionArn: z.string(),
  RelayFunctionArn: z.string(),
  IndexWordsFunctionArn: z.string(),
  TrainModelFunctionArn: z.string(),
});

/** What the commands need of the outputs of both stacks. */
export type Outputs = z.infer<typeof outputs>;

/** How every client of the SDK is made; without endpoint and credentials it is AWS and the operator's own sign-in. */
export interface Access {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export interface DeskPlace {
  /** Where people reach the desk, without a trailing slash. */
  readonly url: string;
  readonly access: Access;
  readonly outputs: Outputs;
  /** The desk's own time; on one machine somebody may have moved it. */
  readonly now: () => Promise<Date>;
  /** What to add to a command so that it goes to the same desk. */
  readonly options: string;
}

/** Names a stage, or the address of a desk on this machine. */
export type Whereabouts = { readonly stage: string } | { readonly endpoint: string };

const outputsOf = (given: unknown, where: string): Outputs => {
  const read = outputs.safeParse(given);
  if (read.success) return read.data;
  const missing = read.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new Refused(`${where} has no output ${missing}: deploy this version of the desk first`);
};

const jsonAt = async (url: string): Promise<unknown> => {
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
  } catch (cause) {
    throw new Refused(`cannot reach ${new URL(url).origin}; is the desk running (npm start)?`, [], cause);
  }
  if (response.ok) return response.json();
  throw new Refused(`${url} answered ${response.status}: a deployed desk is named by --stage`);
};

const localView = z.object({
  region: z.string(),
  endpoint: z.string(),
  credentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
  outputs: z.unknown(),
});
const localClock = z.object({ now: z.iso.datetime() });

const onThisMachine = async (endpoint: string): Promise<DeskPlace> => {
  if (!/^https?:\/\//.test(endpoint) || !URL.canParse(endpoint)) {
    throw new Refused(`${endpoint} is not an http(s) address`);
  }
  const url = endpoint.replace(/\/$/, '');
  const {
    region,
    endpoint: wire,
    credentials,
    outputs: found,
  } = localView.parse(await jsonAt(`${url}/_local/outputs`));
  return {
    url,
    access: { region, endpoint: wire, credentials },
    outputs: outputsOf(found, url),
    now: async () => new Date(localClock.parse(await jsonAt(`${url}/_local/clock`)).now),
    options: url === LOCAL_DESK ? '' : ` --endpoint ${url}`,
  };
};

const stackOutputs = async (
  client: CloudFormationClient,
  StackName: string,
  deploy: string,
): Promise<readonly (readonly [string, string])[]> => {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    return (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [
      OutputKey,
      OutputValue,
    ]);
  } catch (error) {
    // CloudFormation has no error of its own for a stack that is not there.
    if (!(error instanceof Error && /does not exist/.test(error.message))) throw error;
    throw new Refused(`there is no stack ${StackName} in this account and region: ${deploy}`, [], error);
  }
};

const deployed = async (name: string, stages: unknown): Promise<DeskPlace> => {
  const stage = stageConfig(name, stages);
  const access: Access = { region: stage.region };
  const client = new CloudFormationClient(access);
  const names = stackNames(stage);
  const deploy = `deploy it first (npx cdk deploy --all -c stage=${name})`;
  const found = await Promise.all(
    [names.data, names.service].map((stack) => stackOutputs(client, stack, deploy)),
  );
  return {
    url: stage.baseUrl,
    access,
    outputs: outputsOf(Object.fromEntries(found.flat()), `stage ${name}`),
    now: async () => new Date(),
    options: ` --stage ${name}`,
  };
};

/** Where people reach the API; asks nobody. Throws StageRefused. */
export const apiAddress = (where: Whereabouts, stages: unknown = settings.context.stages): string =>
  'stage' in where ? stageConfig(where.stage, stages).baseUrl : where.endpoint;

/** Throws Refused or StageRefused with a sentence for people. `stages` is the context of cdk.json. */
export const findDesk = (
  where: Whereabouts,
  stages: unknown = settings.context.stages,
): Promise<DeskPlace> => ('stage' in where ? deployed(where.stage, stages) : onThisMachine(where.endpoint));
