import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TicketStore, View } from '../../../lambdas/core/application/ports.ts';
import type { ListedTicket } from '../../../lambdas/core/application/records.ts';
import { LINES, STATUSES } from '../../../lambdas/core/domain/ticket/words.ts';
import { aTicket, hoursAfter, type TicketParts } from '../builders.ts';
import { fakePorts } from '../fakes/ports.ts';
import { inBoth, inDatabase } from './both.ts';
import { changing, opening, ticketId } from './changes.ts';

const everything = async (tickets: TicketStore, view: View, size = 100): Promise<readonly ListedTicket[]> => {
  const all: ListedTicket[] = [];
  let after: string | null = null;
  do {
    const page = await tickets.view(view, { size, after });
    expect(page.items.length).toBeLessThanOrEqual(size);
    all.push(...page.items);
    after = page.next;
  } while (after !== null);
  return all;
};

const ids = async (tickets: TicketStore, view: View, size?: number): Promise<readonly string[]> =>
  (await everything(tickets, view, size)).map(({ id }) => id);

const allOpen: View = { kind: 'open', lines: LINES };

const views: readonly View[] = [
  allOpen,
  { kind: 'open', lines: [2] },
  { kind: 'open', lines: LINES, urgentBefore: hoursAfter(5) },
  { kind: 'open', lines: [1, 3], urgentFrom: hoursAfter(3), urgentBefore: hoursAfter(8) },
  { kind: 'solved', lines: LINES },
  { kind: 'solved', lines: [1] },
  { kind: 'unassigned', lines: [1, 2] },
  { kind: 'assignee', agentId: 'agt_1' },
  { kind: 'group', groupId: 'billing' },
  { kind: 'requester', personId: 'per_maria' },
];

