/** Brings events to their targets, again and again as EventBridge does, and to the dead-letter queue at last. */
import { type Activity, AwsError, type Clock } from '../../kernel/contract.ts';
import type { StoredEvent } from './bus-event.ts';
import type { Delivery, DeliveryStore } from './deliveries.ts';
import { compileInput } from './input.ts';
import type { TargetDescription, TargetHooks } from './target.ts';

/** A target of a rule, ready to be delivered to. */
export interface Destination {
  readonly ruleName: string;
  readonly ruleArn: string;
  readonly target: TargetDescription;
  deliver(event: StoredEvent): Promise<void>;
}

/** EventBridge's defaults: 24 hours and up to 185 times. */
const ATTEMPTS = 185;
const AGE_SECONDS = 86_400;
const LONGEST_PAUSE_MS = 15 * 60_000;

/** Real time that an event is on its way in which others overtake it. */
const OVERTAKEN_MS = 20;

/** What will not get better by trying again; EventBridge does not try either. */
const PERMANENT = /NotFound|NotExist|AccessDenied|Invalid/;

/** Throws for a kind of target that we do not know. */
export const createDestination = (
  ruleName: string,
  ruleArn: string,
  target: TargetDescription,
  hooks: TargetHooks,
): Destination => {
  const [, , service = '?'] = target.arn.split(':');
  const inputOf = compileInput(target, ruleArn);
  const ways: Readonly<Record<string, (input: string) => void | Promise<void>>> = {
    sqs: (input) => hooks.sqs(target.arn, input),
    lambda: (input) => hooks.lambda(target.arn, JSON.parse(input)),
    states: (input) => hooks.states(target.arn, input),
  };
  const way = ways[service];
  if (way === undefined) {
    throw new Error(
      `The rule ${ruleName} has a target that the desk on one machine does not know: ${target.arn}.`,
    );
  }
  return { ruleName, ruleArn, target, deliver: async (event) => way(inputOf(event)) };
};

export interface Delivering {
  /** Attempts the delivery now. */
  start(delivery: Delivery, destination: Destination): void;
  /** What is under way then is attempted anew after the next start. */
  close(): void;
}

export const createDelivering = (
  store: DeliveryStore,
  clock: Clock,
  activity: Activity,
  hooks: TargetHooks,
  reorders: () => boolean,
): Delivering => {
  let closed = false;

  const giveUp = async (
    delivery: Delivery,
    { ruleArn, target }: Destination,
    error: unknown,
    condition: string | undefined,
  ): Promise<void> => {
    const message = error instanceof Error ? error.message : String(error);
    if (target.deadLetterArn === undefined) {
      console.error(
        `events: ${target.arn} did not take ${delivery.event.id} and has no dead letters: ${message}`,
      );
    } else {
      await hooks.sqs(target.deadLetterArn, JSON.stringify(delivery.event), {
        RULE_ARN: ruleArn,
        TARGET_ARN: target.arn,
        ERROR_CODE: error instanceof AwsError ? error.code : 'SDK_CLIENT_ERROR',
        ERROR_MESSAGE: message === '' ? 'unknown' : message,
        RETRY_ATTEMPTS: String(delivery.failures),
        ...(condition === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: condition }),
      });
    }
    if (!closed) store.done(delivery.id);
  };

  const fail = async (delivery: Delivery, destination: Destination, error: unknown): Promise<void> => {
    const { maximumRetryAttempts = ATTEMPTS, maximumEventAgeSeconds = AGE_SECONDS } = destination.target;
    if (error instanceof AwsError && PERMANENT.test(error.code)) {
      return giveUp(delivery, destination, error, undefined);
    }
    if (delivery.failures >= maximumRetryAttempts) {
      return giveUp(delivery, destination, error, 'MaximumRetryAttempts');
    }
    const nextAt = clock.now() + Math.min(1000 * 2 ** delivery.failures, LONGEST_PAUSE_MS);
    if (nextAt > delivery.createdAt + maximumEventAgeSeconds * 1000) {
      return giveUp(delivery, destination, error, 'MaximumEventAgeInSeconds');
    }
    store.failed(delivery.id, nextAt);
    const again = { ...delivery, failures: delivery.failures + 1, nextAt };
    clock.alarm(`events:${delivery.id}`, nextAt, () => start(again, destination));
  };

  const failureOf = async (destination: Destination, event: StoredEvent): Promise<unknown> => {
    try {
      await destination.deliver(event);
      return undefined;
    } catch (error) {
      return error ?? new Error('unknown');
    }
  };

  const attempt = async (delivery: Delivery, destination: Destination): Promise<void> => {
    const end = activity.begin(`event ${delivery.event.id} goes to ${destination.target.arn}`);
    try {
      if (reorders()) await new Promise((resolve) => setTimeout(resolve, OVERTAKEN_MS));
      const error = await failureOf(destination, delivery.event);
      if (closed) return;
      if (error === undefined) store.done(delivery.id);
      else await fail(delivery, destination, error);
    } finally {
      end();
    }
  };

  const start = (delivery: Delivery, destination: Destination): void => {
    void attempt(delivery, destination);
  };
  return {
    start,
    close: () => {
      closed = true;
    },
  };
};
