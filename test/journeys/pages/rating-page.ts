/** The rating page: only what a person confirms counts. */
import { describe, expect, test } from 'vitest';
import type { Client } from '../support/a-desk.ts';
import { lastMailTo, linkIn, nonceIn, openPage, sendForm } from '../support/links.ts';
import { expectPrivate } from '../support/private-page.ts';
import { commentOn, eventsOf, forSomebody, looked, opened } from '../support/tickets.ts';

const inRussian = (name: string) => ({
  requester: { email: `${name}@people.example`, name: `Mr ${name}`, locale: 'ru' },
});

export const ratingPageStories = (desk: Client): void => {
  describe('the rating page', () => {
    /** A ticket whose survey has come. */
    const surveyed = async (name: string, locale = 'en'): Promise<{ number: number; link: URL }> => {
      const { number } = await opened(desk, 'lead', {
        ...(locale === 'ru' ? inRussian(name) : forSomebody(name)),
        description: 'My secret.',
      });
      await desk.settle();
      await commentOn(desk, 'agent1', number, { body: 'Solved, I think.', status: 'solved' });
      await desk.advance('PT1H1M');
      return { number, link: linkIn((await lastMailTo(desk, `${name}@people.example`)).text, 'r') };
    };

    const ratingOf = async (number: number): Promise<string | null> =>
      (await looked(desk, number)).satisfaction.status;

    const figures = async () => {
      await desk.settle();
      const { body } = await desk.call<readonly Record<string, number>[]>(
        'lead',
        'GET',
        '/v1/figures/satisfaction',
      );
      const sum = (name: string): number => body.reduce((total, row) => total + (row[name] ?? 0), 0);
      return { good: sum('good'), ok: sum('ok'), bad: sum('bad'), answers: sum('answers') };
    };

    test('counts what a person confirms, once, and may be answered again', async () => {
      const { number, link } = await surveyed('rater');
      const before = await looked(desk, number);
      const counted = await figures();
      for (const rating of ['good', 'ok', 'bad', 'nonsense']) {
        const look = new URL(`?rating=${rating}`, link);
        const shown = await openPage(desk, look);
        expect(shown.status).toBe(200);
        expectPrivate(shown);
        expect(shown.body).not.toContain('My secret.');
        expect(shown.body).not.toContain('Solved, I think.');
        expect(/value="(\w+)" checked/.exec(shown.body)?.[1]).toBe(
          rating === 'nonsense' ? undefined : rating,
        );
        expect((await desk.call<string>(null, 'HEAD', look.pathname + look.search)).status).toBe(200);
      }
      expect(await looked(desk, number)).toEqual(before);

      // A scanner that presses every button at once.
      const nonce = nonceIn((await openPage(desk, link)).body);
      const quick = await sendForm(desk, link, { rating: 'bad', nonce });
      expect(quick.body).toContain('That was very quick.');
      expect(await ratingOf(number)).toBe('offered');
      const replayed = await sendForm(desk, link, { rating: 'bad', nonce });
      expect(replayed.status).toBe(409);
      expect(await ratingOf(number)).toBe('offered');

      // A quick person, who says so.
      const again = nonceIn((await openPage(desk, link)).body);
      const confirm = await sendForm(desk, link, { rating: 'ok', nonce: again, comment: 'Fast!' });
      expect(confirm.body).toMatch(/value="ok" checked/);
      expect(confirm.body).toContain('Fast!');
      const counts = await sendForm(desk, link, {
        rating: 'ok',
        nonce: nonceIn(confirm.body),
        comment: 'Fast!',
      });
      expect([counts.status, counts.body.includes('Thank you.')]).toEqual([200, true]);
      expect(await looked(desk, number)).toMatchObject({
        status: 'solved',
        satisfaction: { status: 'ok', comment: 'Fast!' },
      });
      // The same press, replayed later, changes nothing.
      await desk.advance('PT5M');
      expect((await sendForm(desk, link, { rating: 'bad', nonce: nonceIn(confirm.body) })).status).toBe(409);
      expect(await ratingOf(number)).toBe('ok');

      const change = await openPage(desk, new URL(link.pathname, link));
      expect(change.body).toMatch(/value="ok" checked/);
      await desk.advance('PT3S');
      await sendForm(desk, link, { rating: 'good', nonce: nonceIn(change.body) });
      expect(await looked(desk, number)).toMatchObject({ satisfaction: { status: 'good', comment: null } });
      expect(await figures()).toEqual({ ...counted, good: counted.good + 1, answers: counted.answers + 1 });
      const types = (await eventsOf(desk, number)).map(({ type }) => type);
      expect(types.filter((type) => type === 'satisfaction.rated').length).toBe(2);
      expect(types.filter((type) => type === 'satisfaction.attempted').length).toBeGreaterThanOrEqual(3);
    });

    test('takes no answer without its own nonce, from elsewhere, or without a choice', async () => {
      const { number, link } = await surveyed('strict');
      const { link: other } = await surveyed('stricter');
      const nonce = nonceIn((await openPage(desk, link)).body);
      const foreign = nonceIn((await openPage(desk, other)).body);
      await desk.advance('PT1M');
      expect((await sendForm(desk, link, { nonce })).status).toBe(422);
      expect((await sendForm(desk, link, { nonce, rating: 'great' })).status).toBe(422);
      expect(
        (await sendForm(desk, link, { nonce, rating: 'bad' }, { origin: 'https://evil.example' })).status,
      ).toBe(403);
      for (const wrong of ['', 'x', `${nonce}x`, foreign])
        expect((await sendForm(desk, link, { nonce: wrong, rating: 'bad' })).status).toBe(409);
      expect(await ratingOf(number)).toBe('offered');
    });

    test('of a ticket that was opened again has nothing to ask', async () => {
      const { number, link } = await surveyed('again');
      const nonce = nonceIn((await openPage(desk, link)).body);
      await commentOn(desk, 'agent1', number, { body: 'Wait, one more thing.', status: 'open' });
      await desk.advance('PT1M');
      expect((await openPage(desk, link)).body).toContain('open again');
      expect((await sendForm(desk, link, { nonce, rating: 'good' })).status).toBe(410);
      expect(await ratingOf(number)).toBe('withdrawn');
    });

    test('is in Russian for Russians, and a bad word reaches the lead, also after closing', async () => {
      const { number, link } = await surveyed('critic', 'ru');
      await desk.advance('PT6H');
      expect((await looked(desk, number)).status).toBe('closed');
      const shown = await openPage(desk, link);
      expect(shown.body).toContain('Как мы справились?');
      await desk.advance('PT3S');
      const sent = await sendForm(desk, link, {
        rating: 'bad',
        nonce: nonceIn(shown.body),
        comment: 'Долго.',
      });
      expect(sent.body).toContain('Спасибо.');
      expect(await looked(desk, number)).toMatchObject({
        status: 'closed',
        satisfaction: { status: 'bad', comment: 'Долго.' },
      });
      const told = await lastMailTo(desk, 'lead@help.example.com');
      expect(told.subject).toContain(`#${number}`);
      expect(told.text).toContain('Долго.');
    });
  });
};