describe('the views', () => {
  inBoth((stores) => {
    const open = async (...tickets: readonly TicketParts[]): Promise<void> => {
      for (const [at, parts] of tickets.entries()) await stores().tickets.save(opening(at + 1, parts));
    };

    it('show the earliest unmet promise first, then those without one, pending last', async () => {
      await open(
        { status: 'pending' },
        { urgentAt: null, createdAt: hoursAfter(2) },
        { urgentAt: hoursAfter(9), line: 3 },
        { urgentAt: hoursAfter(-4), line: 2 },
        { urgentAt: null, createdAt: hoursAfter(1) },
      );
      expect(await ids(stores().tickets, allOpen)).toEqual([4, 3, 5, 2, 1].map(ticketId));
    });

    it('show promises that run out before a time, or from one on', async () => {
      await open(
        { urgentAt: hoursAfter(1) },
        { urgentAt: hoursAfter(3) },
        { urgentAt: null },
        { urgentAt: hoursAfter(2), status: 'pending' },
        { urgentAt: hoursAfter(2), status: 'solved' },
      );
      const { tickets } = stores();
      expect(await ids(tickets, { ...allOpen, urgentBefore: hoursAfter(3) })).toEqual([1, 4].map(ticketId));
      expect(await ids(tickets, { ...allOpen, urgentFrom: hoursAfter(3) })).toEqual([ticketId(2)]);
      expect(await tickets.count({ ...allOpen, urgentBefore: hoursAfter(3) })).toBe(2);
      expect(await tickets.count(allOpen)).toBe(4);
    });

    it('follow a ticket through its life', async () => {
      const { tickets } = stores();
      const where = async () => ({
        unassigned: (await ids(tickets, { kind: 'unassigned', lines: [1] })).length,
        assignee: (await ids(tickets, { kind: 'assignee', agentId: 'agt_1' })).length,
        group: (await ids(tickets, { kind: 'group', groupId: 'first-line' })).length,
        open: (await ids(tickets, allOpen)).length,
        solved: (await ids(tickets, { kind: 'solved', lines: [1] })).length,
        requester: (await ids(tickets, { kind: 'requester', personId: 'per_maria' })).length,
      });
      await tickets.save(opening());
      let { after } = opening();
      expect(await where()).toEqual({
        unassigned: 1,
        assignee: 0,
        group: 1,
        open: 1,
        solved: 0,
        requester: 1,
      });
      const go = async (parts: TicketParts): Promise<void> => {
        const change = changing(after, aTicket({ ...after, ...parts, version: after.version + 1 }));
        await tickets.save(change);
        after = change.after;
      };
      await go({ assigneeId: 'agt_1', status: 'open' });
      expect(await where()).toEqual({
        unassigned: 0,
        assignee: 1,
        group: 1,
        open: 1,
        solved: 0,
        requester: 1,
      });
      await go({ status: 'solved', solvedAt: hoursAfter(1) });
      expect(await where()).toEqual({
        unassigned: 0,
        assignee: 0,
        group: 0,
        open: 0,
        solved: 1,
        requester: 1,
      });
      await go({ status: 'open', solvedAt: null });
      expect(await where()).toEqual({
        unassigned: 0,
        assignee: 1,
        group: 1,
        open: 1,
        solved: 0,
        requester: 1,
      });
      await go({ spam: true });
      expect(await where()).toEqual({
        unassigned: 0,
        assignee: 0,
        group: 0,
        open: 0,
        solved: 0,
        requester: 0,
      });
      await go({ spam: false });
      expect(await where()).toEqual({
        unassigned: 0,
        assignee: 1,
        group: 1,
        open: 1,
        solved: 0,
        requester: 1,
      });
    });

    it('show the newest first to the requester, and the last solved first', async () => {
      await open(
        { status: 'solved', solvedAt: hoursAfter(3) },
        { status: 'closed', solvedAt: hoursAfter(5) },
        { status: 'solved', solvedAt: hoursAfter(4) },
      );
      const { tickets } = stores();
      expect(await ids(tickets, { kind: 'requester', personId: 'per_maria' })).toEqual(
        [3, 2, 1].map(ticketId),
      );
      expect(await ids(tickets, { kind: 'solved', lines: LINES })).toEqual([2, 3, 1].map(ticketId));
    });

    it('list everything about a ticket but what only a decision needs', async () => {
      await open({ tags: ['vip'], assigneeId: 'agt_1', progress: { told: ['x'] } });
      const {
        mailbox: _b,
        marks: _m,
        progress: _p,
        generation: _g,
        ...listed
      } = aTicket({
        id: ticketId(1),
        number: 1001,
        tags: ['vip'],
        assigneeId: 'agt_1',
      });
      expect(await everything(stores().tickets, allOpen)).toEqual([listed]);
    });

    it('show nothing where nothing is', async () => {
      for (const view of views) expect(await everything(stores().tickets, view)).toEqual([]);
    });
  });

  inDatabase((stores) => {
    it('are the same as told plainly, page by page, for any tickets', async () => {
      const time = fc.integer({ min: 0, max: 10 }).map((hours) => hoursAfter(hours));
      const ticket = fc.record({
        status: fc.constantFrom(...STATUSES),
        line: fc.constantFrom(...LINES),
        assigneeId: fc.constantFrom(null, 'agt_1', 'agt_2'),
        groupId: fc.constantFrom('first-line', 'billing'),
        urgentAt: fc.option(time, { nil: null }),
        createdAt: time,
        spam: fc.constantFrom(false, false, false, true),
      });
      const [parts] = fc.sample(fc.array(ticket, { minLength: 60, maxLength: 60 }), { numRuns: 1, seed: 7 });
      const plain = fakePorts().tickets;
      for (const [at, one] of (parts ?? []).entries()) {
        plain.seed(opening(at + 1, one).after);
        await stores().tickets.save(opening(at + 1, one));
      }
      for (const view of views) {
        const expected = await everything(plain, view);
        for (const size of [1, 3, 7, 100]) {
          expect(
            await everything(stores().tickets, view, size),
            `${JSON.stringify(view)} by ${size}`,
          ).toEqual(expected);
        }
      }
    });
  });
});
