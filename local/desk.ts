/** The whole desk on one machine: reads the synthesized template and runs what it says. */
import { createControl } from './control/control.ts';
import { databaseFront } from './control/database-front.ts';
import { createFaults } from './control/faults.ts';
import { createMeter } from './control/meter.ts';
import { readPeople } from './control/people.ts';
import { readPrices, standingUsdPerMonth } from './control/prices.ts';
import { openTokens, type Tokens } from './control/tokens.ts';
import { createGateway } from './gateway/gateway.ts';
import { createActivity } from './kernel/activity.ts';
import { createClock, type DeskClock } from './kernel/clock.ts';
import { keepFailure, type Places } from './lambda/destinations.ts';
import { createFunctions } from './lambda/functions.ts';
import { createLambdaService } from './lambda/service.ts';
import { busTargets } from './launch/bus-targets.ts';
import { createOnClose } from './launch/closing.ts';
import { deadLetterReader } from './launch/dead-letter-places.ts';
import { startFeeding } from './launch/feeding.ts';
import { listen } from './launch/front-server.ts';
import { behindApi, instanceLimit } from './launch/instance-limit.ts';
import { lockFolder } from './launch/lock.ts';
import { startMachines } from './launch/machines.ts';
import { announcedFates } from './launch/mail-fates.ts';
import { listenForMail } from './launch/mail-server.ts';
import { operatorsView } from './launch/operators-view.ts';
import { startReceiving } from './launch/receiving.ts';
import { createSignIn } from './launch/sign-in.ts';
import { surroundingsOf } from './launch/surroundings.ts';
import { checkMappings } from './permissions/mapping-permissions.ts';
import { createPermissions } from './permissions/permissions.ts';
import { createScript } from './services/bedrock/script.ts';
import { createBedrock } from './services/bedrock.ts';
import { startDynamoDb } from './services/dynamodb/start.ts';
import { createEvents, type Events } from './services/events.ts';
import { createS3 } from './services/s3.ts';
import { createSecrets } from './services/secretsmanager.ts';
import { createSes, type Outbox } from './services/ses.ts';
import { createSqs } from './services/sqs.ts';
import { createTranslate } from './services/translate.ts';
import { readBlueprint } from './template/blueprint.ts';
import {
  describeBuckets,
  describeQueues,
  describeRules,
  describeSecrets,
  describeTables,
} from './template/service-descriptions.ts';
import { createWire } from './wire/server.ts';

export interface DeskOptions {
  /** Port of the API and `/_local`; 0 takes a free one. */
  readonly port: number;
  /** Port that mail comes in by; a free one when absent or 0. */
  readonly smtpPort?: number;
  /** Everything that must survive a restart. */
  readonly dataFolder: string;
  /** The synthesized cloud assembly; a function makes it, once the data folder and the port are ours. */
  readonly assemblyFolder: string | (() => Promise<string>);
  /** `config/desk.yaml`: whose tokens are kept at hand. */
  readonly deskFile: string;
  /** `bench/prices.json`. */
  readonly pricesFile: string;
  /** Instances a function may have; by default 4 for those behind the API and 2 for the others. */
  readonly maximumInstances?: number;
  /** Real seconds for one second of a timeout; default 4, because one machine starts everything at once. */
  readonly timeoutScale?: number;
  /** Told when the desk cannot go on. */
  readonly onDeath?: (reason: string) => void;
}

