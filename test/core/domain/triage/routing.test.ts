import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Agent } from '../../../../lambdas/core/domain/settings/schemas.ts';
import type { Floor, Load } from '../../../../lambdas/core/domain/triage/floor.ts';
import { candidatesFor, rank, worthTryingAt } from '../../../../lambdas/core/domain/triage/routing.ts';
import { after, anAgent, aSettings, aTicket } from '../../builders.ts';

const NOW = after(60);
const agent = (id: string, over: Partial<Agent> = {}): Agent => anAgent({ id, ...over });

const aFloor = (loads: Record<string, Partial<Load>> = {}, over: Partial<Floor> = {}): Floor => ({
  settings: aSettings(),
  now: NOW,
  loads: new Map(Object.entries(loads).map(([id, load]) => [id, { open: 0, idleSince: null, ...load }])),
  ...over,
});

const ranked = (
  agents: readonly Agent[],
  loads: Record<string, Partial<Load>> = {},
  over: Parameters<typeof aTicket>[0] = {},
  floor: Partial<Floor> = {},
) => rank(agents, aTicket(over), aFloor(loads, floor));

const order = (...args: Parameters<typeof ranked>): readonly string[] =>
  ranked(...args).map((one) => one.agentId);

describe('routing', () => {
  it('prefers who has the most spare capacity in percent', () => {
    const agents = [agent('a', { capacity: 10 }), agent('b', { capacity: 100 })];
    expect(order(agents, { a: { open: 5 }, b: { open: 40 } })).toEqual(['b', 'a']);
    expect(ranked(agents, { a: { open: 1 }, b: { open: 33 } })[1]).toEqual({
      agentId: 'b',
      suitable: true,
      reasons: ['has 33 of 100', 'speaks "en"'],
      spareCapacity: 67,
      open: 33,
      capacity: 100,
    });
  });

  it('gives ties to who has been idle longest, never given one first, then by id', () => {
    const agents = [agent('c'), agent('b'), agent('a'), agent('d')];
    const loads = { a: { idleSince: after(30) }, b: { idleSince: after(20) } };
    expect(order(agents, loads)).toEqual(['c', 'd', 'b', 'a']);
  });

  it.each<[string, Partial<Agent>, number, string]>([
    ['is not in the group', { groups: ['billing'] }, 0, 'is not in the group "first-line"'],
    ['is away', { awayUntil: after(61) }, 0, `is away until ${after(61)}`],
    ['takes none', { capacity: 0 }, 0, 'takes no tickets by routing'],
    ['is full', { capacity: 3 }, 3, 'is full: 3 of 3'],
    ['is more than full', { capacity: 3 }, 5, 'is full: 5 of 3'],
  ])('passes over an agent who %s', (_, over, open, reason) => {
    const [first, second] = ranked([agent('a', over), agent('b', { capacity: 10 })], {
      a: { open },
      b: { open: 9 },
    });
    expect(first).toMatchObject({ agentId: 'b', suitable: true });
    expect(second).toMatchObject({ agentId: 'a', suitable: false, reasons: [reason] });
    expect(second?.spareCapacity).toBeGreaterThanOrEqual(0);
  });

  it('takes who is back', () => {
    expect(ranked([agent('a', { awayUntil: NOW })])[0]?.suitable).toBe(true);
    expect(ranked([agent('a', { awayUntil: null })])[0]?.suitable).toBe(true);
  });

  it('wants the language of the ticket as long as somebody in the group speaks it', () => {
    const russian = { language: 'ru-RU' };
    const both = ranked([agent('a'), agent('b', { languages: ['ru'] })], {}, russian);
    expect(both.map(({ agentId, reasons }) => [agentId, ...reasons])).toEqual([
      ['b', 'has 0 of 10', 'speaks "ru-RU"'],
      ['a', 'does not speak "ru-RU"'],
    ]);
    const [alone] = ranked([agent('a'), agent('z', { languages: ['ru'], groups: ['billing'] })], {}, russian);
    expect(alone).toMatchObject({ agentId: 'a', suitable: true });
    expect(alone?.reasons).toContain('does not speak "ru-RU", nor does anybody else in the group');
  });

  it('says what an agent knows', () => {
    const [first] = ranked(
      [agent('a', { skills: ['mobile', 'bug'] })],
      {},
      { product: 'mobile', category: 'bug' },
    );
    expect(first?.reasons).toEqual(['has 0 of 10', 'speaks "en"', 'knows "mobile"', 'knows "bug"']);
  });

  it('passes over who knows less than others in the group, unless those are away', () => {
    const agents = [
      agent('a'),
      agent('b', { skills: ['mobile'] }),
      agent('c', { skills: ['mobile', 'bug'] }),
    ];
    const ticket = { product: 'mobile', category: 'bug' };
    const chosen = ranked(agents, {}, ticket);
    expect(chosen.map(({ agentId, suitable }) => [agentId, suitable])).toEqual([
      ['c', true],
      ['a', false],
      ['b', false],
    ]);
    expect(chosen[1]?.reasons).toEqual(['knows less of this than others in the group: nothing']);
    expect(chosen[2]?.reasons).toEqual(['knows less of this than others in the group: mobile']);
    const away = agents.map((one) => (one.id === 'c' ? { ...one, awayUntil: after(600) } : one));
    expect(ranked(away, {}, ticket)[0]).toMatchObject({ agentId: 'b', suitable: true });
  });

  it('gives tickets to those on shift only, and says when the others come', () => {
    const schedules = [...aSettings().schedules];
    const settings = aSettings({ schedules });
    // NOW is a Monday at 10:00 UTC; the built-in office works from 09:00 to 17:00.
    const night = '2026-11-02T20:00:00.000Z';
    const agents = [agent('a', { schedule: 'office' }), agent('b', { schedule: 'always' })];
    expect(ranked(agents, { b: { open: 9 } })[0]?.agentId).toBe('a');
    const [first, second] = ranked(agents, { b: { open: 9 } }, {}, { settings, now: night });
    expect(first?.agentId).toBe('b');
    expect(second).toMatchObject({
      suitable: false,
      reasons: ['is off shift until 2026-11-03T09:00:00.000Z'],
    });
  });

  it('asks the agent to whom the category is pinned before others, then the manager of the plan', () => {
    const settings = aSettings({
      categories: aSettings().categories.map((one) => (one.id === 'bug' ? { ...one, pinnedTo: 'a' } : one)),
      plans: [{ id: 'premium', name: 'Premium', manager: 'm' }],
    });
    const agents = [
      agent('a', { languages: ['ru'] }),
      agent('b'),
      agent('m', { groups: ['billing'], role: 'lead' }),
      agent('x', { groups: ['billing'] }),
      agent('z', { role: 'admin' }),
    ];
    const ticket = { category: 'bug', requester: { plan: 'premium' as const } };
    const candidates = candidatesFor(agents, aTicket(ticket), settings);
    expect(candidates.map(({ id }) => id)).toEqual(['a', 'b', 'm']);
    const loads = { a: { open: 9 }, m: { open: 5 } };
    const result = ranked(candidates, loads, ticket, { settings });
    expect(result.map(({ agentId }) => agentId)).toEqual(['a', 'm', 'b']);
    expect(result[0]?.reasons[0]).toBe('"bug" is pinned to them');
    expect(result[1]?.reasons[0]).toBe('is the manager of the plan "premium"');
    const full = ranked(candidates, { ...loads, a: { open: 10 } }, ticket, { settings });
    expect(full.map(({ agentId }) => agentId)).toEqual(['m', 'b', 'a']);
  });

  it('skips nobody without a reason, not even who was filled up a moment ago', () => {
    const result = ranked([agent('a'), agent('b')], {}, {}, { full: new Set(['a']) });
    expect(result.map(({ agentId }) => agentId)).toEqual(['b', 'a']);
    expect(result[1]?.reasons).toEqual(['was given their last free place a moment ago']);
  });

  it.each<[string, Partial<Agent>, number, number, string | null]>([
    ['off shift: when the shift begins', { schedule: 'office' }, 0, 0, '2026-11-03T09:00:00.000Z'],
    ['away: when back', { awayUntil: '2026-11-05T12:00:00.000Z' }, 0, 0, '2026-11-05T12:00:00.000Z'],
    ['full: after a quarter of an hour', {}, 10, 0, '2026-11-02T20:15:00.000Z'],
    ['full again: twice as long', {}, 10, 2, '2026-11-02T21:00:00.000Z'],
    ['full for long: four hours at most', {}, 10, 99, '2026-11-03T00:00:00.000Z'],
    ['full and off shift: whichever is later', { schedule: 'office' }, 10, 0, '2026-11-03T09:00:00.000Z'],
    ['taking nothing: never', { capacity: 0 }, 0, 0, null],
  ])('tries again with one who is %s', (_, over, open, tries, at) => {
    const floor = aFloor({ a: { open } }, { now: '2026-11-02T20:00:00.000Z' });
    expect(worthTryingAt([agent('a', over)], aTicket(), floor, tries)).toBe(at);
  });

  it('tries again with whoever can first, and not where there is nobody', () => {
    const floor = aFloor({ b: { open: 10 } }, { now: '2026-11-02T20:00:00.000Z' });
    const agents = [agent('a', { schedule: 'office' }), agent('b'), agent('c', { capacity: 0 })];
    expect(worthTryingAt(agents, aTicket(), floor, 0)).toBe('2026-11-02T20:15:00.000Z');
    expect(worthTryingAt([], aTicket(), floor, 0)).toBeNull();
  });

  it('ranks nobody where there is nobody', () => {
    expect(ranked([])).toEqual([]);
  });
});

