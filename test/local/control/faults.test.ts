import { describe, expect, it } from 'vitest';
import { createFaults } from '../../../local/control/faults.ts';
import type { Call } from '../../../local/kernel/contract.ts';
import type { FunctionDescription } from '../../../local/template/functions.ts';
import { aClock } from '../lambda/stage.ts';

const call = (rest: Partial<Call> = {}): Call => ({
  service: 'dynamodb',
  operation: 'PutItem',
  input: {},
  method: 'POST',
  path: '/',
  query: new URLSearchParams(),
  headers: {},
  body: Buffer.alloc(0),
  caller: 'Fn',
  ...rest,
});

const FUNCTION = { logicalId: 'Fn', name: 'fn' } as FunctionDescription;
const REPLY = { status: 200, headers: {}, body: '' };

const withFault = (fault: unknown, chance = 0) => {
  const faults = createFaults({ chance: () => chance, functions: ['Fn', 'fn'] });
  faults.add(fault);
  return faults;
};

describe('a fault', () => {
  it('strikes the calls of functions that it names, and no others', () => {
    const { interceptor } = withFault({
      service: 'dynamodb',
      operation: 'PutItem',
      error: 'ThrottlingException',
    });
    expect(() => interceptor.before?.(call())).toThrow(
      expect.objectContaining({ code: 'ThrottlingException' }),
    );
    expect(() => interceptor.before?.(call({ operation: 'GetItem' }))).not.toThrow();
    expect(() => interceptor.before?.(call({ service: 's3' }))).not.toThrow();
    expect(() => interceptor.before?.(call({ caller: 'local' }))).not.toThrow();
  });

  it('strikes at its rate', () => {
    const fault = { service: 'dynamodb', error: 'ThrottlingException', rate: 0.2 };
    expect(() => withFault(fault, 0.19).interceptor.before?.(call())).toThrow();
    expect(() => withFault(fault, 0.2).interceptor.before?.(call())).not.toThrow();
  });

  it('of kind after loses the answer of a call that was made', () => {
    const { interceptor } = withFault({ kind: 'after', service: 'ses' });
    const send = call({ service: 'ses', operation: 'SendRawEmail' });
    expect(() => interceptor.before?.(send)).not.toThrow();
    expect(() => interceptor.after?.(send, REPLY)).toThrow(expect.objectContaining({ status: 500 }));
  });

  it('of kind concurrency throttles a function that is busy', () => {
    const { watcher } = withFault({ kind: 'concurrency', service: 'lambda', operation: 'Fn', limit: 1 });
    expect(() => watcher.before?.(FUNCTION, 0)).not.toThrow();
    expect(() => watcher.before?.(FUNCTION, 1)).toThrow(
      expect.objectContaining({ code: 'TooManyRequestsException' }),
    );
  });

  it('of kind timer-jitter makes alarms late', () => {
    const clock = aClock(0);
    withFault({ kind: 'timer-jitter', service: 'states', seconds: 10 }, 0.5)
      .clockOf('states', clock)
      .alarm('a', 1000, () => {});
    expect(clock.alarms.get('a')?.at).toBe(6000);
  });

  it.each([
    ['duplicate', 'sqs'],
    ['duplicate', 'events'],
    ['duplicate', 'dynamodb'],
    ['duplicate', 'ses'],
    ['reorder', 'sqs'],
    ['reorder', 'events'],
    ['late-ttl', 'dynamodb'],
    ['transaction-conflict', 'dynamodb'],
  ] as const)('of kind %s shows as a habit of %s until it is cleared', (kind, service) => {
    const faults = withFault({ kind, service });
    expect(faults.happens(kind, service)).toBe(true);
    expect(faults.happens(kind, 's3')).toBe(false);
    faults.clear();
    expect(faults.happens(kind, service)).toBe(false);
  });

  it('of kind duplicate may be about one function', () => {
    const faults = withFault({ kind: 'duplicate', service: 'lambda', operation: 'fn' });
    expect(faults.happens('duplicate', 'lambda', 'Fn', 'fn', 'Invoke')).toBe(true);
    expect(faults.happens('duplicate', 'lambda', 'Other', 'other', 'Invoke')).toBe(false);
  });

  it('of kind index-lag says how far indexes are behind', () => {
    expect(withFault({ kind: 'index-lag', service: 'dynamodb' }).indexLag()).toBe(1000);
    expect(withFault({ kind: 'index-lag', service: 'dynamodb', seconds: 3 }).indexLag()).toBe(3000);
    expect(createFaults().indexLag()).toBeUndefined();
  });

  it.each([
    [{ service: 'dynamodb' }, 400, /error/],
    [{ service: 'ec2', error: 'X' }, 400, /service/],
    [{ service: 's3', error: 'X', rate: 2 }, 400, /rate/],
    [{ service: 's3', error: 'X', colour: 'red' }, 400, /colour/],
    [{ kind: 'transaction-conflict', service: 's3' }, 400, /dynamodb/],
    [{ kind: 'concurrency', service: 'lambda' }, 400, /limit/],
    [{ kind: 'reorder', service: 'lambda' }, 400, /events, sqs/],
    [{ kind: 'index-lag', service: 's3' }, 400, /dynamodb/],
    [{ kind: 'late-ttl', service: 'dynamodb', operation: 'DeleteItem' }, 400, /strikes all of dynamodb/],
    [{ kind: 'duplicate', service: 'sqs', seconds: 3 }, 400, /seconds: .*does not look at it/],
    [{ kind: 'timer-jitter', service: 'states', error: 'X' }, 400, /error: .*does not look at it/],
    [{ service: 'dynamodb', error: 'X', limit: 1 }, 400, /limit: .*does not look at it/],
    [{ service: 'dynamodb', operation: 'Putitem', error: 'X' }, 400, /Putitem/],
    [{ service: 'lambda', operation: 'Nobody', error: 'X' }, 400, /no function Nobody/],
    [{ kind: 'earthquake', service: 'dynamodb' }, 400, /kind/],
  ])('%j is refused with %i', (fault, status, detail) => {
    expect(() => withFault(fault)).toThrow(
      expect.objectContaining({ status, message: expect.stringMatching(detail) }),
    );
  });
});
