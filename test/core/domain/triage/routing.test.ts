import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Agent } from '../../../../lambdas/core/domain/settings/schemas.ts';
import { type Load, rank } from '../../../../lambdas/core/domain/triage/routing.ts';
import { after, anAgent, aTicket } from '../../builders.ts';

const NOW = after(60);
const agent = (id: string, over: Partial<Agent> = {}): Agent => anAgent({ id, ...over });

const ranked = (
  agents: readonly Agent[],
  loads: Record<string, Partial<Load>> = {},
  over: Parameters<typeof aTicket>[0] = {},
) =>
  rank(
    agents,
    new Map(Object.entries(loads).map(([id, load]) => [id, { open: 0, idleSince: null, ...load }])),
    aTicket(over),
    NOW,
  );

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
