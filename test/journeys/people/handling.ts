/** What agents do with a ticket. */
import { describe, expect, test } from 'vitest';
import type { Client } from '../support/a-desk.ts';
import { asking } from '../support/asking.ts';
import { commentOn, eventsOf, forSomebody, looked, numbersIn, opened } from '../support/tickets.ts';

export const handlingStories = (desk: Client): void => {
  const { statusOf } = asking(desk);

  describe('what agents do with a ticket', () => {
    test('it is assigned by hand, by the desk, or given back to the group', async () => {
      const { number } = await opened(desk, 'lead', forSomebody('assign'));
      await desk.settle();
      const assign = (body: unknown) => desk.call('agent1', 'POST', `/v1/tickets/${number}/assign`, body);
      expect((await assign({ assigneeId: null })).body).toMatchObject({ assigneeId: null });
      expect((await assign({ auto: true })).body).toMatchObject({ assigneeId: 'agent1' });
      expect((await assign({ assigneeId: 'lead' })).body).toMatchObject({ assigneeId: 'lead' });
      expect((await assign({ assigneeId: 'agent3' })).status).toBe(422);
      expect((await assign({ assigneeId: 'nobody' })).status).toBe(422);
      expect((await assign({})).status).toBe(422);
      expect(
        (await eventsOf(desk, number, 'ticket.assigned')).map((event) => event.payload.assigneeId),
      ).toEqual(['agent1', null, 'agent1', 'lead']);
      const triage = await desk.call<{ ranking: readonly Record<string, unknown>[] }>(
        'agent1',
        'GET',
        `/v1/tickets/${number}/triage`,
      );
      expect(triage.body.ranking[0]).toMatchObject({ agentId: 'agent1', suitable: true, capacity: 40 });
    });

    test('it goes up a line with a reason and comes back to where it was, with its whole history', async () => {
      const { number } = await opened(desk, 'lead', forSomebody('escalate'));
      await desk.settle();
      const path = `/v1/tickets/${number}`;
      expect(await statusOf('agent1', 'POST', `${path}/escalate`, {})).toBe(422);
      const up = await desk.call('agent1', 'POST', `${path}/escalate`, { reason: 'It needs a debugger.' });
      expect(up.body).toMatchObject({ line: 2, groupId: 'applications' });
      expect(await statusOf('agent1', 'GET', path)).toBe(404);
      await desk.settle();
      expect(await looked(desk, number)).toMatchObject({ line: 2, assigneeId: 'agent2' });
      expect((await desk.mailsTo('agent2@help.example.com')).at(-1)?.subject).toContain(`#${number}`);
      expect((await desk.call('agent2', 'POST', `${path}/escalate`, { reason: 'Higher.' })).body.line).toBe(
        3,
      );
      await desk.settle();
      expect(await statusOf('agent3', 'POST', `${path}/escalate`, { reason: 'And higher.' })).toBe(409);
      expect((await desk.call('agent3', 'POST', `${path}/return`, { reason: 'No bug.' })).body).toMatchObject(
        {
          line: 2,
          groupId: 'applications',
          assigneeId: 'agent2',
        },
      );
      expect(
        (await desk.call('agent2', 'POST', `${path}/return`, { reason: 'Nor here.' })).body,
      ).toMatchObject({
        line: 1,
        groupId: 'support',
        assigneeId: 'agent1',
      });
      expect(await statusOf('agent1', 'POST', `${path}/return`, { reason: 'Down?' })).toBe(409);
      await desk.settle();
      const moves = (await eventsOf(desk, number)).filter(({ type }) => /escalated|returned/.test(type));
      expect(moves.map(({ type, payload, actor }) => [type, payload.reason, actor.id])).toEqual([
        ['ticket.escalated', 'It needs a debugger.', 'agent1'],
        ['ticket.escalated', 'Higher.', 'agent2'],
        ['ticket.returned', 'No bug.', 'agent3'],
        ['ticket.returned', 'Nor here.', 'agent2'],
      ]);
    });

    test('spam leaves the views and gets no mail, until it is taken back', async () => {
      const { number } = await opened(desk, 'lead', forSomebody('spammer'));
      await desk.settle();
      const path = `/v1/tickets/${number}/spam`;
      expect((await desk.call('agent1', 'POST', path, {})).body).toMatchObject({
        spam: true,
        urgentAt: null,
      });
      expect(await numbersIn(desk, 'agent1', 'line-1')).not.toContain(number);
      expect(await numbersIn(desk, 'agent1', 'mine')).not.toContain(number);
      await desk.advance('PT9H');
      expect((await desk.mailsTo('spammer@people.example')).length).toBe(1);
      expect((await eventsOf(desk, number)).some(({ type }) => type.startsWith('sla.'))).toBe(false);

      expect((await desk.call('agent1', 'POST', path, { undo: true })).body).toMatchObject({ spam: false });
      await desk.settle();
      expect(await numbersIn(desk, 'agent1', 'line-1')).toContain(number);
      // Its workflow goes on: solved, surveyed, closed.
      await commentOn(desk, 'agent1', number, { body: 'Sorry!', status: 'solved' });
      await desk.advance('PT30H1M');
      expect((await looked(desk, number)).status).toBe('closed');
    });

    test('a participant reads and answers, until they are removed', async () => {
      const { number } = await opened(desk, 'lead', forSomebody('shared'));
      const path = `/v1/tickets/${number}`;
      expect(await statusOf('requester2', 'GET', path)).toBe(404);
      const added = await desk.call('agent1', 'POST', `${path}/participants`, { email: 'Bob@Example.net' });
      expect([added.status, added.body.participants]).toEqual([
        201,
        [{ email: 'bob@example.net', name: null, kind: 'cc' }],
      ]);
      expect(await statusOf('requester2', 'GET', path)).toBe(200);
      const comment = await commentOn(desk, 'requester2', number, { body: 'Me too.' });
      expect(comment.body).toMatchObject({ author: { kind: 'participant', email: 'bob@example.net' } });
      await commentOn(desk, 'agent1', number, { body: 'To both of you.' });
      expect((await desk.mailsTo('bob@example.net')).at(-1)?.text).toContain('To both of you.');
      expect((await desk.mailsTo('shared@people.example')).at(-1)?.text).toContain('To both of you.');
      expect(await statusOf('agent1', 'DELETE', `${path}/participants/bob%40example.net`)).toBe(204);
      expect(await statusOf('requester2', 'GET', path)).toBe(404);
      expect(await statusOf('agent1', 'DELETE', `${path}/participants/bob%40example.net`)).toBe(404);
    });

    test('many are changed at once, with a result for each', async () => {
      const one = await opened(desk, 'lead', forSomebody('bulk'));
      const two = await opened(desk, 'lead', forSomebody('bulk'));
      await desk.settle();
      await desk.call('lead', 'POST', `/v1/tickets/${two.number}/escalate`, { reason: 'up', toLine: 3 });
      const { status, body } = await desk.call<{ results: readonly Record<string, unknown>[] }>(
        'agent1',
        'POST',
        '/v1/tickets/bulk',
        { tickets: [one.id, String(two.number), '999999'], change: { priority: 'urgent', tags: ['batch'] } },
      );
      expect(status).toBe(200);
      expect(body.results).toMatchObject([
        { ticket: one.id, status: 200, version: expect.any(Number), error: null },
        { ticket: String(two.number), status: 404, version: null, error: { detail: expect.any(String) } },
        { ticket: '999999', status: 404, version: null },
      ]);
      expect(await looked(desk, one.number)).toMatchObject({ priority: 'urgent', tags: ['batch'] });
      expect(await looked(desk, two.number)).toMatchObject({ priority: 'normal', tags: [] });
      const tooMany = Array.from({ length: 101 }, (_, index) => String(index + 1));
      expect(
        await statusOf('agent1', 'POST', '/v1/tickets/bulk', {
          tickets: tooMany,
          change: { priority: 'low' },
        }),
      ).toBe(422);
    });

    test('fields are changed with an event that says from what to what', async () => {
      const { number } = await opened(desk, 'lead', forSomebody('fields'));
      await desk.settle();
      const path = `/v1/tickets/${number}`;
      const changed = await desk.call('agent1', 'PATCH', path, {
        priority: 'high',
        category: 'payments',
        product: 'cloud',
        subject: 'A bill',
      });
      expect(changed.body).toMatchObject({ priority: 'high', category: 'payments', product: 'cloud' });
      expect((await eventsOf(desk, number, 'ticket.changed')).at(-1)?.payload).toMatchObject({
        changes: {
          priority: { before: 'normal', after: 'high' },
          category: { before: 'other', after: 'payments' },
          subject: { before: 'It does not work', after: 'A bill' },
        },
      });
      expect(await statusOf('agent1', 'PATCH', path, { status: 'open' })).toBe(200);
      expect(await statusOf('agent1', 'PATCH', path, { status: 'new' })).toBe(422);
      expect(await statusOf('agent1', 'PATCH', path, { status: 'closed' })).toBe(422);
      expect(await statusOf('agent1', 'PATCH', path, { category: 'nonsense' })).toBe(422);
      const { version } = await looked(desk, number);
      expect((await desk.call('agent1', 'PATCH', path, { priority: 'high' })).body.version).toBe(version);
    });
  });
};