const team = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    capacity: fc.integer({ min: 0, max: 5 }),
    open: fc.integer({ min: 0, max: 6 }),
    away: fc.boolean(),
    languages: fc.subarray(['en', 'ru'], { minLength: 1 }),
    groups: fc.subarray(['first-line', 'billing'], { minLength: 1, maxLength: 1 }),
    idle: fc.option(fc.integer({ min: 0, max: 50 })),
  }),
  { selector: ({ id }) => id },
);

describe('any team', () => {
  it('never has a full, absent or foreign agent first while another is suitable, nor ever one called suitable', () => {
    fc.assert(
      fc.property(team, fc.constantFrom('en', 'ru', 'de'), (people, language) => {
        const agents = people.map(({ id, capacity, away, languages, groups }) =>
          agent(id, { capacity, languages, groups, awayUntil: away ? after(90) : null }),
        );
        const loads = Object.fromEntries(
          people.map(({ id, open, idle }) => [id, { open, idleSince: idle === null ? null : after(idle) }]),
        );
        const result = ranked(agents, loads, { language });
        expect(result.map(({ agentId }) => agentId).toSorted()).toEqual(
          people.map(({ id }) => id).toSorted(),
        );
        const suitable = result.map((one) => one.suitable);
        expect(suitable).toEqual(suitable.toSorted((a, b) => Number(b) - Number(a)));
        for (const one of result) {
          const person = people.find(({ id }) => id === one.agentId);
          if (person === undefined) throw new Error('nobody');
          const cannot = person.away || person.open >= person.capacity || person.groups[0] === 'billing';
          if (cannot) expect(one.suitable).toBe(false);
          expect(one.reasons.length).toBeGreaterThan(0);
        }
        const spare = result.filter((one) => one.suitable).map((one) => one.spareCapacity);
        expect(spare).toEqual(spare.toSorted((a, b) => b - a));
      }),
    );
  });

  it('is ranked the same in whatever order it is listed', () => {
    fc.assert(
      fc.property(team, (people) => {
        const agents = people.map(({ id, capacity }) => agent(id, { capacity }));
        const loads = Object.fromEntries(people.map(({ id, open }) => [id, { open }]));
        expect(ranked(agents.toReversed(), loads)).toEqual(ranked(agents, loads));
      }),
    );
  });
});

