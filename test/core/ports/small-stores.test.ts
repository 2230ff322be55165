import { describe, expect, it } from 'vitest';
import { personId } from '../../../lambdas/core/adapters/system/ids.ts';
import type { MachineKey, SatisfactionFact, WaitRecord } from '../../../lambdas/core/application/records.ts';
import { after } from '../builders.ts';
import { inBoth, inDatabase, realStores } from './both.ts';
import { changing, opening, outcomes, ticketId } from './changes.ts';

const key = (id: string): MachineKey => ({
  id,
  name: 'Shop',
  secretHash: 'ff',
  scopes: ['tickets:read', 'reports:read'],
  products: ['mobile'],
  rateLimit: null,
  createdAt: '2026-11-02T09:00:00.000Z',
  expiresAt: null,
  lastUsedAt: null,
});

const fact = (parts: Partial<SatisfactionFact> = {}): SatisfactionFact => ({
  ticketId: ticketId(1),
  period: '2026-11',
  offeredAt: '2026-11-03T09:00:00.000Z',
  rating: null,
  withdrawn: false,
  agentId: 'agt_1',
  groupId: 'first-line',
  version: 5,
  ...parts,
});

const answer = { scope: 'a b c', bodyHash: 'ff', answer: { status: 200, version: null, body: null } };

describe('machine keys', () => {
  inBoth((stores) => {
    it('are there until they are removed', async () => {
      const { keys } = stores();
      expect(await keys.find('key_1')).toBeNull();
      await keys.add(key('key_2'));
      await keys.add({ ...key('key_1'), rateLimit: 10, expiresAt: '2027-01-01T00:00:00.000Z' });
      expect(await keys.find('key_2')).toEqual(key('key_2'));
      expect((await keys.list()).map(({ id }) => id)).toEqual(['key_1', 'key_2']);
      expect(await keys.remove('key_1')).toBe(true);
      expect(await keys.remove('key_1')).toBe(false);
      expect(await keys.find('key_1')).toBeNull();
    });
  });
});

describe('answers kept for repeated requests', () => {
  inBoth((stores) => {
    it('are kept once, and for 24 hours', async () => {
      const { once, clock } = stores();
      expect(await once.find(answer.scope)).toBeNull();
      await once.keep(answer);
      await expect(once.keep(answer)).rejects.toMatchObject({ name: 'OnceTaken' });
      clock.advance(24 * 3_600_000 - 1000);
      expect(await once.find(answer.scope)).toEqual(answer);
      clock.advance(1000);
      expect(await once.find(answer.scope)).toBeNull();
      await once.keep(answer);
    });

    it('are kept by one of twenty at the same time', async () => {
      const { once } = stores();
      const tries = Array.from({ length: 20 }, () => once.keep(answer));
      expect(await outcomes(tries)).toEqual({ kept: 1, errors: ['OnceTaken'] });
    });

    it('may be long and strange', async () => {
      const { once } = stores();
      const body = { text: '\u0000 "Ж" '.repeat(20_000), nothing: null, list: [1, { a: '' }] };
      const row = {
        ...answer,
        scope: `per_x POST /v1 ${'k'.repeat(3000)}`,
        answer: { ...answer.answer, body },
      };
      await once.keep(row);
      expect(await once.find(row.scope)).toEqual(row);
    });
  });
});

describe('the facts behind the satisfaction figures', () => {
  inBoth((stores) => {
    it('are told for whole months, also over the turn of a year', async () => {
      const { figures } = stores();
      for (const period of ['2026-11', '2026-12', '2027-01', '2027-02']) await figures.put(fact({ period }));
      const facts = await figures.satisfaction('2026-12', '2027-01');
      expect(facts.map(({ period }) => period)).toEqual(['2026-12', '2027-01']);
      expect(await figures.satisfaction('2026-12', '2026-11')).toEqual([]);
    });

    it('are the same in whatever order, and however often, events arrive', async () => {
      const { figures } = stores();
      const rated = fact({ rating: 'good', version: 7 });
      for (const one of [rated, fact(), fact({ rating: 'bad', version: 6 }), rated]) await figures.put(one);
      expect(await figures.satisfaction('2026-11', '2026-11')).toEqual([rated]);
    });

    it('count each resolution of a ticket apart', async () => {
      const { figures } = stores();
      await figures.put(fact());
      await figures.put(fact({ offeredAt: '2026-11-20T09:00:00.000Z', withdrawn: true, version: 9 }));
      expect(await figures.satisfaction('2026-11', '2026-11')).toHaveLength(2);
    });
  });
});

