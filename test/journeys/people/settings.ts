/** Settings over the API, and what it does not do yet. */
import { describe, expect, test } from 'vitest';
import type { Client } from '../support/a-desk.ts';
import { asking, expectProblem, type Problem } from '../support/asking.ts';
import { forSomebody, opened } from '../support/tickets.ts';

interface ApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly 'x-threeline-built'?: boolean }>>>
  >;
}

export const settingsStories = (desk: Client): void => {
  const { statusOf } = asking(desk);

  describe('settings, and what is not built', () => {
    test('a document is read, replaced with its version, and refused when it is stale or wrong', async () => {
      const before = await desk.call<Record<string, unknown>>('admin', 'GET', '/v1/settings/desk');
      const etag = before.headers.get('etag') ?? '';
      expect(etag).toMatch(/^"\d+"$/);
      const change = { ...before.body, name: 'Acme Care' };
      const put = await desk.call('admin', 'PUT', '/v1/settings/desk', change, { 'if-match': etag });
      expect([put.status, put.body]).toMatchObject([200, { name: 'Acme Care' }]);
      const stale = await desk.call<Problem>('admin', 'PUT', '/v1/settings/desk', before.body, {
        'if-match': etag,
      });
      expect(stale.status).toBe(412);
      const wrong = await desk.call<Problem>('admin', 'PUT', '/v1/settings/groups', [
        { id: 'support', name: 'Support', line: 1, lead: 'nobody', default: true },
        { id: 'Second', name: '', line: 7 },
      ]);
      expect(wrong.status).toBe(422);
      expect(wrong.body.errors?.length).toBeGreaterThan(2);
      const dangling = await desk.call<Problem>('admin', 'PUT', '/v1/settings/groups', [
        { id: 'support', name: 'Support', line: 1, lead: 'nobody', default: true },
      ]);
      expect(dangling.status).toBe(422);
      expect(dangling.body.errors?.map((error) => error.path)).toEqual(
        expect.arrayContaining(['agents[1].groups[0]', 'categories[0].group', 'mailboxes[1].group']),
      );
      expect((await desk.call('admin', 'GET', '/v1/settings/desk')).body).toMatchObject({
        name: 'Acme Care',
      });
      expect(await statusOf('admin', 'GET', '/v1/settings/nonsense')).toBe(404);

      await opened(desk, 'lead', forSomebody('renamed'));
      expect((await desk.mailsTo('renamed@people.example'))[0]?.text).toContain('Acme Care');
    });

    test('what is planned answers 501 and is in the document of the API', async () => {
      const { number } = await opened(desk, 'lead', forSomebody('planned'));
      const { body: document } = await desk.call<ApiDocument>(null, 'GET', '/v1/openapi.json');
      expect(document.openapi).toMatch(/^3\.1/);
      expect(Object.keys(document.paths)).toContain('/v1/tickets/{ticket}/spam');
      const planned = Object.entries(document.paths).flatMap(([path, operations]) =>
        Object.entries(operations)
          .filter(([, operation]) => operation['x-threeline-built'] === false)
          .map(([method]) => [method.toUpperCase(), path.replace('{ticket}', `${number}`)] as const),
      );
      for (const [method, path] of planned) {
        const body = method === 'POST' ? {} : undefined;
        const answer = await desk.call('admin', method, path.replace('{id}', 'some_1'), body);
        expectProblem(answer, 501);
      }
      expect((await desk.call(null, 'GET', '/v1/health')).body).toMatchObject({ ok: true });
      expect(await statusOf('lead', 'GET', '/v1/nothing')).toBe(404);
      expect(await statusOf('lead', 'PUT', '/v1/tickets')).toBe(405);
      expect((await desk.call('lead', 'HEAD', '/v1/health')).status).toBe(200);
    });

    test('nothing was refused to the desk itself, and nothing was given up', async () => {
      await desk.settle();
      expect((await desk.local<{ denied: readonly unknown[] }>('GET', 'denied')).denied).toEqual([]);
      const { queues } = await desk.local<{ queues: readonly { messages: readonly unknown[] }[] }>(
        'GET',
        'dead-letters',
      );
      expect(queues.flatMap(({ messages }) => messages)).toEqual([]);
    });
  });
};