export interface Desk {
  /** The API and its pages. */
  readonly url: string;
  /** Where mail comes in; undefined when the template takes none in. */
  readonly smtpPort: number | undefined;
  /** Where AWS is played, for an operator's tools with the access key id `local`. */
  readonly wireUrl: string;
  readonly clock: DeskClock;
  readonly tokens: Tokens;
  readonly outbox: Outbox;
  /** Resolves when queues, streams and running tasks are empty. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Starts everything and answers when it is ready. Throws when it cannot, with a message for people. */
export async function startDesk(options: DeskOptions): Promise<Desk> {
  // Functions run in threads of this process, and a thread has no time zone of its own; Lambda's is UTC.
  process.env.TZ = 'UTC';
  const closing = createOnClose();
  try {
    return await start(options, closing);
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function start(options: DeskOptions, closing: ReturnType<typeof createOnClose>): Promise<Desk> {
  const { dataFolder, timeoutScale = 4 } = options;
  const { onClose } = closing;
  let ready = false;

  onClose(lockFolder(dataFolder));
  const front = await listen(options.port);
  onClose(() => front.close());
  const mailServer = await listenForMail(options.smtpPort ?? 0);
  onClose(() => mailServer.close());
  const clock = createClock({ dataFolder });
  onClose(() => clock.close());
  const activity = createActivity();
  activity.source('clock', () => clock.due());
  const wire = await createWire({ services: [], interceptors: [] });
  onClose(() => wire.close());

  const { assemblyFolder } = options;
  const assembly = typeof assemblyFolder === 'string' ? assemblyFolder : await assemblyFolder();
  const blueprint = readBlueprint(assembly, {
    apiUrl: front.url,
    wireUrl: wire.url,
    parameters: { BaseUrl: front.url },
  });
  const { resources } = blueprint;
  const tables = describeTables(resources);
  const queues = describeQueues(resources);
  const rules = describeRules(resources);

  const prices = readPrices(options.pricesFile);
  const meter = createMeter(
    prices,
    standingUsdPerMonth(prices, resources.counts, blueprint.queueMappings.length),
  );
  const faults = createFaults({
    functions: blueprint.functions.flatMap(({ logicalId, name }) => [logicalId, name]),
  });
  const permissions = createPermissions({
    roles: blueprint.roles,
    functions: blueprint.functions,
    surroundings: surroundingsOf(blueprint, tables),
    now: () => clock.now(),
  });
  checkMappings(permissions, blueprint.functions, blueprint.streamMappings, blueprint.queueMappings);
  wire.interceptors.push(permissions.interceptor, meter.interceptor, faults.interceptor);

  const kept = { dataFolder, clock, activity };
  const dynamoDb = await startDynamoDb({
    ...kept,
    tables,
    mappings: blueprint.streamMappings.map(({ id }) => id),
    sparesExpired: () => faults.happens('late-ttl', 'dynamodb'),
    ...(options.onDeath === undefined ? {} : { onDeath: options.onDeath }),
  });
  onClose(() => dynamoDb.close());
  const sqs = createSqs({ ...kept, queues, baseUrl: () => wire.url });
  onClose(() => sqs.close());
  const s3 = createS3({ ...kept, buckets: describeBuckets(resources) });
  onClose(() => s3.close());
  const secrets = createSecrets({ dataFolder, clock, secrets: describeSecrets(resources) });
  onClose(() => secrets.close());
  const cognito = createSignIn({ dataFolder, clock, resources });
  const announced = announcedFates(resources);
  const ses = createSes({
    ...kept,
    identities: resources.of('AWS::SES::EmailIdentity').map(({ name }) => name),
    configurationSets: resources.of('AWS::SES::ConfigurationSet').map(({ name }) => name),
    onEvent: (event) => {
      if (announced.has(event.detailType)) events.put(event);
    },
  });
  onClose(() => ses.close());
  const inbound = await startReceiving({ ...kept, resources, s3, sqs, faults, meter });

  const places: Places = { sqs, s3, events: () => events, functions: () => functions };
  const functions = createFunctions({
    ...kept,
    descriptions: blueprint.functions,
    time: clock.shared,
    wireUrl: wire.url,
    wireEnvironment: wire.environment,
    maximumInstances: instanceLimit(blueprint, options.maximumInstances),
    isWaitedFor: behindApi(blueprint),
    timeoutScale,
    watchers: [meter.watcher, faults.watcher],
    doubles: ({ logicalId, name }) => faults.happens('duplicate', 'lambda', logicalId, name, 'Invoke'),
    deliverFailure: (arn, record) => keepFailure(places, arn, record),
    onLog: (bytes) => meter.count('logBytes', bytes),
  });
  onClose(() => functions.close());
  const states = startMachines({
    ...kept,
    blueprint,
    functions,
    faults,
    meter,
    permissions,
    events: () => events,
  });
  onClose(() => states.close());
  const events: Events = createEvents({
    ...kept,
    clock: faults.clockOf('events', clock),
    buses: resources.of('AWS::Events::EventBus').map(({ name }) => name),
    rules,
    targets: busTargets(sqs, functions, () => faults.happens('duplicate', 'events')),
    reorders: () => faults.happens('reorder', 'events'),
  });
  onClose(() => events.close());
  onClose(() => ses.hush());

  const languageModel = createScript();
  wire.services.push(
    databaseFront({ service: dynamoDb.service, tables, faults, now: clock.now }),
    sqs.service,
    s3.service,
    secrets.service,
    cognito.service,
    ses.service,
    events.service,
    states,
    createLambdaService(functions),
    createTranslate(),
    createBedrock(languageModel),
  );
  const pollers = await startFeeding({ ...kept, blueprint, functions, dynamoDb, places, faults, meter });
  onClose(() => {
    for (const poller of pollers) poller.close();
  });

  // Nobody is let in any more before anything else ends.
  onClose(() => front.close());
  onClose(() => mailServer.close());

  const people = readPeople(options.deskFile);
  const tokens = openTokens({ dataFolder, clock, people, issueToken: cognito.issueToken });
  tokens.all();
  const deadLetters = deadLetterReader({ blueprint, queues, rules, sqs, s3 });
  const control = createControl({
    isReady: () => ready,
    clock,
    activity,
    tokens,
    outbox: ses.outbox,
    inbound,
    meter,
    faults,
    languageModel,
    permissions,
    deadLetters,
    outputs: () => operatorsView(wire, resources),
  });
  const { api } = blueprint;
  const onRequest = () => meter.count('apiRequests');
  front.open(control, api && createGateway({ api, functions, clock, activity, timeoutScale, onRequest }));
  if (inbound === undefined) await mailServer.close();
  else mailServer.open(inbound);
  states.resume();
  functions.resume();
  ready = true;
  return {
    url: front.url,
    smtpPort: inbound && mailServer.port,
    wireUrl: wire.url,
    clock,
    tokens,
    outbox: ses.outbox,
    settle: () => activity.settled(),
    close: () => closing.close(),
  };
}
