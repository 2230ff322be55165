/** Requests that are refused: with the right status, every fault at once, and nothing written. */
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Client, TicketBody } from '../support/a-desk.ts';
import { expectProblem, type Problem } from '../support/asking.ts';
import { eventsOf, type Listed, looked, opened } from '../support/tickets.ts';

const fine = { subject: 'It does not start', description: 'Since the update.' };
const JSON_TYPE = { 'content-type': 'application/json' };

export const refusedStories = (desk: Client): void => {
  let ticket: TicketBody;
  beforeAll(async () => {
    ticket = await opened(desk, 'requester2', { subject: 'The one that must not change' });
    await desk.settle();
  });

  /** Everything that a refused request could have left behind. */
  const state = async (): Promise<unknown> => {
    await desk.settle();
    const listed = async (view: string) =>
      (await desk.call<Listed<TicketBody>>('lead', 'GET', `/v1/tickets?view=${view}&page[size]=100`)).body
        .data;
    return {
      mine: await listed('all-open'),
      solved: await listed('recently-solved'),
      ticket: await looked(desk, ticket.number),
      events: (await eventsOf(desk, ticket.number)).length,
      outbox: (await desk.local<{ messages: readonly unknown[] }>('GET', 'outbox')).messages.length,
      settings: (await desk.call('admin', 'GET', '/v1/settings/lines')).body,
      keys: (await desk.call('admin', 'GET', '/v1/keys')).body,
    };
  };

  const bearer = async (who: string): Promise<string> =>
    `Bearer ${(await desk.local<Record<string, string>>('GET', 'tokens'))[who]}`;

  describe('nothing is written when', () => {
    let before: unknown;
    beforeEach(async () => {
      before ??= await state();
    });
    afterEach(async () => {
      expect(await state()).toEqual(before);
    });

    const post = (body: unknown, headers: Readonly<Record<string, string>> = JSON_TYPE) =>
      desk.call<Problem>('requester2', 'POST', '/v1/tickets', body, headers);

    test('the body is no JSON, cut off, too deep or not in UTF-8', async () => {
      const bodies = [
        '{"subject": "a"',
        'subject=a',
        '{"subject": "a",}',
        '"',
        '',
        '['.repeat(40) + ']'.repeat(40),
        `{"details": ${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
        '{"subject": "a", "description": "b", "__proto__": {"priority": "urgent"}}',
      ];
      for (const body of bodies) expectProblem(await post(body), 400);
      const latin = await fetch(`${desk.url}/v1/tickets`, {
        method: 'POST',
        headers: { ...JSON_TYPE, authorization: await bearer('requester2') },
        body: Buffer.concat([
          Buffer.from('{"subject": "'),
          Buffer.from([0xe9]),
          Buffer.from('", "description": "b"}'),
        ]),
      });
      expect(latin.status).toBe(400);
    });

    test('the content type is another', async () => {
      for (const type of [
        'text/plain',
        'application/xml',
        'application/json; charset=koi8-r',
        'multipart/form-data',
      ])
        expectProblem(await post(JSON.stringify(fine), { 'content-type': type }), 415);
      const none = await fetch(`${desk.url}/v1/tickets`, {
        method: 'POST',
        headers: { authorization: await bearer('requester2') },
        body: new Uint8Array(Buffer.from(JSON.stringify(fine))),
      });
      expect(none.status).toBe(415);
    });

    test('the body has a byte more than a megabyte', async () => {
      const bare = JSON.stringify({ ...fine, padding: '' }).length;
      const sized = (bytes: number) => JSON.stringify({ ...fine, padding: 'a'.repeat(bytes - bare) });
      expectProblem(await post(sized(1_048_577)), 413);
      // One byte less is read, and refused for what stands in it.
      expect(expectProblem(await post(sized(1_048_576)), 422).errors).toMatchObject([{ path: 'padding' }]);
    });

    test('fields are of the wrong type, unknown, too long, or hold what no text may: all are named at once', async () => {
      const problem = expectProblem(
        await post({
          subject: 'a\r\nBcc: everybody@example.org',
          description: '',
          category: 7,
          product: 'No Slug',
          priority: 'blocker',
          details: { version: 5, 'no name': 'a' },
          locale: 'x'.repeat(100),
          tags: Array.from({ length: 51 }, () => 'a'),
          cc: ['nobody'],
          urgency: 'high',
        }),
        422,
      );
      const paths = problem.errors?.map(({ path }) => path) ?? [];
      for (const path of [
        'subject',
        'description',
        'category',
        'product',
        'priority',
        'details.version',
        'details.no name',
        'locale',
        'tags',
        'cc.0',
        'urgency',
      ])
        expect(paths).toContain(path);
      expect(problem.errors?.every(({ message }) => message.length > 5)).toBe(true);

      for (const [body, path] of [
        [{}, 'subject'],
        [{ ...fine, subject: '  ' }, 'subject'],
        [{ ...fine, subject: 'a'.repeat(201) }, 'subject'],
        [{ ...fine, subject: 'a\u0000b' }, 'subject'],
        [{ ...fine, subject: 'a\u2028b' }, 'subject'],
        [{ ...fine, description: 'a'.repeat(100_001) }, 'description'],
        [{ ...fine, description: 'a\u0007b' }, 'description'],
        [{ ...fine, category: 'nonsense' }, 'category'],
        [{ ...fine, product: 'nonsense' }, 'product'],
        [{ ...fine, requester: { email: 'rita' } }, 'requester.email'],
        [{ ...fine, cc: Array.from({ length: 21 }, (_, at) => `a${at}@example.org`) }, 'cc'],
        ['{"subject": "half \\ud83d", "description": "b"}', 'subject'],
        ['{"subject": "a", "description": "half \\udc00 pair"}', 'description'],
        ['{"subject": "a", "description": "b", "details": {"steps": "\\ud800"}}', 'details.steps'],
        [[], ''],
        [null, ''],
      ] as const)
        expect(expectProblem(await post(body), 422).errors?.map((error) => error.path)).toContain(path);
    });

    test('a comment, a change, a key or a settings document is wrong', async () => {
      const path = `/v1/tickets/${ticket.number}`;
      const wrong: readonly (readonly ['agent1' | 'admin', string, string, unknown, readonly string[]])[] = [
        [
          'agent1',
          'POST',
          `${path}/comments`,
          { body: ' ', public: 'yes', more: 1 },
          ['body', 'public', 'more'],
        ],
        ['agent1', 'PATCH', path, { line: 4, tags: 'a', assigneeId: 'A B' }, ['line', 'tags', 'assigneeId']],
        ['agent1', 'PATCH', path, { assigneeId: 'nobody', groupId: 'nowhere' }, ['assigneeId', 'groupId']],
        ['agent1', 'POST', `${path}/escalate`, { reason: 'a\nb', toLine: 9 }, ['reason', 'toLine']],
        ['agent1', 'POST', `${path}/participants`, { email: 'a@b\r\n.example' }, ['email']],
        [
          'agent1',
          'POST',
          '/v1/tickets/bulk',
          { tickets: ['x'], change: { line: 0 } },
          ['tickets.0', 'change.line'],
        ],
        ['admin', 'POST', '/v1/keys', { name: '', scopes: ['all'] }, ['name', 'scopes.0']],
        ['admin', 'PUT', '/v1/settings/lines', [{ id: 4, name: '' }], ['lines[0].id', 'lines[0].name']],
      ];
      for (const [who, method, route, body, paths] of wrong) {
        const problem = expectProblem(await desk.call<Problem>(who, method, route, body), 422);
        expect(problem.errors?.map((error) => error.path)).toEqual(expect.arrayContaining([...paths]));
      }
    });

    test('the credential is bad', async () => {
      const [head, claims, signature] = (await bearer('requester2')).replace('Bearer ', '').split('.');
      const stranger = Buffer.from(
        JSON.stringify({
          ...JSON.parse(Buffer.from(claims ?? '', 'base64url').toString()),
          email: 'lead@help.example.com',
        }),
      ).toString('base64url');
      const none = Buffer.from('{"alg":"none"}').toString('base64url');
      for (const authorization of [
        'Bearer nonsense',
        'Basic YTpi',
        'Bearer ',
        `Bearer ${head}.${stranger}.${signature}`,
        `Bearer ${none}.${claims}.`,
        `Bearer ${head}.${claims}.${signature?.slice(0, -4)}AAAA`,
        'Bearer tlk_01ARZ3NDEKTSV4RRFFQ69G5FAV_abcdefghijklmnopqrstuvwxyz',
        `Bearer ${'a'.repeat(20_000)}`,
      ]) {
        const answer = await desk.call<Problem>(null, 'POST', '/v1/tickets', fine, { authorization });
        if (answer.status === 431 || answer.status === 400) continue; // Longer than any gateway lets headers be.
        expectProblem(answer, 401);
        expect(answer.headers.get('www-authenticate')).toContain('Bearer');
      }
    });

    test('the version is stale: the refusal says what arrived', async () => {
      const path = `/v1/tickets/${ticket.number}`;
      const { version } = await looked(desk, ticket.number);
      const stale = { 'if-match': `"${version - 1}"` };
      const answers = [
        await desk.call<Problem>('agent1', 'PATCH', path, { priority: 'low' }, stale),
        await desk.call<Problem>('agent1', 'POST', `${path}/comments`, { body: 'Hello' }, stale),
        await desk.call<Problem>('agent1', 'POST', `${path}/assign`, { assigneeId: null }, stale),
        await desk.call<Problem>('agent1', 'POST', `${path}/spam`, {}, stale),
      ];
      for (const answer of answers) {
        const problem = expectProblem(answer, 412);
        expect(JSON.stringify(problem)).toContain(`"version":${version}`);
      }
      for (const etag of ['abc', '"1", "2"', '"7', '-1'])
        expectProblem(
          await desk.call<Problem>('agent1', 'PATCH', path, { priority: 'low' }, { 'if-match': etag }),
          400,
        );
    });

    test('the path names nothing, or names it with another method', async () => {
      expectProblem(await desk.call('agent1', 'PATCH', '/v1/tickets/abc', { priority: 'low' }), 404);
      expectProblem(await desk.call('agent1', 'PATCH', '/v1/tickets/%00', { priority: 'low' }), 404);
      expectProblem(await desk.call('agent1', 'PATCH', `/v1/tickets/${'9'.repeat(400)}`, {}), 404);
      expectProblem(await desk.call('agent1', 'PATCH', `/v1/tickets/${ticket.id.toLowerCase()}`, {}), 404);
      const other = await desk.call('agent1', 'DELETE', `/v1/tickets/${ticket.number}`);
      expectProblem(other, 405);
      expect(other.headers.get('allow')).toContain('PATCH');
      expectProblem(await desk.call('agent1', 'GET', '/v1/tickets?view=mine&view=all-open'), 400);
      expectProblem(await desk.call('agent1', 'GET', '/v1/tickets?view=mine&sort=age'), 400);
      expectProblem(await desk.call('agent1', 'GET', '/v1/tickets?view=%zz'), 400);
      expectProblem(await desk.call('lead', 'GET', '/v1/figures/satisfaction?from=yesterday'), 400);
    });

    test('an Idempotency-Key is none', async () => {
      for (const key of ['a b', 'a'.repeat(256)])
        expectProblem(await post(fine, { ...JSON_TYPE, 'idempotency-key': key }), 400);
    });
  });
};