describe('the waits behind the figure of the working day', () => {
  const wait = (parts: Partial<WaitRecord> = {}): WaitRecord => ({
    ticketId: ticketId(1),
    since: '2026-11-02T09:00:00.000Z',
    answeredAt: null,
    dropped: false,
    groupId: 'first-line',
    version: 1,
    ...parts,
  });

  inBoth((stores) => {
    it('are told for whole days, also over the turn of a month', async () => {
      const { figures } = stores();
      for (const day of ['10-30', '10-31', '11-01', '11-02'])
        await figures.putWait(wait({ since: `2026-${day}T09:00:00.000Z` }));
      const days = (await figures.waits('2026-10-31', '2026-11-01')).map(({ since }) => since.slice(5, 10));
      expect(days.toSorted()).toEqual(['10-31', '11-01']);
      expect(await figures.waits('2026-11-02', '2026-11-01')).toEqual([]);
    });

    it('are as the newest event says, in whatever order, and however often, events arrive', async () => {
      const { figures } = stores();
      const answered = wait({ answeredAt: '2026-11-02T10:00:00.000Z', groupId: 'billing', version: 7 });
      for (const one of [answered, wait(), wait({ dropped: true, version: 4 }), answered])
        await figures.putWait(one);
      expect(await figures.waits('2026-11-02', '2026-11-02')).toEqual([answered]);
      const dropped = wait({ ticketId: ticketId(2), dropped: true, version: 2 });
      await figures.putWait(dropped);
      expect(await figures.waits('2026-11-02', '2026-11-02')).toContainEqual(dropped);
    });
  });
});

describe('the rate counter', () => {
  inBoth((stores) => {
    it('counts each request of a minute once, however many come at the same time', async () => {
      const { rates } = stores();
      const counts = await Promise.all(
        Array.from({ length: 30 }, () => rates.count('per_maria', '2026-11-02T09:00')),
      );
      expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
      expect(await rates.count('per_maria', '2026-11-02T09:01')).toBe(1);
      expect(await rates.count('per_olga', '2026-11-02T09:00')).toBe(1);
    });
  });
});

describe('ticket numbers', () => {
  inBoth((stores) => {
    it('go from 1001 on, none twice', async () => {
      const { numbers } = stores();
      expect(await numbers.next()).toBe(1001);
      const more = await Promise.all(Array.from({ length: 35 }, () => numbers.next()));
      expect(more.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 35 }, (_, n) => 1002 + n));
    });
  });

  inDatabase((stores) => {
    it('are leased in blocks, so that two instances never give the same', async () => {
      const { table, clock, texts } = stores();
      const instances = Array.from({ length: 4 }, () => realStores(table, clock, texts).numbers);
      const given = await Promise.all(
        instances.flatMap((numbers) => Array.from({ length: 15 }, () => numbers.next())),
      );
      expect(new Set(given).size).toBe(60);
      expect(Math.max(...given)).toBeLessThanOrEqual(1080);
    });
  });
});

describe('people', () => {
  inBoth((stores) => {
    it('are known from their first ticket on, and stay verified once they were', async () => {
      const { tickets, people } = stores();
      const email = 'nina@example.com';
      const id = personId(email);
      const nina = { id, email, name: null, locale: 'ru', verified: true, barred: false, silence: null };
      expect(await people.find(email)).toBeNull();
      const { barred: _barred, silence: _silence, ...asked } = nina;
      await tickets.save(opening(1, { requester: { ...asked, verified: false } }));
      expect(await people.find(email)).toEqual({ ...nina, verified: false });
      await tickets.save(opening(2, { requester: { ...asked, name: 'Nina' } }));
      await tickets.save(opening(3, { requester: { ...asked, locale: 'en', verified: false } }));
      expect(await people.find('Nina@Example.com ')).toEqual({ ...nina, name: 'Nina', locale: 'en' });
    });

    it('are barred while a ticket of theirs is spam', async () => {
      const { tickets, people } = stores();
      const email = 'nina@example.com';
      const opened = opening(1, { requester: { id: personId(email), email } });
      await tickets.save(opened);
      const spam = changing(opened.after, { spam: true });
      await tickets.save(spam);
      expect(await people.find(email)).toMatchObject({ barred: true, name: 'Maria Lind' });
      await tickets.save(changing(spam.after, { spam: false }));
      expect(await people.find(email)).toMatchObject({ barred: false });
    });

    it('are spared by automatic mail from a bounce until they were reached, in whatever order that is told', async () => {
      const { people } = stores();
      const email = 'nina@example.com';
      const bounce = (minutes: number) =>
        ({ since: after(minutes), cause: 'bounced', reason: `at ${minutes}` }) as const;
      expect(await people.silenceOf(email)).toBeNull();
      await people.silence(email, bounce(10));
      await people.silence(email, bounce(5));
      expect(await people.silenceOf(email)).toEqual(bounce(10));
      expect(await people.find(email)).toMatchObject({ email, silence: bounce(10), verified: false });
      await people.endSilence(email, after(10), ['bounced']);
      expect(await people.silenceOf(email)).toEqual(bounce(10));
      await people.endSilence(email, after(20), ['bounced']);
      expect(await people.silenceOf(email)).toBeNull();
      await people.silence(email, bounce(15));
      expect(await people.silenceOf(email)).toBeNull();
      await people.silence(email, { ...bounce(30), reason: null });
      expect(await people.silenceOf(email)).toEqual({ ...bounce(30), reason: null });
      expect(await people.find(email)).toMatchObject({ silence: { since: after(30) } });
    });

    it('who complained are not reached by a mail that was delivered', async () => {
      const { people } = stores();
      const complaint = { since: after(10), cause: 'complained', reason: 'abuse' } as const;
      await people.silence('nina@example.com', complaint);
      await people.endSilence('nina@example.com', after(20), ['bounced']);
      expect(await people.silenceOf('nina@example.com')).toEqual(complaint);
      await people.endSilence('nina@example.com', after(20), ['bounced', 'complained']);
      expect(await people.silenceOf('nina@example.com')).toBeNull();
    });
  });
});
