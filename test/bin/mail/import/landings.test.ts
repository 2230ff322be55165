import { expect, it } from 'vitest';
import { landings } from '../../../../bin/desk/mail/import/landings.ts';
import type { LedgerRow } from '../../../../lambdas/core/domain/mail/ledger.ts';

const row = (id: string) => ({ id }) as LedgerRow;

it('every message is awaited by itself, and all are asked for at once', async () => {
  const asked: string[][] = [];
  const { wait } = landings(async (ids) => {
    asked.push([...ids]);
    return asked.length === 1 ? [row('a')] : ids.map(row);
  }, 60_000);
  expect((await Promise.all([wait('a'), wait('b'), wait('c')])).map((one) => one?.id)).toEqual([
    'a',
    'b',
    'c',
  ]);
  expect(asked).toEqual([
    ['a', 'b', 'c'],
    ['b', 'c'],
  ]);
  expect((await wait('d'))?.id).toBe('d');
});

it('what does not come is given up', async () => {
  expect(await landings(async () => [], 0).wait('a')).toBeNull();
});

it('who cannot ask says so to everybody who waits, and may ask again', async () => {
  let broken = true;
  const { wait } = landings(async (ids) => {
    if (broken) throw new Error('gone');
    return ids.map(row);
  }, 60_000);
  const both = await Promise.allSettled([wait('a'), wait('b')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  broken = false;
  expect((await wait('a'))?.id).toBe('a');
});
