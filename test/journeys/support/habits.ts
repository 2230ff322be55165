/** The hidden habits of AWS, as stories switch them on: what every service does now and then. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Client } from './a-desk.ts';
import { HAS_HABITS } from './without-habits.ts';

export type Fault = Readonly<Record<string, unknown>>;

const throttled = (service: string, error: string, rate: number): Fault => ({ service, error, rate });

export const HABITS: readonly Fault[] = [
  { kind: 'duplicate', service: 'sqs', rate: 0.3 },
  { kind: 'reorder', service: 'sqs', rate: 0.3 },
  { kind: 'duplicate', service: 'events', rate: 0.3 },
  { kind: 'duplicate', service: 'lambda', rate: 0.2 },
  { kind: 'timer-jitter', service: 'states', rate: 0.5, seconds: 20 },
  { kind: 'transaction-conflict', service: 'dynamodb', rate: 0.15 },
  { kind: 'index-lag', service: 'dynamodb', rate: 0.5, seconds: 5 },
  throttled('dynamodb', 'ProvisionedThroughputExceededException', 0.05),
  throttled('dynamodb', 'InternalServerError', 0.03),
  throttled('ses', 'Throttling', 0.2),
  throttled('states', 'ThrottlingException', 0.15),
  throttled('sqs', 'ThrottlingException', 0.1),
  throttled('events', 'ThrottlingException', 0.15),
  throttled('lambda', 'TooManyRequestsException', 0.1),
];

/** The call is made, and its answer never arrives. */
export const LOST_ANSWERS: readonly Fault[] = [
  { kind: 'after', service: 'dynamodb', rate: 0.07, error: 'InternalServerError' },
  { kind: 'after', service: 'states', rate: 0.2, error: 'InternalServerError' },
  { kind: 'after', service: 'events', rate: 0.15, error: 'InternalServerError' },
  { kind: 'after', service: 'ses', rate: 0.3, error: 'InternalServerError' },
];

/** What a story has to bear that says nothing of habits itself: whoever asks again, and waits a little, sees none of it. */
const EVERYDAY: readonly Fault[] = [
  { kind: 'duplicate', service: 'sqs', rate: 0.3 },
  { kind: 'duplicate', service: 'events', rate: 0.3 },
  { kind: 'duplicate', service: 'lambda', rate: 0.3 },
  { kind: 'duplicate', service: 'dynamodb', rate: 0.2 },
  { kind: 'duplicate', service: 'ses', rate: 0.3 },
  { kind: 'reorder', service: 'sqs', rate: 0.3 },
  { kind: 'reorder', service: 'events', rate: 0.3 },
  { kind: 'timer-jitter', service: 'states', rate: 0.5, seconds: 3 },
  { kind: 'timer-jitter', service: 'events', rate: 0.5, seconds: 3 },
  { kind: 'transaction-conflict', service: 'dynamodb', rate: 0.1 },
  { kind: 'index-lag', service: 'dynamodb', rate: 0.5, seconds: 2 },
  { kind: 'late-ttl', service: 'dynamodb', rate: 1 },
  throttled('dynamodb', 'ProvisionedThroughputExceededException', 0.02),
  throttled('states', 'ThrottlingException', 0.02),
  throttled('events', 'ThrottlingException', 0.02),
  // The calls of functions, which try again; a form that a browser sends is not.
  ...['GetObject', 'PutObject', 'CopyObject'].map((operation) => ({
    ...throttled('s3', 'SlowDown', 0.02),
    operation,
  })),
];

/** Longer than any of these holds something back. */
const PATIENCE = 'PT6S';

export const switchOn = async (desk: Client, faults: readonly Fault[]): Promise<void> => {
  for (const fault of faults) {
    const answer = await fetch(`${desk.url}/_local/faults`, { method: 'POST', body: JSON.stringify(fault) });
    // A habit that this desk does not know yet is left out; anything else is a mistake of this test.
    expect([201, 501], await answer.text()).toContain(answer.status);
  }
};

export const switchOff = async (desk: Client): Promise<void> => {
  const answer = await fetch(`${desk.url}/_local/faults`, { method: 'DELETE' });
  expect(answer.status).toBe(204);
};

/** A client as clients of AWS must be: asks again under the same key when the desk is busy, and waits a little for what follows. */
export const patient = (client: Client): Client => {
  const later = () => client.advance(PATIENCE);
  const settle = async (): Promise<void> => {
    await client.settle();
    await later();
  };
  return {
    ...client,
    settle,
    advance: async (duration) => {
      await client.advance(duration);
      await later();
    },
    mailsTo: async (address) => {
      await settle();
      return client.mailsTo(address);
    },
    call: async (who, method, path, body, headers = {}) => {
      // Lists come from indexes.
      if (method === 'GET' && /^\/v1\/\w+(\?|$)/.test(path)) await later();
      const key = method === 'POST' && who !== null ? { 'idempotency-key': randomUUID() } : {};
      for (let attempt = 1; ; attempt += 1) {
        const answer = await client.call(who, method, path, body, { ...key, ...headers });
        if (answer.status !== 503 || attempt === 20) return answer as never;
        await pause(20);
      }
    },
  };
};

/** The client of a story on a desk that has just begun; with habits when they are asked for. */
export const begun = async (client: Client): Promise<Client> => {
  if (!HAS_HABITS) return client;
  await switchOn(client, EVERYDAY);
  return patient(client);
};
