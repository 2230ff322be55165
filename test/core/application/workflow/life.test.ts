import { expect, it } from 'vitest';
import { open, rate, reply } from './actors.ts';
import { aLifecycle } from './harness.ts';

it('an ordinary ticket enters nine states between its opening and its end', async () => {
  const life = aLifecycle();
  const ticket = await open(life);
  await life.pass(60);
  await reply(life, ticket, 'Try version 5.2.', { status: 'solved' });
  await life.pass(24 * 60 + 1);
  await rate(life, ticket, 'good');
  await life.pass(5 * 24 * 60);
  expect(life.machine.entered).toEqual([
    'Analyse',
    'What now',
    'Assign line',
    'Await moment',
    'What now',
    'Await survey',
    'Offer survey',
    'Await rating',
    'Close',
  ]);
  expect(life.ticket(ticket)).toMatchObject({ status: 'closed', satisfaction: { status: 'good' } });
  expect(await life.machine.statusOf(`${ticket}-1`)).toBe('SUCCEEDED');
});
