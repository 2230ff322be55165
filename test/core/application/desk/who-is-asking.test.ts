import { describe, expect, it } from 'vitest';
import { limitRate } from '../../../../lambdas/core/application/desk/limit-rate.ts';
import { me } from '../../../../lambdas/core/application/desk/me.ts';
import type { Caller } from '../../../../lambdas/core/domain/people/caller.ts';
import { aDesk, type Desk, refusalOf } from '../a-desk.ts';
import { ANNA, aLink, aMachine, aRequest, MARIA } from '../requests.ts';

describe('who the caller is', () => {
  it.each([
    [
      'an agent',
      ANNA,
      { kind: 'agent', id: 'agt_1', role: 'agent', lines: [1], groups: ['first-line'], scopes: [] },
    ],
    [
      'a requester',
      MARIA,
      { kind: 'requester', id: MARIA.personId, role: 'requester', email: MARIA.email, lines: [] },
    ],
    [
      'a link',
      aLink('tkt_1'),
      { kind: 'link', id: MARIA.personId, role: 'requester', email: MARIA.email, name: null },
    ],
    ['a machine', aMachine(), { kind: 'machine', id: 'key_shop', role: null, email: null, name: 'Shop' }],
  ] as const)('is told to %s', async (_who, caller, expected) => {
    expect((await me(aRequest(caller, {}))).body).toMatchObject(expected);
  });

  it('is nobody without a sign-in', async () => {
    expect(await refusalOf(me(aRequest({ kind: 'public' }, {})))).toMatchObject({ kind: 'unauthenticated' });
  });
});

describe('the rate limit', () => {
  const limits = { perPerson: 3, perAddress: 2, perKey: 4 };
  const post = (desk: Desk, caller: Caller, address = '192.0.2.1') => limitRate(desk)(caller, { address });

  const allowed = async (desk: Desk, caller: Caller, times: number): Promise<number> => {
    let count = 0;
    for (let time = 0; time < times; time += 1) if ((await post(desk, caller))?.allowed === true) count += 1;
    return count;
  };

  it.each([
    ['a person', MARIA, 3],
    ['an agent', ANNA, 3],
    ['the holder of a link', aLink('tkt_1'), 3],
    ['an address that nobody has named', { kind: 'public' } as const, 2],
    ['a key', aMachine(), 4],
    ['a key with a limit of its own', aMachine({ rateLimit: 1 }), 1],
  ])('of %s is its own', async (_who, caller, most) => {
    expect(await allowed(aDesk({ desk: { rateLimits: limits } }), caller, 6)).toBe(most);
  });

  it('counts a person once, signed in or by link, and addresses apart', async () => {
    const desk = aDesk({ desk: { rateLimits: limits } });
    await post(desk, MARIA);
    expect((await post(desk, aLink('tkt_1')))?.remaining).toBe(1);
    await post(desk, { kind: 'public' }, '192.0.2.1');
    expect((await post(desk, { kind: 'public' }, '192.0.2.2'))?.remaining).toBe(1);
  });

  it('says what is left and when the minute ends', async () => {
    const desk = aDesk({ desk: { rateLimits: limits } });
    desk.clock.advance(20_000);
    expect(await post(desk, MARIA)).toEqual({ limit: 3, remaining: 2, resetSeconds: 40, allowed: true });
    await allowed(desk, MARIA, 5);
    expect(await post(desk, MARIA)).toEqual({ limit: 3, remaining: 0, resetSeconds: 40, allowed: false });
    desk.clock.advance(40_000);
    expect(await post(desk, MARIA)).toMatchObject({ remaining: 2, resetSeconds: 60, allowed: true });
  });

  it('is none where none is set', async () => {
    const desk = aDesk({ desk: { rateLimits: { perPerson: null, perAddress: null, perKey: null } } });
    expect(await post(desk, MARIA)).toBeNull();
    expect(await post(desk, aMachine({ rateLimit: 9 }))).toMatchObject({ limit: 9 });
  });
});
