/** What agents correct, the desk learns, from its own tickets and from a file; people go back, or do without. */
import { expect, test } from 'vitest';
import type { Voice } from '../../bin/desk/apply.ts';
import { starter } from '../../bin/desk/aws/invoke.ts';
import { modelsOf } from '../../bin/desk/aws/models.ts';
import type { Whereabouts } from '../../bin/desk/aws/place.ts';
import { activateModel } from '../../bin/desk/models/activate.ts';
import { listModels } from '../../bin/desk/models/list.ts';
import type { AskedTraining } from '../../lambdas/core/contracts/training.ts';
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

interface Models {
  readonly kept: readonly { readonly version: string }[];
  readonly active: { readonly record: { readonly version: string } };
  readonly training: Readonly<Record<string, unknown>>;
}

/** What a command says, which must end well. */
const saidBy = async (command: (voice: Voice) => Promise<number>): Promise<string> => {
  const said: string[] = [];
  const hear = (text: string): void => void said.push(text);
  expect(await command({ say: hear, complain: hear })).toBe(0);
  return said.join('\n');
};

const modelsAt = async (where: Whereabouts): Promise<Models> =>
  JSON.parse(await saidBy((voice) => listModels({ where, json: true }, voice)));

const chosen = (where: Whereabouts, version: string | null): Promise<string> =>
  saidBy((voice) => activateModel({ where, version }, voice));

test('after sixty corrections the next ticket is sorted as agents would, and a worse file changes nothing', {
  timeout: 300_000,
}, async () => {
  await using desk = await aDesk();
  const where = { endpoint: desk.url };
  const early = await runTrain({ where });
  expect(early.err.join()).toMatch(/nothing to learn from/);
  expect(early.code).toBe(1);

  for (let at = 0; at < 30; at += 5)
    await Promise.all(
      [0, 1, 2, 3, 4].flatMap((more) =>
        KINDS.map(async ({ category, text }) => {
          const path = await opened(desk, `${text}, ${at + more} times.`);
          expect((await desk.call('lead', 'PATCH', path, { category })).status).toBe(200);
        }),
      ),
    );
  await desk.settle();

  const { code, out, err } = await runTrain({ where });
  expect(err).toEqual([]);
  expect(out.join('\n')).toMatch(/\ncategory: accuracy 1\.000, macro-F1 1\.000 \(12 tickets, 2 classes\)\n/);
  expect(out.join('\n')).toMatch(/How sure it was, and how often it was right/);
  expect(out.at(-1)).toMatch(/learnt from 60 tickets/);
  expect(code).toBe(0);

  const sortedAs = async (what: string): Promise<readonly unknown[]> => {
    await desk.advance('PT2M');
    const found: unknown[] = [];
    for (const { text } of KINDS) {
      const path = await opened(desk, `${text} ${what}.`);
      await desk.settle();
      found.push((await desk.call('lead', 'GET', path)).body.category);
    }
    return found;
  };
  const learnt = KINDS.map(({ category }) => category);
  expect(await sortedAs('again')).toEqual(learnt);

  // A connection broke, and nobody knows whether the order arrived: sent again, it is carried out once.
  const { place } = await modelsOf(where);
  const start = starter(place.access);
  const asked: AskedTraining = { order: 'twice', by: 'erik' };
  for (let times = 0; times < 2; times += 1)
    expect(await start(place.outputs.TrainModelFunctionArn, asked)).toEqual({ ok: true });
  await desk.settle();
  const { kept, active, training } = await modelsAt(where);
  expect(kept).toHaveLength(2);
  expect(active.record.version).toBe(kept[0]?.version);
  expect(training).toMatchObject({ id: 'twice', by: 'erik', failure: null, result: { activated: 1 } });

  // None, by a person's word: not even the weekly training changes it.
  expect(await chosen(where, null)).toMatch(/uses no model within a minute, in place of model/);
  const unsorted = await sortedAs('without');
  for (const [at, category] of learnt.entries()) expect(unsorted[at]).not.toBe(category);
  expect(await chosen(where, kept[1]?.version ?? '')).toMatch(/in place of no model/);
  expect(await sortedAs('with the first model')).toEqual(learnt);
  expect(await desk.local('GET', 'denied')).toMatchObject({ denied: [] });
});
