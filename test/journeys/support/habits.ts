/** The hidden habits of AWS, as stories switch them on: what every service does now and then. */
import { expect } from 'vitest';
import type { Client } from './a-desk.ts';

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
