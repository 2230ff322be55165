import { describe, expect, it } from 'vitest';
import { indexWords } from '../../../../lambdas/core/application/search/index-words.ts';
import { addComment } from '../../../../lambdas/core/application/tickets/add-comment.ts';
import * as changes from '../../../../lambdas/core/application/tickets/agent-changes.ts';
import { RULES, stemsOf } from '../../../../lambdas/core/domain/search/ticket-words.ts';
import { aDesk, type Desk, opened, refusalOf } from '../a-desk.ts';
import { ANNA, aRequest, MARIA } from '../requests.ts';

const byTicket = (ticket: string) => ({ params: { ticket } });
const say = (desk: Desk, id: string, body: string, by: typeof ANNA | typeof MARIA = MARIA) =>
  addComment(desk)(aRequest(by, { ...byTicket(id), body: { body } }));
const stems = async (desk: Desk, id: string) => stemsOf(await desk.words.wordsOf(id));

/** A ticket with a life behind it that nobody has indexed. */
const lived = async () => {
  const desk = aDesk();
  const { id } = await opened(desk, MARIA, { subject: 'Hovercraft stops', tags: ['vip'] });
  await say(desk, id, 'It is full of eels');
  await changes.changeTicket(desk)(
    aRequest(ANNA, { ...byTicket(id), body: { subject: 'Boat stops', tags: [] } }),
  );
  await say(desk, id, 'Возьмите принтер', ANNA);
  return { desk, id, events: desk.tickets.history(id) };
};

describe('the words of a ticket', () => {
  it.each([
    ['in their order', (all: readonly number[]) => all],
    ['the other way round', (all: readonly number[]) => all.toReversed()],
    ['twice each', (all: readonly number[]) => all.flatMap((one) => [one, one])],
    ['the last one alone', (all: readonly number[]) => all.slice(-1)],
  ])('are the same when events come %s', async (_how, order) => {
    const { desk, id, events } = await lived();
    for (const at of order(events.map((_, index) => index))) {
      const event = events[at];
      if (event !== undefined) await indexWords(desk)(event);
    }
    const found = await stems(desk, id);
    for (const stem of ['boat', 'eel', 'принтер', 'maria@example.com']) expect(found).toContain(stem);
    for (const stem of ['hovercraft', 'vip']) expect(found).not.toContain(stem);
  });

  it('are the same when all events come at once', async () => {
    const { desk, id, events } = await lived();
    await Promise.all(events.map(indexWords(desk)));
    const [first] = await Promise.all([stems(desk, id)]);
    for (const stem of ['boat', 'eel', 'принтер']) expect(first).toContain(stem);
    const words = await desk.words.wordsOf(id);
    for (const event of events) await indexWords(desk)(event);
    expect(await desk.words.wordsOf(id)).toEqual(words);
  });

  it('are made anew when the rules have changed, once', async () => {
    const { desk, id, events } = await lived();
    const [last] = events.slice(-1);
    if (last === undefined) throw new Error('It has no history.');
    const old = { version: 99, rules: RULES - 1, subject: ['hoverkraft'], about: [], said: [] };
    await desk.words.follow(id, null, old);
    await indexWords(desk)(last);
    expect(await stems(desk, id)).not.toContain('hoverkraft');
    expect(await stems(desk, id)).toContain('eel');
  });

  it('are of a long history in whole', async () => {
    const desk = aDesk();
    const { id } = await opened(desk);
    for (let n = 0; n < 120; n += 1) await say(desk, id, n === 119 ? 'zeppelin-42' : 'Hello?', ANNA);
    const [last] = desk.tickets.history(id).slice(-1);
    if (last !== undefined) await indexWords(desk)(last);
    expect(await stems(desk, id)).toContain('zeppelin-42');
  });

  it('of a ticket that is not there are none', async () => {
    const { desk, id, events } = await lived();
    desk.world.tickets.delete(id);
    for (const event of events) await indexWords(desk)(event);
    expect(await desk.words.wordsOf(id)).toBeNull();
  });

  it('are given up after some rounds, as something that may pass', async () => {
    const { desk, events } = await lived();
    const [event] = events;
    const words = { ...desk.words, follow: async () => false };
    if (event !== undefined)
      expect(await refusalOf(indexWords({ ...desk, words })(event))).toMatchObject({ name: 'Throttled' });
  });
});
