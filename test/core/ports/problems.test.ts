import { describe, expect, it } from 'vitest';
import type { Outbreak } from '../../../lambdas/core/domain/triage/outbreak.ts';
import { aComment, hoursAfter } from '../builders.ts';
import { inBoth } from './both.ts';
import { changing, commentId, opening, outcomes, ticketId } from './changes.ts';

const WHOLE = { size: 100, after: null };

describe('two tickets in one change', () => {
  inBoth((stores) => {
    const two = async () => {
      const { tickets } = stores();
      const one = opening(1);
      const other = opening(2);
      await tickets.save(one);
      await tickets.save(other);
      return [one.after, other.after] as const;
    };

    it('are kept together', async () => {
      const { tickets } = stores();
      const [one, other] = await two();
      const merged = {
        ticketId: one.id,
        tickets: [one.id],
        joined: ['maria@example.com'],
        problemId: 'tkt_p',
      };
      const source = changing(one, {
        status: 'closed',
        mergedInto: other.id,
        progress: { ...one.progress, beforeMerge: { status: 'new' } },
      });
      const target = changing(other, { progress: { ...other.progress, merged: [merged] } });
      await tickets.saveTogether([source, target]);
      expect(await tickets.find(one.id)).toEqual(source.after);
      expect(await tickets.find(other.id)).toEqual(target.after);
      expect((await tickets.events(other.id, WHOLE)).items).toHaveLength(2);
      // Its answer is elsewhere, so it stands in no list of answered tickets.
      expect((await tickets.view({ kind: 'solved', lines: [1] }, WHOLE)).items).toEqual([]);
    });

    it('stay as they were when either has moved on', async () => {
      const { tickets } = stores();
      const [one, other] = await two();
      await tickets.save(changing(other, { subject: 'Quicker' }));
      const late = tickets.saveTogether([changing(one, { subject: 'Late' }), changing(other)]);
      await expect(late).rejects.toMatchObject({ name: 'VersionConflict' });
      expect(await tickets.find(one.id)).toEqual(one);
    });

    it('stay as they were when the agent who would get one is full', async () => {
      const { tickets } = stores();
      const [one, other] = await two();
      const loads = [{ agentId: 'agt_1', by: 1, below: 0 }] as const;
      const full = tickets.saveTogether([changing(one, {}, { loads }), changing(other)]);
      await expect(full).rejects.toMatchObject({ name: 'AgentFull' });
      expect(await tickets.find(other.id)).toEqual(other);
    });

    it('count once for an agent who gives up one and gets the other', async () => {
      const { tickets, loads } = stores();
      const [one, other] = await two();
      const down = [{ agentId: 'agt_1', by: -1, below: null }] as const;
      const up = [{ agentId: 'agt_1', by: 1, below: null }] as const;
      const first = changing(one, {}, { loads: up });
      await tickets.save(first);
      await tickets.saveTogether([
        changing(first.after, {}, { loads: down }),
        changing(other, {}, { loads: up }),
      ]);
      expect((await loads.of(['agt_1'])).get('agt_1')?.open).toBe(1);
    });

    it('that two people merge into each other at once are merged by one of them', async () => {
      const { tickets } = stores();
      const [one, other] = await two();
      const tries = [
        tickets.saveTogether([changing(one, { mergedInto: other.id }), changing(other)]),
        tickets.saveTogether([changing(other, { mergedInto: one.id }), changing(one)]),
      ];
      expect(await outcomes(tries)).toEqual({ kept: 1, errors: ['VersionConflict'] });
    });

    it('are one conversation in the order of time, page by page', async () => {
      const { tickets } = stores();
      const [one, other] = await two();
      const said = (n: number, ticket: string) =>
        aComment({ id: commentId(n), ticketId: ticket, text: `${n}` });
      await tickets.save(changing(one, {}, { comments: [said(3, one.id), said(5, one.id)] }));
      await tickets.save(changing(other, {}, { comments: [said(4, other.id)] }));
      const first = await tickets.comments([one.id, other.id], { size: 3, after: null });
      const rest = await tickets.comments([one.id, other.id], { size: 3, after: first.next });
      const ids = [...first.items, ...rest.items].map(({ id }) => id);
      expect(ids).toEqual([1, 2, 3, 4, 5].map(commentId));
      expect(first.items[1]).toMatchObject({ ticketId: other.id });
      expect(rest.next).toBeNull();
    });
  });
});

