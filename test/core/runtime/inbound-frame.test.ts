import type { SQSEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import { inboundFrame } from '../../../lambdas/core/runtime/inbound-frame.ts';

const batchOf = (...bodies: readonly string[]): SQSEvent =>
  ({
    Records: bodies.map((body, index) => ({
      messageId: `m${index}`,
      body,
      attributes: { ApproximateReceiveCount: String(index + 1) },
    })),
  }) as SQSEvent;

test('every message by itself, with its attempt; what failed or cannot be read comes again', async () => {
  const seen: { readonly attempt: number }[] = [];
  const handler = inboundFrame<{ kind: 'mail'; body: string }>({
    read: (body) => {
      if (body === 'setup') return { kind: 'setup' };
      return body === '?' ? { kind: 'unknown', reason: 'no' } : { kind: 'mail', body };
    },
    receive: async (incoming) => {
      seen.push(incoming);
      if (incoming.body === 'bad') throw new Error('boom');
    },
  });
  const answer = await handler(batchOf('good', 'setup', '?', 'bad', 'good'));
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm2' }, { itemIdentifier: 'm3' }] });
  expect(seen).toEqual([
    { kind: 'mail', body: 'good', attempt: 1 },
    { kind: 'mail', body: 'bad', attempt: 4 },
    { kind: 'mail', body: 'good', attempt: 5 },
  ]);
});
