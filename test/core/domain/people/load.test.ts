import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadChanges } from '../../../../lambdas/core/domain/people/load.ts';
import { STATUSES } from '../../../../lambdas/core/domain/ticket/words.ts';

const held = (assigneeId: string | null, status: (typeof STATUSES)[number] = 'open', spam = false) => ({
  assigneeId,
  status,
  spam,
});

describe("agents' loads", () => {
  it('grow with a ticket that is opened for them and with one they are given', () => {
    expect(loadChanges(null, held('a', 'new'))).toEqual([{ agentId: 'a', by: 1 }]);
    expect(loadChanges(held(null), held('a', 'pending'))).toEqual([{ agentId: 'a', by: 1 }]);
    expect(loadChanges(held('a', 'solved'), held('a'))).toEqual([{ agentId: 'a', by: 1 }]);
  });

  it('move from one to the other', () => {
    expect(loadChanges(held('a'), held('b'))).toEqual([
      { agentId: 'a', by: -1 },
      { agentId: 'b', by: 1 },
    ]);
  });

  it('shrink when it is solved, spam or taken away', () => {
    const down = [{ agentId: 'a', by: -1 }];
    expect(loadChanges(held('a'), held('a', 'solved'))).toEqual(down);
    expect(loadChanges(held('a', 'on-hold'), held('a', 'on-hold', true))).toEqual(down);
    expect(loadChanges(held('a'), held(null))).toEqual(down);
  });

  it('stay when nothing about it changes', () => {
    expect(loadChanges(null, held(null))).toEqual([]);
    expect(loadChanges(held('a', 'new'), held('a', 'open'))).toEqual([]);
    expect(loadChanges(held('a', 'solved'), held('a', 'closed'))).toEqual([]);
  });

  it('always equal the count of unsolved tickets after any course of events', () => {
    const state = fc.record({
      assigneeId: fc.constantFrom(null, 'a', 'b'),
      status: fc.constantFrom(...STATUSES),
      spam: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(state, { minLength: 1 }), (states) => {
        const counts = new Map<string, number>();
        for (const [index, after] of states.entries()) {
          for (const { agentId, by } of loadChanges(states[index - 1] ?? null, after)) {
            counts.set(agentId, (counts.get(agentId) ?? 0) + by);
          }
        }
        const last = states.at(-1);
        const carries = last?.spam === false && !['solved', 'closed'].includes(last.status);
        for (const agent of ['a', 'b']) {
          expect(counts.get(agent) ?? 0).toBe(carries && last.assigneeId === agent ? 1 : 0);
        }
      }),
    );
  });
});