/** Who has how many at the end of a day on which each ticket was given to the first of the ranking. */
const dayOf = (agents: readonly Agent[], tickets: number): ReadonlyMap<string, number> => {
  const loads = new Map<string, Load>();
  for (let index = 0; index < tickets; index += 1) {
    const best = rank(agents, aTicket(), aFloor({}, { loads }))[0];
    if (best?.suitable !== true) break;
    const open = (loads.get(best.agentId)?.open ?? 0) + 1;
    loads.set(best.agentId, { open, idleSince: after(index) });
  }
  return new Map(agents.map(({ id }) => [id, loads.get(id)?.open ?? 0]));
};

describe('a day of tickets', () => {
  it('is shared in proportion to capacity, to within one ticket; nobody is over it and nobody starves', () => {
    const capacities = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(capacities, fc.integer({ min: 0, max: 60 }), (rooms, tickets) => {
        const agents = rooms.map((capacity, index) => agent(`a${index}`, { capacity }));
        const given = dayOf(agents, tickets);
        const room = rooms.reduce((sum, one) => sum + one, 0);
        const all = [...given.values()].reduce((sum, one) => sum + one, 0);
        expect(all).toBe(Math.min(tickets, room));
        const shares = agents.map(({ id, capacity }) => ({ capacity, open: given.get(id) ?? 0 }));
        for (const one of shares) {
          expect(one.open).toBeLessThanOrEqual(one.capacity);
          for (const other of shares)
            expect((one.open - 1) / one.capacity).toBeLessThanOrEqual(other.open / other.capacity + 1e-9);
        }
      }),
    );
  });
});