describe('the incidents of a problem', () => {
  inBoth((stores) => {
    it('are listed as long as they are linked, oldest first', async () => {
      const { tickets } = stores();
      const problem = ticketId(1);
      await tickets.save(opening(1, { type: 'problem' }));
      const incidents = [];
      for (const n of [4, 2, 3]) {
        const { after } = opening(n);
        await tickets.save(opening(n));
        const linked = changing(after, { problemId: problem });
        await tickets.save(linked);
        incidents.push(linked.after);
      }
      expect((await tickets.incidents(problem, WHOLE)).items).toEqual([2, 3, 4].map(ticketId));
      const page = await tickets.incidents(problem, { size: 2, after: null });
      expect((await tickets.incidents(problem, { size: 2, after: page.next })).items).toEqual([ticketId(4)]);
      const [last] = incidents;
      if (last !== undefined) await tickets.save(changing(last, { problemId: ticketId(9) }));
      expect((await tickets.incidents(problem, WHOLE)).items).toEqual([2, 3].map(ticketId));
      expect((await tickets.incidents(ticketId(9), WHOLE)).items).toEqual([ticketId(4)]);
    });
  });
});

const cluster = { category: 'bug', product: 'mobile' } as const;
const counted = (n: number, hour: number) => ({
  ticketId: ticketId(n),
  number: 1000 + n,
  createdAt: hoursAfter(hour),
  stems: ['export', 'pdf'],
});

describe('the counts of a cluster', () => {
  inBoth((stores) => {
    it('have each ticket once, newest first, and each hour its number', async () => {
      const { clusters } = stores();
      for (const [n, hour] of [
        [1, 0.1],
        [2, 0.5],
        [3, 1.5],
        [2, 0.5],
      ] as const)
        await clusters.add(cluster, counted(n, hour));
      const newest = await clusters.since(cluster, hoursAfter(0.3));
      expect(newest).toEqual([counted(3, 1.5), counted(2, 0.5)]);
      expect(await clusters.hours(cluster, hoursAfter(0.9))).toEqual([
        { hour: hoursAfter(0), count: 2 },
        { hour: hoursAfter(1), count: 1 },
      ]);
      expect(await clusters.hours(cluster, hoursAfter(1.2))).toHaveLength(1);
    });

    it('know nothing of other products and categories', async () => {
      const { clusters } = stores();
      await clusters.add(cluster, counted(1, 0));
      for (const other of [
        { ...cluster, product: null },
        { ...cluster, category: 'other' },
      ]) {
        expect(await clusters.since(other, hoursAfter(-1))).toEqual([]);
        expect(await clusters.hours(other, hoursAfter(-1))).toEqual([]);
      }
    });
  });
});

const outbreak: Outbreak = {
  ...cluster,
  id: 'obk_1',
  startedAt: hoursAfter(0),
  lastAt: hoursAfter(1),
  usual: 0.5,
  tickets: [{ id: ticketId(1), number: 1001 }],
  problemId: null,
  revision: 1,
};

describe('outbreaks', () => {
  inBoth((stores) => {
    it('begin with a change of a ticket, once', async () => {
      const { tickets, outbreaks } = stores();
      const one = opening(1);
      const other = opening(2);
      await tickets.save(one);
      await tickets.save(other);
      const begin = (ticket: typeof one.after, id: string) =>
        tickets.save(changing(ticket, {}, { outbreak: { before: null, after: { ...outbreak, id } } }));
      const tries = [begin(one.after, 'obk_1'), begin(other.after, 'obk_2')];
      expect(await outcomes(tries)).toEqual({ kept: 1, errors: ['OutbreakChanged'] });
      const [stored, ...more] = await outbreaks.list();
      expect(more).toEqual([]);
      expect(await outbreaks.of(cluster)).toEqual(stored);
      expect(await outbreaks.of({ ...cluster, product: null })).toBeNull();
    });

    it('are followed by another of the cluster', async () => {
      const { tickets, outbreaks } = stores();
      const first = opening(1);
      await tickets.save({ ...first, outbreak: { before: null, after: outbreak } });
      const next = { ...outbreak, id: 'obk_2' };
      await tickets.save(changing(first.after, {}, { outbreak: { before: outbreak, after: next } }));
      expect(await outbreaks.list()).toEqual([next]);
    });

    it('change by one at a time', async () => {
      const { tickets, outbreaks } = stores();
      await tickets.save({ ...opening(1), outbreak: { before: null, after: outbreak } });
      const second = { ...outbreak, problemId: 'tkt_9', revision: 2 };
      expect(await outbreaks.change(second)).toBe(true);
      expect(await outbreaks.change({ ...outbreak, revision: 2 })).toBe(false);
      expect(await outbreaks.change({ ...outbreak, id: 'obk_2', revision: 3 })).toBe(false);
      expect(await outbreaks.of(cluster)).toEqual(second);
    });
  });
});
