/** Mail that comes in: each message ends in one visible place, and nobody speaks for another. */
import { expect, test } from 'vitest';
import { conversationStories } from './mail/conversations.ts';
import { copyStories } from './mail/copies.ts';
import { gateStories } from './mail/gate.ts';
import { machineStories } from './mail/machines.ts';
import { threadingStories } from './mail/threading.ts';
import { ledgerOf } from './support/letters.ts';
import { setDesk } from './support/pace.ts';
import { sharedDesk } from './support/shared-desk.ts';

const desk = sharedDesk((desk) => setDesk(desk, { surveyAfterHours: 1, closeAfterHours: 2 }));

threadingStories(desk);
gateStories(desk);
machineStories(desk);
copyStories(desk);
conversationStories(desk);

test('all of it stands in the ledger with a reason, nothing was given up, nothing was refused to any function', async () => {
  const rows = await ledgerOf(desk);
  const { sesIn } = await desk.local<{ sesIn: number }>('GET', 'meter');
  expect(rows.length).toBe(sesIn);
  for (const { id, reason } of rows) expect(reason, id).not.toBe('');
  const { queues } = await desk.local<{ queues: readonly { messages: readonly unknown[] }[] }>(
    'GET',
    'dead-letters',
  );
  expect(queues.flatMap(({ messages }) => messages)).toEqual([]);
  expect(await desk.local('GET', 'denied')).toEqual({ denied: [] });
});
