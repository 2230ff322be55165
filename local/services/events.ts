/** EventBridge: buses, rules with patterns or schedules, and durable delivery to targets. */
import type { Activity, Clock, Service } from '../kernel/contract.ts';

/** What somebody inside the desk puts on a bus. */
export interface BusEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: Record<string, unknown>;
  readonly resources?: readonly string[];
  /** Name or ARN; the default bus when absent. */
  readonly bus?: string;
  /** ISO time; desk time when absent. */
  readonly time?: string;
}

export interface TargetDescription {
  readonly id: string;
  readonly arn: string;
  /** At most one of these three, as on AWS: constant JSON text, JSON path, or paths with a template. */
  readonly input?: string;
  readonly inputPath?: string;
  readonly inputTransformer?: { readonly paths: Readonly<Record<string, string>>; readonly template: string };
  /** ARN of the queue for events that could not be delivered. */
  readonly deadLetterArn?: string;
  /** Default 185 attempts, 86,400 s. */
  readonly maximumRetryAttempts?: number;
  readonly maximumEventAgeSeconds?: number;
}

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

/** How events leave: each resolves when the target has durably accepted. `payload` is the JSON value. */
export interface TargetHooks {
  sqs(arn: string, body: string, attributes?: Readonly<Record<string, string>>): void | Promise<void>;
  lambda(arn: string, payload: unknown): void | Promise<void>;
  states(arn: string, input: string): void | Promise<void>;
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
}

export const createEvents = (_options: EventsOptions): Events => {
  throw new Error('stub');
};
