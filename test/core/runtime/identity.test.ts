import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { throttled } from '../../../lambdas/core/domain/errors.ts';
import { type IdentityNeeds, identify } from '../../../lambdas/core/runtime/identity.ts';
import type { KeyRecord } from '../../../lambdas/core/runtime/machine-key.ts';

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln';
const SECRET = 'Jw4x7QmT2bV9_c-1zKpL0aYdRfGhNs8uEiOqWtXy';
const agents = [
  { id: 'agt_anna', name: 'Anna', email: 'anna@example.com', lines: [1, 2], groups: ['first'] },
] as const;

const aKey = (over: Partial<KeyRecord> = {}): KeyRecord => ({
  id: 'key_01ABC',
  name: 'billing',
  secretHash: createHash('sha256').update(SECRET).digest('hex'),
  scopes: ['tickets:read'],
  products: [],
  rateLimit: null,
  expiresAt: null,
  ...over,
});

const setup = (claims: unknown = {}, over: Partial<IdentityNeeds> = {}) =>
  identify({
    verifyJwt: async () => claims,
    findKey: async () => null,
    openLink: async () => null,
    settings: { current: async () => ({ agents }) },
    ids: { person: (email) => `per_${email}` },
    now: () => '2026-11-21T10:00:00.000Z',
    ...over,
  });

const signedIn = (claims: Record<string, unknown>) => setup({ sub: '1', ...claims })(`Bearer ${JWT}`);
const refusal = (name: string) => ({ name, kind: 'unauthenticated' });

describe('a person who signed in', () => {
  test('is a requester when in no group of ours', async () => {
    const caller = await signedIn({
      email: 'Rita@Example.com',
      email_verified: true,
      name: 'Rita\nSmith',
      locale: 'ru',
      'cognito:groups': ['staff'],
    });
    expect(caller).toEqual({
      kind: 'requester',
      personId: 'per_rita@example.com',
      email: 'rita@example.com',
      name: 'Rita Smith',
      locale: 'ru',
    });
  });

  test.each([[false], ['false'], [undefined]])(
    'is nobody while the address is not verified (%s)',
    async (verified) => {
      await expect(
        signedIn({
          email: 'rita@example.com',
          ...(verified === undefined ? {} : { email_verified: verified }),
        }),
      ).rejects.toMatchObject(refusal('EmailNotVerified'));
    },
  );

  test('is the agent that settings know by the address', async () => {
    const caller = await signedIn({
      email: 'ANNA@example.com',
      email_verified: 'true',
      'cognito:groups': ['agent'],
    });
    expect(caller).toEqual({
      kind: 'agent',
      role: 'agent',
      id: 'agt_anna',
      email: 'anna@example.com',
      name: 'Anna',
      lines: [1, 2],
      groups: ['first'],
    });
  });

  test("with an unverified address gets nobody's record", async () => {
    const caller = await signedIn({ email: 'anna@example.com', groups: ['agent'] });
    expect(caller).toMatchObject({ kind: 'agent', id: 'usr_1', lines: [], groups: [] });
  });

  test('has the highest of several roles', async () => {
    const caller = await signedIn({
      email: 'x@example.com',
      email_verified: true,
      groups: ['agent', 'admin', 'lead'],
    });
    expect(caller).toMatchObject({ role: 'admin', id: 'usr_1', lines: [] });
  });

  test.each([
    ['without an address', { groups: ['agent'] }],
    ['with groups that are no list', { email: 'a@b.de', groups: 'admin' }],
    ['with an address that is no text', { email: 7 }],
  ])('%s is refused', async (_what, claims) => {
    await expect(signedIn(claims)).rejects.toMatchObject(refusal('InvalidToken'));
  });

  test('with a token that is not ours is refused', async () => {
    const who = setup({}, { verifyJwt: async () => Promise.reject(new Error('expired')) });
    await expect(who(`Bearer ${JWT}`)).rejects.toMatchObject(refusal('InvalidToken'));
  });

  test('is asked to come again when the issuer can not be reached', async () => {
    const who = setup({}, { verifyJwt: async () => Promise.reject(throttled('The issuer')) });
    await expect(who(`Bearer ${JWT}`)).rejects.toMatchObject({ kind: 'transient' });
  });
});

