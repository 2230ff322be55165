/** Fifty tickets at once, on the real database, by functions that die at any call: nobody is overfilled or passed over unsaid. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assignLine } from '../../../../lambdas/core/application/workflow/assign-line.ts';
import { startDatabase, type TestDatabase } from '../../../support/dynamodb.ts';
import { anAgent, aSettings, hoursAfter } from '../../builders.ts';
import { fakePorts } from '../../fakes/ports.ts';
import { fakeTexts } from '../../fakes/texts.ts';
import { realStores } from '../../ports/both.ts';
import { opening, ticketId } from '../../ports/changes.ts';
import { instance, type Mishap, someMishap } from '../../ports/mishap.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

const TICKETS = 50;

const TRIAGE = {
  ...{ analysedAt: hoursAfter(0), round: 0, details: [], language: null, category: null },
  ...{ priority: null, line: null, ranking: [], assignment: null },
} as const;

/** Of each ticket: each delivery of its step that meets something, at the same time as all others. */
const someDeliveries = fc.array(fc.array(someMishap(8), { minLength: 1, maxLength: 2 }), {
  minLength: TICKETS,
  maxLength: TICKETS,
});
const someRooms = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 });

it('of fifty tickets at once as many are given as there is room, to each agent at most what they take, and each says why', async () => {
  await fc.assert(
    fc.asyncProperty(someRooms, someDeliveries, async (rooms, deliveries) => {
      const agents = [
        ...rooms.map((capacity, n) => anAgent({ id: `agt_${n}`, email: `a${n}@desk.example`, capacity })),
        anAgent({ id: 'agt_away', email: 'away@desk.example', awayUntil: hoursAfter(99) }),
      ];
      const { clock, ids, settings } = fakePorts(aSettings({ agents }));
      clock.set(hoursAfter(1));
      const tableName = await database.makeTable();
      const texts = fakeTexts();
      const portsWith = (mishap: Mishap | null) => ({
        ...realStores(instance(database.client, tableName, mishap), clock, texts),
        ...{ clock, ids, settings },
      });
      const { tickets, loads } = portsWith(null);
      const numbers = Array.from({ length: TICKETS }, (_, n) => n + 1);
      await Promise.all(
        numbers.map((n) =>
          tickets.save(opening(n, { progress: { needsRouting: true } }, { triage: TRIAGE })),
        ),
      );
      const attempt = (n: number, mishap: Mishap | null) =>
        assignLine(portsWith(mishap))({ ticketId: ticketId(n), generation: 1, startedAt: hoursAfter(1) });

      await Promise.allSettled(
        numbers.flatMap((n) => (deliveries[n - 1] ?? []).map((mishap) => attempt(n, mishap))),
      );
      // The state machine tries again whatever did not answer, and does again what did and was not heard.
      await Promise.all(numbers.map((n) => attempt(n, null)));

      const now = await Promise.all(
        numbers.map(async (n) => ({
          ticket: await tickets.find(ticketId(n)),
          triage: await tickets.triage(ticketId(n)),
          events: (await tickets.events(ticketId(n), { size: 100, after: null })).items,
        })),
      );
      const counted = await loads.of(agents.map(({ id }) => id));
      for (const { id, capacity } of agents) {
        const held = now.filter(({ ticket }) => ticket?.assigneeId === id).length;
        expect(counted.get(id)?.open).toBe(held);
        expect(held).toBeLessThanOrEqual(id === 'agt_away' ? 0 : capacity);
      }
      const room = rooms.reduce((sum, one) => sum + one, 0);
      const given = now.filter(({ ticket }) => ticket?.assigneeId !== null);
      expect(given).toHaveLength(Math.min(TICKETS, room));
      for (const { ticket, triage, events } of now) {
        const ranking = triage?.ranking ?? [];
        expect(ranking.map(({ agentId }) => agentId).toSorted()).toEqual(
          agents.map(({ id }) => id).toSorted(),
        );
        for (const { reasons } of ranking) expect(reasons.length).toBeGreaterThan(0);
        expect(triage?.assignment?.assigneeId).toBe(ticket?.assigneeId);
        const chosen = ranking.filter(({ suitable }) => suitable).map(({ agentId }) => agentId);
        if (ticket?.assigneeId === null) expect(chosen).toEqual([]);
        else expect(chosen[0]).toBe(ticket?.assigneeId);
        const assigned = events.filter(
          ({ type, payload }) => type === 'ticket.assigned' && 'assigneeId' in payload && payload.assigneeId,
        );
        expect(assigned).toHaveLength(ticket?.assigneeId === null ? 0 : 1);
      }
    }),
    // A busy machine tries fewer, and a counterexample is told rather than made smaller for ever.
    { numRuns: 8, interruptAfterTimeLimit: 12_000 },
  );
});
