import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeds } from './an-arrival.ts';
import { mutatedMail } from './mutations.ts';
import { brokenPromises } from './promises.ts';

test('every seed keeps every promise', async () => {
  for (const [name, raw] of seeds) expect([name, await brokenPromises(raw)]).toEqual([name, []]);
});

test('thousands of damaged mails are read or refused, and every promise is kept', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(mutatedMail, async (raw) => {
      expect(await brokenPromises(raw)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});
