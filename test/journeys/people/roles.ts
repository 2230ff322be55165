/** What each role sees and may do. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Client, TicketBody, Who } from '../support/a-desk.ts';
import { asking, type Problem } from '../support/asking.ts';
import { commentOn, forSomebody, type Listed, looked, numbersIn, opened } from '../support/tickets.ts';

export const roleStories = (desk: Client): void => {
  const { statusOf, asked } = asking(desk);

  describe('what each role sees and may do', () => {
    let own: TicketBody;
    let engineering: TicketBody;
    beforeAll(async () => {
      own = await opened(desk, 'requester', { subject: 'Mine' });
      engineering = await opened(desk, 'lead', forSomebody('deep'));
      await desk.settle();
      await desk.call('lead', 'POST', `/v1/tickets/${engineering.number}/escalate`, {
        reason: 'a crash dump',
        toLine: 3,
      });
      await desk.settle();
    });

    test('a ticket exists for those who may see it, by number and by id', async () => {
      const seen = async (who: Who): Promise<readonly number[]> =>
        Promise.all(
          [own.number, own.id, engineering.number].map((ref) => statusOf(who, 'GET', `/v1/tickets/${ref}`)),
        );
      expect(await seen('requester')).toEqual([200, 200, 404]);
      expect(await seen('requester2')).toEqual([404, 404, 404]);
      expect(await seen('agent1')).toEqual([200, 200, 404]);
      expect(await seen('agent2')).toEqual([404, 404, 404]);
      expect(await seen('agent3')).toEqual([404, 404, 200]);
      expect(await seen('lead')).toEqual([200, 200, 200]);
      expect(await seen('admin')).toEqual([200, 200, 200]);
      expect(await seen('machine')).toEqual([200, 200, 200]);
      expect(await statusOf(null, 'GET', `/v1/tickets/${own.number}`)).toBe(401);
    });

    test('what one may not see can not be changed or commented either, and answers as what is not there', async () => {
      const foreign = `/v1/tickets/${own.number}`;
      const missing = '/v1/tickets/999999';
      for (const path of [foreign, missing]) {
        expect(await statusOf('requester2', 'POST', `${path}/comments`, { body: 'Hello' })).toBe(404);
        expect(await statusOf('requester2', 'GET', `${path}/comments`)).toBe(404);
        expect(await statusOf('agent3', 'PATCH', path, { priority: 'high' })).toBe(404);
        expect(await statusOf('agent3', 'POST', `${path}/assign`, { auto: true })).toBe(404);
        expect(await statusOf('agent3', 'GET', `${path}/events`)).toBe(404);
      }
      const [one, other] = await Promise.all(
        [foreign, missing].map((path) => desk.call<Problem>('requester2', 'GET', path)),
      );
      expect({ ...one?.body, instance: '' }).toEqual({ ...other?.body, instance: '' });
    });

    test('a requester is kept from what agents do, and agents from what admins do', async () => {
      const path = `/v1/tickets/${own.number}`;
      const routes: readonly (readonly [string, string, unknown])[] = [
        ['PATCH', path, { priority: 'low' }],
        ['POST', `${path}/assign`, { auto: true }],
        ['POST', `${path}/escalate`, { reason: 'a' }],
        ['POST', `${path}/return`, { reason: 'a' }],
        ['POST', `${path}/spam`, {}],
        ['POST', `${path}/participants`, { email: 'a@example.org' }],
        ['POST', '/v1/tickets/bulk', { tickets: [own.id], change: { priority: 'low' } }],
        ['GET', `${path}/events`, undefined],
        ['GET', `${path}/clocks`, undefined],
        ['GET', `${path}/triage`, undefined],
        ['GET', '/v1/figures/satisfaction', undefined],
      ];
      for (const [method, route, body] of routes) {
        expect([route, await statusOf('requester', method, route, body)]).toEqual([route, 403]);
        expect([route, await statusOf(null, method, route, body)]).toEqual([route, 401]);
      }
      for (const who of ['requester', 'agent1', 'lead', 'machine'] as const) {
        expect(await statusOf(who, 'GET', '/v1/settings/desk')).toBe(403);
        expect(await statusOf(who, 'PUT', '/v1/settings/desk', {})).toBe(403);
        expect(await statusOf(who, 'GET', '/v1/keys')).toBe(403);
      }
      expect(await statusOf('agent1', 'GET', '/v1/figures/satisfaction')).toBe(403);
      expect(await statusOf('lead', 'GET', '/v1/figures/satisfaction')).toBe(200);
      expect(await statusOf('requester', 'POST', `${path}/comments`, { body: 'a', public: false })).toBe(403);
      expect(await statusOf('requester', 'POST', `${path}/comments`, { body: 'a', status: 'pending' })).toBe(
        403,
      );
      const forAnother = { subject: 'a', description: 'b', requester: { email: 'bob@example.net' } };
      expect(await statusOf('requester', 'POST', '/v1/tickets', forAnother)).toBe(403);
    });

    test('notes, assignee and tags stay inside the desk', async () => {
      await desk.call('agent1', 'PATCH', `/v1/tickets/${own.number}`, { tags: ['vip'] });
      await commentOn(desk, 'agent1', own.number, { body: 'An odd one. @lead have a look?', public: false });
      await commentOn(desk, 'agent1', own.number, { body: 'We are looking into it.' });
      const read = async (who: Who) =>
        (
          await desk.call<Listed<{ bodyText: string; author: { email: string | null } }>>(
            who,
            'GET',
            `/v1/tickets/${own.number}/comments`,
          )
        ).body.data;
      expect((await read('requester')).map(({ bodyText }) => bodyText)).toEqual([
        'Since this morning.',
        'We are looking into it.',
      ]);
      expect((await read('requester')).map(({ author }) => author.email)).toEqual(['anna@example.org', null]);
      expect((await read('agent1')).length).toBe(3);
      expect((await desk.call('requester', 'GET', `/v1/tickets/${own.number}`)).body).toMatchObject({
        groupId: null,
        assigneeId: null,
        tags: [],
        status: 'open',
      });
      expect((await looked(desk, own.number)).tags).toEqual(['vip']);
      const named = (await desk.mailsTo('lead@help.example.com')).at(-1);
      expect(named?.text).toContain('An odd one.');
    });

    test('everybody learns who they are', async () => {
      const me = async (who: Who) => (await desk.call(who, 'GET', '/v1/me')).body;
      expect(await me('requester')).toMatchObject({
        kind: 'requester',
        role: 'requester',
        email: 'anna@example.org',
      });
      expect(await me('agent2')).toMatchObject({
        kind: 'agent',
        id: 'agent2',
        role: 'agent',
        lines: [2],
        groups: ['applications', 'platform'],
      });
      expect(await me('admin')).toMatchObject({ role: 'admin' });
      expect(await me('machine')).toMatchObject({
        kind: 'machine',
        role: null,
        scopes: ['tickets:read', 'tickets:write', 'tickets:manage', 'reports:read'],
      });
      expect(await statusOf(null, 'GET', '/v1/me')).toBe(401);
      expect((await asked({ authorization: 'Bearer nonsense' }, 'GET', '/v1/me')).status).toBe(401);
    });

    test('a requester lists their own tickets only', async () => {
      expect(await numbersIn(desk, 'requester', 'mine')).toContain(own.number);
      expect(await numbersIn(desk, 'requester2', 'mine')).toEqual([]);
      for (const view of [
        'unassigned',
        'line-1',
        'all-open',
        'requester:anna@example.org',
        'group:support',
      ]) {
        expect(await statusOf('requester', 'GET', `/v1/tickets?view=${view}`)).toBe(403);
      }
      expect(await statusOf('requester', 'GET', '/v1/tickets?q=1001')).toBe(403);
      expect(await statusOf('agent1', 'GET', '/v1/tickets?view=line-3')).toBe(403);
      expect(await statusOf('agent1', 'GET', '/v1/tickets?view=group:engineering')).toBe(403);
      expect(await statusOf('agent1', 'GET', '/v1/tickets?view=group:nobody')).toBe(422);
      expect(await statusOf('agent1', 'GET', '/v1/tickets?view=everything')).toBe(400);
    });
  });
};
