/** What agents correct, the desk learns, from its own tickets and from a file. */
import { expect, test } from 'vitest';
import { runTrain } from '../bin/train/a-table.ts';
import { aDesk, type OwnDesk } from './support/a-desk.ts';

/** Words that no rule knows. */
const KINDS = [
  { category: 'app-error', text: 'The marzipan wombat will not unfold its parasol' },
  { category: 'question', text: 'Our gazebo lighthouse hums a tune at noon' },
] as const;

const opened = async (desk: OwnDesk, description: string): Promise<string> => {
  const requester = { email: 'erik@people.example', name: 'Erik' };
  const subject = description.slice(0, 30);
  const answer = await desk.call('machine', 'POST', '/v1/tickets', { subject, description, requester });
  expect(answer.status).toBe(201);
  return `/v1/tickets/${answer.body.number}`;
};

test('after sixty corrections the next ticket is sorted as agents would, and a worse file changes nothing', {
  timeout: 120_000,
}, async () => {
  await using desk = await aDesk();
  const where = { endpoint: desk.url };
  const early = await runTrain({ where });
  expect(early.err.join()).toMatch(/nothing to learn from/);
  expect(early.code).toBe(1);

  const paths: { readonly path: string; readonly category: string }[] = [];
  for (let at = 0; at < 30; at += 1)
    for (const { category, text } of KINDS)
      paths.push({ category, path: await opened(desk, `${text}, ${at} times.`) });
  await desk.settle();
  for (const { path, category } of paths)
    expect((await desk.call('lead', 'PATCH', path, { category })).status).toBe(200);
  await desk.settle();

  const { code, out, err } = await runTrain({ where });
  expect(err).toEqual([]);
  expect(out.join()).toMatch(/learnt from 60 tickets/);
  expect(code).toBe(0);

  await desk.advance('PT6M');
  for (const { category, text } of KINDS) {
    const path = await opened(desk, `${text} again.`);
    await desk.settle();
    expect((await desk.call('lead', 'GET', path)).body.category).toBe(category);
  }
  expect(await desk.local('GET', 'denied')).toMatchObject({ denied: [] });
});
