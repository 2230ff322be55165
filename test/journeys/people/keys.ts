/** Machine keys: made, used, limited, revoked. */
import { describe, expect, test } from 'vitest';
import type { Client } from '../support/a-desk.ts';
import { asking } from '../support/asking.ts';
import { forSomebody, opened } from '../support/tickets.ts';

export const keyStories = (desk: Client): void => {
  const { statusOf, asked } = asking(desk);

  describe('machine keys', () => {
    const make = async (key: Readonly<Record<string, unknown>>) => {
      const made = await desk.call<{ id: string; key: string }>('admin', 'POST', '/v1/keys', {
        name: 'a shop',
        ...key,
      });
      return { ...made, bearer: { authorization: `Bearer ${made.body.key}` } };
    };

    test('a key does what its scopes say', async () => {
      const reader = await make({ scopes: ['tickets:read'] });
      expect(reader.status).toBe(201);
      const ticket = { subject: 'a', description: 'b', requester: { email: 'key@people.example' } };
      expect((await asked(reader.bearer, 'GET', '/v1/tickets?view=all-open')).status).toBe(200);
      expect((await asked(reader.bearer, 'POST', '/v1/tickets', ticket)).status).toBe(403);
      const writer = await make({ scopes: ['tickets:write'], products: ['cloud'] });
      expect((await asked(writer.bearer, 'GET', '/v1/tickets?view=all-open')).status).toBe(403);
      expect((await asked(writer.bearer, 'POST', '/v1/tickets', ticket)).status).toBe(403);
      const own = await asked(writer.bearer, 'POST', '/v1/tickets', { ...ticket, product: 'cloud' });
      expect(own.status).toBe(201);
      expect((await asked(writer.bearer, 'GET', '/v1/figures/satisfaction')).status).toBe(403);
      const nameless = await asked(writer.bearer, 'POST', '/v1/tickets', { subject: 'a', description: 'b' });
      expect(nameless.status).toBe(422);
      const limited = await make({ scopes: ['tickets:read'], products: ['cloud'] });
      expect((await asked(limited.bearer, 'GET', `/v1/tickets/${own.body.number}`)).status).toBe(200);
      const other = await opened(desk, 'lead', forSomebody('elsewhere', { product: 'desktop' }));
      expect((await asked(limited.bearer, 'GET', `/v1/tickets/${other.number}`)).status).toBe(404);
      expect((await make({ scopes: ['everything'] })).status).toBe(422);
      expect((await make({ scopes: ['tickets:read'], products: ['nothing'] })).status).toBe(422);
    });

    test('a key is listed without its secret, limited in its pace, and dead a minute after it was revoked', async () => {
      const { body, bearer } = await make({ scopes: ['tickets:read', 'tickets:write'], rateLimit: 2 });
      const listed = await desk.call<{ data: readonly Record<string, unknown>[] }>(
        'admin',
        'GET',
        '/v1/keys',
      );
      expect(listed.body.data).toContainEqual(expect.objectContaining({ id: body.id, name: 'a shop' }));
      expect(JSON.stringify(listed.body)).not.toContain(body.key.slice(-40));
      const ticket = { subject: 'a', description: 'b', requester: { email: 'pace@people.example' } };
      const answers = [];
      // One more than two minutes allow, should a minute end in between.
      for (let attempt = 1; attempt <= 5; attempt += 1) {
        answers.push(await asked(bearer, 'POST', '/v1/tickets', ticket));
      }
      const refused = answers.find(({ status }) => status === 429);
      expect(refused?.headers.get('retry-after')).toMatch(/^\d+$/);
      expect(refused?.headers.get('ratelimit-limit')).toBe('2');
      expect(answers[0]?.headers.get('ratelimit-remaining')).toBe('1');
      expect((await asked(bearer, 'GET', '/v1/me')).status).toBe(200);
      expect(await statusOf('admin', 'DELETE', `/v1/keys/${body.id}`)).toBe(204);
      await desk.advance('PT61S');
      expect((await asked(bearer, 'GET', '/v1/me')).status).toBe(401);
      expect(await statusOf('admin', 'DELETE', `/v1/keys/${body.id}`)).toBe(404);
    });

    test('a key ends by itself', async () => {
      const { now } = await desk.local<{ now: string }>('GET', 'clock');
      const expiresAt = new Date(Date.parse(now) + 3_600_000).toISOString();
      const { bearer } = await make({ scopes: ['tickets:read'], expiresAt });
      expect((await asked(bearer, 'GET', '/v1/me')).status).toBe(200);
      await desk.advance('PT1H1M');
      expect((await asked(bearer, 'GET', '/v1/me')).status).toBe(401);
      expect((await make({ scopes: ['tickets:read'], expiresAt: now })).status).toBe(422);
    });
  });
};
