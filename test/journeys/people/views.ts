/** How agents find tickets: views, pages of them, and search. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Client, TicketBody, Who } from '../support/a-desk.ts';
import { asking } from '../support/asking.ts';
import { forSomebody, type Listed, looked, numbersIn, opened } from '../support/tickets.ts';

export const viewStories = (desk: Client): void => {
  const { statusOf } = asking(desk);

  describe('views and search', () => {
    const numbers: Record<string, number> = {};
    beforeAll(async () => {
      const kinds: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
        ordinary: forSomebody('views'),
        premium: { requester: { email: 'views@first-bank.example', locale: 'en' } },
        billing: forSomebody('views', { category: 'payments', product: 'cloud' }),
        waiting: forSomebody('views'),
        solved: forSomebody('views'),
        high: forSomebody('views'),
      };
      for (const [name, ticket] of Object.entries(kinds)) {
        numbers[name] = (await opened(desk, 'lead', ticket)).number;
      }
      await desk.settle();
      const at = (name: string): string => `/v1/tickets/${numbers[name]}`;
      await desk.call('agent1', 'POST', `${at('waiting')}/comments`, { body: 'Well?', status: 'pending' });
      await desk.call('agent1', 'POST', `${at('solved')}/comments`, { body: 'Done.', status: 'solved' });
      await desk.call('agent1', 'POST', `${at('ordinary')}/assign`, { assigneeId: null });
      await desk.call('agent1', 'POST', `${at('high')}/escalate`, { reason: 'needs an expert' });
      await desk.settle();
    });

    const names = async (who: Who, view: string): Promise<readonly string[]> => {
      const found = await numbersIn(desk, who, view);
      return found.flatMap((number) => Object.keys(numbers).filter((name) => numbers[name] === number));
    };

    test('each view holds what its name says, the most urgent first and what waits for others last', async () => {
      expect(await names('agent1', 'line-1')).toEqual(['premium', 'ordinary', 'billing', 'waiting']);
      expect(await names('agent1', 'mine')).toEqual(['premium', 'billing', 'waiting']);
      expect(await names('agent1', 'unassigned')).toEqual(['ordinary']);
      expect(await names('agent1', 'all-open')).toEqual(['premium', 'ordinary', 'billing', 'waiting']);
      expect(await names('lead', 'all-open')).toEqual(['premium', 'ordinary', 'billing', 'high', 'waiting']);
      expect(await names('agent2', 'all-open')).toEqual(['high']);
      expect(await names('lead', 'line-2')).toEqual(['high']);
      expect(await names('agent1', 'group:billing')).toEqual(['billing']);
      expect(await names('agent1', 'recently-solved')).toEqual(['solved']);
      expect((await names('agent1', 'requester:views@people.example')).toSorted()).toEqual([
        'billing',
        'ordinary',
        'solved',
        'waiting',
      ]);
      expect(await names('agent1', 'breached')).toEqual([]);
      expect(await names('machine', 'line-1')).toEqual(['premium', 'ordinary', 'billing', 'waiting']);
      expect(await statusOf('machine', 'GET', '/v1/tickets?view=mine')).toBe(403);
    });

    test('a list is paged, and a cursor is good for its own query and caller alone', async () => {
      const first = await desk.call<Listed<TicketBody>>(
        'agent1',
        'GET',
        '/v1/tickets?view=line-1&page[size]=3',
      );
      expect(first.body.data.length).toBe(3);
      expect(first.body.meta.hasMore).toBe(true);
      const all = await numbersIn(desk, 'agent1', 'line-1');
      const read = first.body.data.map(({ number }) => number);
      let next = first.body.links.next;
      const cursor = new URL(next ?? '').searchParams.get('page[after]') ?? '';
      while (next !== null) {
        const { pathname, search } = new URL(next);
        const page = await desk.call<Listed<TicketBody>>('agent1', 'GET', pathname + search);
        read.push(...page.body.data.map(({ number }) => number));
        next = page.body.links.next;
      }
      expect(read).toEqual(all);

      const after = `page[after]=${encodeURIComponent(cursor)}`;
      expect(await statusOf('agent1', 'GET', `/v1/tickets?view=line-1&page[size]=2&${after}`)).toBe(200);
      expect(await statusOf('agent1', 'GET', `/v1/tickets?view=mine&${after}`)).toBe(400);
      expect(await statusOf('lead', 'GET', `/v1/tickets?view=line-1&${after}`)).toBe(400);
      expect(await statusOf('agent1', 'GET', `/v1/tickets/${read[0]}/comments?${after}`)).toBe(400);
      const damaged = `${cursor.slice(0, -2)}${cursor.endsWith('A') ? 'BB' : 'AA'}`;
      expect(await statusOf('agent1', 'GET', `/v1/tickets?view=line-1&page[after]=${damaged}`)).toBe(400);
      expect(await statusOf('agent1', 'GET', '/v1/tickets?view=line-1&page[size]=101')).toBe(400);
      expect(await statusOf('agent1', 'GET', '/v1/tickets')).toBe(400);
    });

    test('a search finds a number and an address, filtered, among what one may see', async () => {
      const search = async (who: Who, q: string): Promise<readonly (string | undefined)[]> => {
        const { body } = await desk.call<Listed<TicketBody>>(
          who,
          'GET',
          `/v1/tickets?q=${encodeURIComponent(q)}`,
        );
        return body.data.map(({ number }) => Object.keys(numbers).find((name) => numbers[name] === number));
      };
      expect(await search('agent1', `#${numbers.billing}`)).toEqual(['billing']);
      expect(await search('agent1', `${numbers.high}`)).toEqual([]);
      expect(await search('lead', `${numbers.high}`)).toEqual(['high']);
      expect((await search('agent1', 'VIEWS@people.example')).toSorted()).toEqual([
        'billing',
        'ordinary',
        'solved',
        'waiting',
      ]);
      expect(await search('agent1', 'views@people.example status:solved')).toEqual(['solved']);
      expect(await search('agent1', 'views@people.example product:cloud category:payments')).toEqual([
        'billing',
      ]);
      expect(await statusOf('agent1', 'GET', '/v1/tickets?q=status:odd')).toBe(400);
      expect(await statusOf('agent1', 'GET', '/v1/tickets?q=broken%20invoice')).toBe(200);
    });

    test('what is due soon and what is overdue have views of their own', async () => {
      await desk.advance('PT30M');
      expect(await names('lead', 'breaching')).toEqual(['premium']);
      await desk.advance('PT40M');
      expect(await names('lead', 'breached')).toEqual(['premium']);
      expect((await names('lead', 'all-open'))[0]).toBe('premium');
      const dueAt = (await looked(desk, numbers.ordinary ?? 0)).urgentAt ?? '';
      const { now } = await desk.local<{ now: string }>('GET', 'clock');
      const berlin = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin', dateStyle: 'short' });
      const isToday = berlin.format(new Date(dueAt)) === berlin.format(new Date(now));
      expect((await names('lead', 'today')).includes('ordinary')).toBe(isToday);
      expect(await names('lead', 'today')).toContain('premium');
    });
  });
};
