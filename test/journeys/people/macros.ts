/** What agents say and do often, in one call. */
import { describe, expect, test } from 'vitest';
import type { Client } from '../support/a-desk.ts';
import { asking, type Problem } from '../support/asking.ts';
import { eventsOf, forSomebody, type Listed, looked, opened } from '../support/tickets.ts';

interface OfferedMacro {
  readonly id: string;
  readonly suggested: boolean;
  readonly reason: string | null;
  readonly uses: number;
  readonly comment: { readonly public: boolean; readonly language: string; readonly body: string } | null;
  readonly refusal: string | null;
}

export const macroStories = (desk: Client): void => {
  const { statusOf } = asking(desk);
  const offered = async (number: number) =>
    (await desk.call<Listed<OfferedMacro>>('agent1', 'GET', `/v1/macros?ticket=${number}`)).body.data;

  describe('macros', () => {
    test('are offered with their words for the ticket, and applied as one change and one mail', async () => {
      const { number } = await opened(desk, 'lead', {
        subject: 'Верните деньги',
        description: 'Заказ: ORD-12345. Верните деньги за него.',
        category: 'payments',
        requester: { email: 'ivan@people.example', name: 'Иван', locale: 'ru' },
      });
      await desk.settle();
      const before = await offered(number);
      expect(before[0]).toMatchObject({
        id: 'refund-started',
        suggested: true,
        reason: expect.stringContaining('payments'),
        uses: 0,
        comment: { public: true, language: 'ru', body: expect.stringContaining('Здравствуйте, Иван!') },
        refusal: null,
      });
      expect(before[0]?.comment?.body).toContain('по ORD-12345');
      expect(before.map(({ id }) => id)).not.toContain('known-error');
      const mails = (await desk.mailsTo('ivan@people.example')).length;

      const path = `/v1/tickets/${number}/macros/refund-started`;
      const apply = () => desk.call('agent1', 'POST', path, {}, { 'idempotency-key': 'refund-1' });
      const { status, body, headers } = await apply();
      expect([status, body.status, body.tags]).toEqual([200, 'solved', ['refund']]);
      expect(headers.get('etag')).toBe(`"${body.version}"`);
      const again = await apply();
      expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
      expect(again.body).toEqual(body);
      await desk.settle();

      const events = await eventsOf(desk, number);
      const applied = events.findIndex(({ type }) => type === 'ticket.macro-applied');
      expect(events[applied]?.payload).toMatchObject({ macro: 'refund-started', category: 'payments' });
      expect(events.slice(applied, applied + 4).map(({ type }) => type)).toEqual([
        'ticket.macro-applied',
        'ticket.changed',
        'ticket.commented',
        'ticket.solved',
      ]);
      const sent = (await desk.mailsTo('ivan@people.example')).slice(mails);
      expect(sent).toHaveLength(1);
      expect(sent[0]?.text).toContain('Мы начали возврат средств по ORD-12345.');
      const habit = (await offered(number)).find(({ id }) => id === 'refund-started');
      expect(habit?.uses).toBe(1);
    });

    test('are refused as a whole, and say which part', async () => {
      const { number, version } = await opened(desk, 'lead', forSomebody('macro'));
      const path = `/v1/tickets/${number}/macros`;
      expect(await statusOf('requester', 'POST', `${path}/solved`, {})).toBe(403);
      expect(await statusOf('agent1', 'POST', `${path}/none`, {})).toBe(404);
      await desk.settle();
      const stale = await desk.call<Problem>(
        'agent1',
        'POST',
        `${path}/solved`,
        {},
        { 'if-match': `"${version - 1}"` },
      );
      expect(stale.status).toBe(412);
      expect(await statusOf('agent1', 'POST', `${path}/solved`, { comment: 'It is repaired.' })).toBe(200);
      const refused = await desk.call<Problem>('agent1', 'POST', `${path}/known-error`, {});
      expect([refused.status, refused.body]).toMatchObject([409, { part: 'change.status' }]);
      await desk.settle();
      expect(await looked(desk, number)).toMatchObject({ status: 'solved', type: null, tags: [] });
      expect((await desk.mailsTo('macro@people.example')).at(-1)?.text).toContain('It is repaired.');
    });

    test('are applied to many tickets at once', async () => {
      const one = await opened(desk, 'lead', forSomebody('macro-one'));
      const two = await opened(desk, 'lead', forSomebody('macro-two'));
      const bulk = (change: object) =>
        desk.call<{ results: readonly object[] }>('agent1', 'POST', '/v1/tickets/bulk', {
          tickets: [String(one.number), String(two.number)],
          change,
        });
      expect((await bulk({ macro: 'solved', priority: 'low' })).status).toBe(422);
      expect((await bulk({ macro: 'solved' })).body.results).toMatchObject([
        { status: 200 },
        { status: 200 },
      ]);
      await desk.settle();
      expect((await desk.mailsTo('macro-two@people.example')).at(-1)?.text).toContain('Hello Mr macro-two,');
    });

    test('that could not be filled in are not stored', async () => {
      const macro = { id: 'a', name: { en: 'A' }, comment: { body: { en: 'Hi {{requester.nmae}}' } } };
      const put = await desk.call<Problem>('admin', 'PUT', '/v1/settings/macros', [macro]);
      expect(put.status).toBe(422);
      expect(put.body.errors).toEqual([
        {
          path: 'macros[0].comment.body.en',
          message: 'there is no variable "requester.nmae"; did you mean "requester.name"?',
        },
      ]);
    });
  });
};
