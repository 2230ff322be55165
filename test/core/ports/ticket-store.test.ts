import { describe, expect, it } from 'vitest';
import type { OnceRow } from '../../../lambdas/core/application/records.ts';
import { aComment, aTicket } from '../builders.ts';
import { inBoth } from './both.ts';
import { anEvent, changing, commentId, opening, outcomes, ticketId } from './changes.ts';

const once = (scope = 'per_maria POST /v1/tickets k1'): OnceRow => ({
  scope,
  bodyHash: 'ab12',
  answer: { status: 201, version: 1, body: { id: ticketId(1), tags: [] } },
});

const triage = {
  analysedAt: '2026-11-02T09:00:01.000Z',
  round: 1,
  details: [],
  language: null,
  category: null,
  priority: null,
  line: null,
  ranking: [],
  assignment: { assigneeId: 'agt_1', reason: 'most room', at: '2026-11-02T09:00:01.000Z' },
};

const unarmedNow = {
  wakeAt: '2026-11-02T10:00:00.000Z',
  failures: 2,
  failedAt: '2026-11-02T10:00:00.000Z',
};

describe('the ticket store', () => {
  inBoth((stores) => {
    it('finds an opened ticket by id and by number, whole', async () => {
      const change = opening(1, {
        details: { version: '5.2' },
        tags: ['vip'],
        participants: [{ email: 'olga@example.com', name: null, kind: 'cc' }],
        satisfaction: { status: 'bad', comment: 'no', offeredAt: '2026-11-03T09:00:00.000Z' },
        progress: {
          needsAnalysis: true,
          told: ['a', 'b'],
          cameFrom: [{ line: 1, groupId: 'g', assigneeId: null }],
        },
      });
      await stores().tickets.save(change);
      expect(await stores().tickets.find(ticketId(1))).toEqual(change.after);
      expect(await stores().tickets.find(1001)).toEqual(change.after);
      expect(await stores().tickets.find('1001')).toEqual(change.after);
    });

    it('finds nothing under an unknown id or number', async () => {
      expect(await stores().tickets.find(ticketId(404))).toBeNull();
      expect(await stores().tickets.find(404)).toBeNull();
      expect(await stores().tickets.triage(ticketId(404))).toBeNull();
      expect(await stores().tickets.comment(ticketId(404), commentId(1))).toBeNull();
    });

    it('keeps ticket, history, comment, answer and analysis together', async () => {
      const { tickets } = stores();
      await tickets.save(opening(1, {}, { once: once(), triage }));
      expect((await tickets.events(ticketId(1), { size: 10, after: null })).items).toEqual([
        anEvent(aTicket({ id: ticketId(1) })),
      ]);
      expect((await tickets.comment(ticketId(1), commentId(1)))?.bodyText).toBe('What ticket 1 is about.');
      expect(await stores().once.find(once().scope)).toEqual(once());
      expect(await tickets.triage(ticketId(1))).toEqual(triage);
    });

    it('tells the first comment as the description, whatever is said later', async () => {
      const { tickets } = stores();
      await tickets.save(opening());
      const before = aTicket({ id: ticketId(1) });
      const reply = aComment({ id: commentId(0), ticketId: ticketId(1), by: 'agent', text: 'Later.' });
      await tickets.save(changing(before, {}, { comments: [reply] }));
      expect(await tickets.description(ticketId(1))).toBe('What ticket 1 is about.');
      expect(await tickets.description(ticketId(404))).toBe('');
    });

    it('refuses a change that is based on an older version, and writes none of it', async () => {
      const { tickets } = stores();
      const { after } = opening();
      await tickets.save(opening());
      await tickets.save(changing(after, { subject: 'first' }));
      const late = changing(after, { subject: 'second' }, { once: once('late'), triage });
      await expect(tickets.save(late)).rejects.toMatchObject({
        name: 'VersionConflict',
        kind: 'stale',
        extra: { currentVersion: 2 },
      });
      expect(await tickets.find(ticketId(1))).toMatchObject({ subject: 'first', version: 2 });
      expect(await stores().once.find('late')).toBeNull();
      expect(await tickets.triage(ticketId(1))).toBeNull();
    });

    it('lets one of thirty changes at the same time win', async () => {
      const { tickets } = stores();
      const { after } = opening();
      await tickets.save(opening());
      const tries = Array.from({ length: 30 }, (_, n) =>
        tickets.save(changing(after, { subject: `by ${n}` })),
      );
      expect(await outcomes(tries)).toEqual({ kept: 1, errors: ['VersionConflict'] });
      expect((await tickets.find(ticketId(1)))?.version).toBe(2);
      expect((await tickets.events(ticketId(1), { size: 100, after: null })).items).toHaveLength(2);
    });

    it('opens a number once', async () => {
      const { tickets } = stores();
      await tickets.save(opening(1));
      const taken = opening(2, { number: 1001 });
      await expect(tickets.save(taken)).rejects.toMatchObject({ name: 'NumberTaken', kind: 'conflict' });
      expect(await tickets.find(ticketId(2))).toBeNull();
      expect((await tickets.find(1001))?.id).toBe(ticketId(1));
    });

    it('refuses a repeated key rather than opening twice, for 24 hours', async () => {
      const { tickets, clock } = stores();
      await tickets.save(opening(1, {}, { once: once() }));
      const again = opening(2, {}, { once: once() });
      await expect(tickets.save(again)).rejects.toMatchObject({ name: 'OnceTaken', kind: 'conflict' });
      expect(await tickets.find(ticketId(2))).toBeNull();
      clock.advance(24 * 3_600_000 + 1000);
      expect(await stores().once.find(once().scope)).toBeNull();
      await tickets.save(again);
      expect(await tickets.find(ticketId(2))).not.toBeNull();
    });

    it('lets one of twenty requests with one key win', async () => {
      const { tickets } = stores();
      const tries = Array.from({ length: 20 }, (_, n) => tickets.save(opening(n + 1, {}, { once: once() })));
      expect(await outcomes(tries)).toEqual({ kept: 1, errors: ['OnceTaken'] });
    });

    it('tells a repeated request so even when its ticket changed meanwhile', async () => {
      const { tickets } = stores();
      const { after } = opening();
      await tickets.save(opening());
      await tickets.save(changing(after, {}, { once: once() }));
      await expect(tickets.save(changing(after, {}, { once: once() }))).rejects.toMatchObject({
        name: 'OnceTaken',
      });
    });

    it('fences off a step of an older generation', async () => {
      const { tickets } = stores();
      const { after } = opening();
      await tickets.save(opening());
      await tickets.save(changing(after, {}, { generation: 1 }));
      expect(await tickets.raiseGeneration(ticketId(1), 1, unarmedNow)).toBe(true);
      const now = await tickets.find(ticketId(1));
      if (now === null) throw new Error('lost');
      const stale = { ...now, generation: 1 };
      const mine = changing(stale, { subject: 'from the old one' }, { generation: 1 });
      await expect(tickets.save(mine)).rejects.toMatchObject({ name: 'Superseded', kind: 'superseded' });
      const knowing = changing(now, {}, { generation: 1 });
      await expect(tickets.save(knowing)).rejects.toMatchObject({ name: 'Superseded' });
      await tickets.save(changing(now, {}, { generation: 2 }));
    });

    it('lets no change of a person undo a rebirth that they did not see', async () => {
      const { tickets } = stores();
      const { after } = opening();
      await tickets.save(opening());
      await tickets.raiseGeneration(ticketId(1), 1, unarmedNow);
      await expect(tickets.save(changing(after))).rejects.toMatchObject({ name: 'VersionConflict' });
      expect((await tickets.find(ticketId(1)))?.generation).toBe(2);
    });

    it('gives a generation to one of ten rebirths', async () => {
      const { tickets } = stores();
      await tickets.save(opening());
      const tries = Array.from({ length: 10 }, () => tickets.raiseGeneration(ticketId(1), 1, unarmedNow));
      expect((await Promise.all(tries)).filter((raised) => raised)).toHaveLength(1);
      expect(await tickets.find(ticketId(1))).toMatchObject({ generation: 2, version: 1 });
      expect(await stores().waits.find(ticketId(1))).toMatchObject({
        generation: 2,
        token: null,
        failures: 2,
      });
      expect(await tickets.raiseGeneration(ticketId(404), 1, unarmedNow)).toBe(false);
    });

    it('offers a survey once in a while to a person, over all their tickets', async () => {
      const { tickets } = stores();
      await tickets.save(opening(1));
      await tickets.save(opening(2));
      const offered = (n: number, at: string) =>
        changing(opening(n).after, {
          satisfaction: { status: 'offered', comment: null, offeredAt: at, ratedAt: null, agentId: null },
        });
      const since = { surveyNotSince: '2026-10-27T00:00:00.000Z' };
      await tickets.save({ ...offered(1, '2026-11-03T00:00:00.000Z'), ...since });
      const soon = { ...offered(2, '2026-11-04T00:00:00.000Z'), ...since };
      await expect(tickets.save(soon)).rejects.toMatchObject({ name: 'SurveyTooSoon', kind: 'conflict' });
      expect((await tickets.find(ticketId(2)))?.version).toBe(1);
      await tickets.save({
        ...offered(2, '2026-11-10T00:00:00.000Z'),
        surveyNotSince: '2026-11-03T00:00:00.000Z',
      });
    });
  });
});
