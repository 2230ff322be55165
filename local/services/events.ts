/** EventBridge: buses, rules with patterns or schedules, and durable delivery to targets. */
import { randomUUID } from 'node:crypto';
import { ACCOUNT, type Activity, AwsError, type Clock, REGION, type Service } from '../kernel/contract.ts';
import { inTransaction, openDatabase } from '../kernel/database.ts';
import { jsonReply, unknownOperation } from '../wire/reply.ts';
import type { BusEvent, StoredEvent } from './events/bus-event.ts';
import { DELIVERIES_SCHEMA, openDeliveries } from './events/deliveries.ts';
import { createDelivering, createDestination, type Destination } from './events/delivering.ts';
import { compilePattern } from './events/pattern.ts';
import { putEvents } from './events/put-events.ts';
import { createScheduling, SCHEDULES_SCHEMA } from './events/scheduling.ts';
import type { TargetDescription, TargetHooks } from './events/target.ts';

export interface RuleDescription {
  readonly name: string;
  /** Name; `default` is the account's own. */
  readonly bus: string;
  readonly pattern?: Record<string, unknown>;
  /** `rate(5 minutes)` or `cron(0 8 * * ? *)`, UTC. */
  readonly schedule?: string;
  readonly enabled: boolean;
  readonly targets: readonly TargetDescription[];
}

export interface Events {
  readonly service: Service;
  /** Accepts one event durably and begins its deliveries; answers its id. */
  put(event: BusEvent): string;
  close(): void;
}

export interface EventsOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly activity: Activity;
  /** Names of buses beside `default`. */
  readonly buses: readonly string[];
  readonly rules: readonly RuleDescription[];
  readonly targets: TargetHooks;
  /** Whether this delivery is one of those that later ones overtake. */
  readonly reorders?: () => boolean;
}

interface Rule {
  readonly bus: string;
  readonly fits: (event: StoredEvent) => boolean;
  readonly destinations: readonly Destination[];
}

/** Rules of the default bus have no bus in their ARN. */
const ruleArn = ({ name, bus }: RuleDescription): string =>
  `arn:aws:events:${REGION}:${ACCOUNT}:rule/${bus === 'default' ? '' : `${bus}/`}${name}`;

const keyOf = ({ ruleArn: arn, target }: Destination): string => `${arn} ${target.id}`;

/** Times on a bus have whole seconds. */
const wholeSeconds = (time: string): string => time.replace(/\.\d+Z$/, 'Z');

/** Opens buses and rules, and takes up deliveries and schedules where they were left. Throws for what it does not know. */
export const createEvents = (options: EventsOptions): Events => {
  const { dataFolder, clock, activity, targets } = options;
  const buses = new Set(['default', ...options.buses]);
  const database = openDatabase(dataFolder, 'events', DELIVERIES_SCHEMA + SCHEDULES_SCHEMA);
  const deliveries = openDeliveries(database);
  const reorders = options.reorders ?? (() => false);
  const delivering = createDelivering(deliveries, clock, activity, targets, reorders);
  const scheduling = createScheduling(database, clock);
  const destinations = new Map<string, Destination>();
  const rules: Rule[] = [];

  const newEvent = (event: BusEvent): StoredEvent => ({
    version: '0',
    id: randomUUID(),
    'detail-type': event.detailType,
    source: event.source,
    account: ACCOUNT,
    time: wholeSeconds(event.time ?? new Date(clock.now()).toISOString()),
    region: REGION,
    resources: event.resources ?? [],
    detail: event.detail,
  });

  /** Owed before anyone is told that the event was accepted; `besides` is written with it. */
  const owe = (event: StoredEvent, to: readonly Destination[], besides?: () => void): void => {
    if (to.length === 0 && besides === undefined) return;
    const now = Math.floor(clock.now());
    const owed = inTransaction(database, () => {
      besides?.();
      return to.map((destination) => deliveries.add(destination.ruleArn, destination.target.id, event, now));
    });
    for (const [index, delivery] of owed.entries()) {
      const destination = to[index];
      if (destination !== undefined) delivering.start(delivery, destination);
    }
  };

  const put = (given: BusEvent): string => {
    const bus = (given.bus ?? 'default').replace(/^arn:.*:event-bus\//, '');
    if (!buses.has(bus)) {
      throw new AwsError('ResourceNotFoundException', `Event bus ${bus} does not exist.`);
    }
    const event = newEvent(given);
    const fitting = rules.filter((rule) => rule.bus === bus && rule.fits(event));
    owe(
      event,
      fitting.flatMap((rule) => rule.destinations),
    );
    return event.id;
  };

  for (const rule of options.rules) {
    if (!buses.has(rule.bus)) throw new Error(`The rule ${rule.name} is on the unknown bus ${rule.bus}.`);
    const arn = ruleArn(rule);
    const to = rule.targets.map((target) => createDestination(rule.name, arn, target, targets));
    for (const destination of to) destinations.set(keyOf(destination), destination);
    // Patterns are checked even where the rule is off.
    const fits = rule.pattern === undefined ? undefined : compilePattern(rule.pattern);
    if (!rule.enabled) continue;
    if (fits !== undefined) rules.push({ bus: rule.bus, fits, destinations: to });
    if (rule.schedule !== undefined) {
      scheduling.run(arn, rule.schedule, (dueAt, saveNext) => {
        const event: BusEvent = {
          source: 'aws.events',
          detailType: 'Scheduled Event',
          detail: {},
          resources: [arn],
          time: new Date(dueAt).toISOString(),
        };
        owe(newEvent(event), to, saveNext);
      });
    }
  }

  for (const delivery of deliveries.all()) {
    const destination = destinations.get(`${delivery.rule} ${delivery.target}`);
    // The rule or target has left the template meanwhile.
    if (destination === undefined) deliveries.done(delivery.id);
    else clock.alarm(`events:${delivery.id}`, delivery.nextAt, () => delivering.start(delivery, destination));
  }

  return {
    service: {
      name: 'events',
      handle: async (call) => {
        if (call.operation !== 'PutEvents') throw unknownOperation(call);
        return jsonReply(putEvents(call.input, put));
      },
    },
    put,
    close: () => {
      delivering.close();
      database.close();
    },
  };
};
