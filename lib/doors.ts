/** Every function of the desk with what it finds in its environment. */
import { join } from 'node:path';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { DOORS, type DoorName } from '../lambdas/core/contracts/doors.ts';
import type { Environment } from '../lambdas/core/contracts/environment.ts';
import manifest from '../package.json' with { type: 'json' };
import { bundle } from './bundle.ts';
import { DoorFunction } from './constructs/door-function.ts';
import { doorGrants, type GrantTargets } from './grants.ts';
import type { DataStack } from './stacks/data-stack.ts';
import { isLocal, type StageConfig } from './stage-config.ts';

export interface DoorsProps {
  readonly stage: StageConfig;
  /** The folder that holds `api/`, `mail/`, `events/` and `steps/`. */
  readonly entryRoot: string;
  readonly data: DataStack;
  readonly bus: EventBus;
  readonly baseUrl: string;
  readonly configurationSetName: string;
  readonly inboundQueueUrl: string;
  readonly mailQueueUrl: string;
  readonly grantTargets: GrantTargets;
}

const environments = (props: DoorsProps): { readonly [D in DoorName]: Environment<D> } => {
  const { data, stage } = props;
  const TABLE_NAME = data.table.tableName;
  const CONTENT_BUCKET = data.content.bucketName;
  const SECRET_ARN = data.keys.secretArn;
  const BASE_URL = props.baseUrl;
  const MAIL_BUCKET = data.mail.bucketName;
  const INBOUND_QUEUE_URL = props.inboundQueueUrl;
  const MAIL_DOMAIN = stage.mailDomain;
  const STATE_MACHINE_ARN = props.grantTargets.stateMachineArn;
  const api = {
    TABLE_NAME,
    CONTENT_BUCKET,
    SECRET_ARN,
    BASE_URL,
    OIDC_ISSUER: data.tokens.issuer,
    OIDC_AUDIENCE: data.tokens.audience,
    VERSION: manifest.version,
  };
  return {
    requester: api,
    agent: { ...api, MAIL_BUCKET, INBOUND_QUEUE_URL },
    admin: api,
    orchestrate: { TABLE_NAME, CONTENT_BUCKET, STATE_MACHINE_ARN },
    relay: { EVENT_BUS_NAME: props.bus.eventBusName },
    notify: {
      TABLE_NAME,
      CONTENT_BUCKET,
      SECRET_ARN,
      BASE_URL,
      MAIL_DOMAIN,
      CONFIGURATION_SET: props.configurationSetName,
      MAIL_QUEUE_URL: props.mailQueueUrl,
    },
    receiveMail: { TABLE_NAME, CONTENT_BUCKET, MAIL_BUCKET, SECRET_ARN, BASE_URL, MAIL_DOMAIN },
    sweepMail: { TABLE_NAME, CONTENT_BUCKET, MAIL_BUCKET, INBOUND_QUEUE_URL },
    project: { TABLE_NAME },
    deliverIssue: {
      TABLE_NAME,
      CONTENT_BUCKET,
      SECRET_ARN,
      BASE_URL,
      WEBHOOK_REACH: isLocal(stage) ? 'loopback' : 'public',
    },
    indexWords: { TABLE_NAME, CONTENT_BUCKET },
    problems: { TABLE_NAME, CONTENT_BUCKET },
    trainModel: { TABLE_NAME, CONTENT_BUCKET },
    recordMail: { TABLE_NAME },
    rebirth: { TABLE_NAME, CONTENT_BUCKET, STATE_MACHINE_ARN },
    sweep: { TABLE_NAME, CONTENT_BUCKET, STATE_MACHINE_ARN },
    ticketLifecycle: { TABLE_NAME, CONTENT_BUCKET, STATE_MACHINE_ARN },
  };
};

/** Makes them all, by the name under which the contracts list them. */
export const makeDoors = (
  scope: Construct,
  props: DoorsProps,
): { readonly [D in DoorName]: DoorFunction<D> } => {
  const environment = environments(props);
  const grants = doorGrants(props.grantTargets);
  using bundles = bundle(
    Object.fromEntries(
      Object.entries(DOORS).map(([name, { entry }]) => [name, join(props.entryRoot, entry)]),
    ),
    { beside: Object.fromEntries(Object.entries(DOORS).map(([name, { files }]) => [name, files])) },
  );
  const make = <D extends DoorName>(door: D) =>
    new DoorFunction<D>(scope, `${door[0]?.toUpperCase()}${door.slice(1)}`, {
      door,
      stage: props.stage,
      code: bundles.folderOf(door),
      environment: environment[door],
      grants: grants[door],
    });
  return {
    requester: make('requester'),
    agent: make('agent'),
    admin: make('admin'),
    orchestrate: make('orchestrate'),
    relay: make('relay'),
    notify: make('notify'),
    receiveMail: make('receiveMail'),
    sweepMail: make('sweepMail'),
    project: make('project'),
    deliverIssue: make('deliverIssue'),
    indexWords: make('indexWords'),
    problems: make('problems'),
    trainModel: make('trainModel'),
    recordMail: make('recordMail'),
    rebirth: make('rebirth'),
    sweep: make('sweep'),
    ticketLifecycle: make('ticketLifecycle'),
  };
};