describe('a machine key', () => {
  const token = `Bearer tlk_01ABC_${SECRET}`;
  const withKey = (over: Partial<KeyRecord> = {}) => setup({}, { findKey: async () => aKey(over) });

  test('is known by its secret', async () => {
    expect(await withKey()(token)).toEqual({
      kind: 'machine',
      id: 'key_01ABC',
      name: 'billing',
      scopes: ['tickets:read'],
      products: [],
      rateLimit: null,
    });
  });

  test('is asked for by its id', async () => {
    const asked: string[] = [];
    const who = setup(
      {},
      {
        findKey: async (id) => {
          asked.push(id);
          return aKey();
        },
      },
    );
    await who(token);
    expect(asked).toEqual(['key_01ABC']);
  });

  test.each([
    ['with another secret', withKey(), `Bearer tlk_01ABC_${SECRET}x`],
    ['that nobody knows', setup(), token],
    ['that has expired', withKey({ expiresAt: '2026-11-21T09:59:59.999Z' }), token],
    ['that is cut off', withKey(), 'Bearer tlk_01ABC'],
    ['whose stored hash is broken', withKey({ secretHash: 'abc' }), token],
  ])('%s is refused', async (_what, who, authorization) => {
    await expect(who(authorization)).rejects.toMatchObject(refusal('InvalidKey'));
  });

  test('is looked up once a minute, so a revocation is noticed within one', async () => {
    let now = Date.parse('2026-11-21T10:00:00.000Z');
    let record: KeyRecord | null = aKey();
    let asked = 0;
    const who = setup(
      {},
      {
        findKey: async () => {
          asked += 1;
          return record;
        },
        now: () => new Date(now).toISOString(),
      },
    );
    await who(token);
    record = null;
    now += 59_999;
    await who(token);
    expect(asked).toBe(1);
    now += 1;
    await expect(who(token)).rejects.toMatchObject(refusal('InvalidKey'));
    record = aKey();
    await expect(who(token)).rejects.toMatchObject(refusal('InvalidKey'));
    expect(asked).toBe(2);
    now += 60_000;
    expect(await who(token)).toMatchObject({ id: 'key_01ABC' });
  });

  test('that expires meanwhile ends although it is remembered', async () => {
    let now = '2026-11-21T10:00:00.000Z';
    const who = setup(
      {},
      { findKey: async () => aKey({ expiresAt: '2026-11-21T10:00:01.000Z' }), now: () => now },
    );
    await who(token);
    now = '2026-11-21T10:00:01.000Z';
    await expect(who(token)).rejects.toMatchObject(refusal('InvalidKey'));
  });
});

describe('anything else', () => {
  test('the token of a link is its person on its ticket', async () => {
    const holder = { kind: 'link', personId: 'per_1', email: 'rita@example.com', ticketId: 'tkt_1' } as const;
    const who = setup({}, { openLink: async (token) => (token === 'k1.text.mac' ? holder : null) });
    expect(await who('bearer k1.text.mac')).toEqual(holder);
    await expect(who('Bearer other')).rejects.toMatchObject(refusal('InvalidToken'));
  });

  test.each([
    ['no header', undefined, 'SignInNeeded'],
    ['an empty header', ' ', 'SignInNeeded'],
    ['Basic', 'Basic cml0YTpwYXNz', 'InvalidToken'],
    ['two tokens', 'Bearer a b', 'InvalidToken'],
    ['a token of 10 KB', `Bearer ${'a'.repeat(10_000)}`, 'InvalidToken'],
  ])('%s is refused', async (_what, authorization, name) => {
    await expect(setup()(authorization)).rejects.toMatchObject(refusal(name));
  });
});
