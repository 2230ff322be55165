/** The two pages behind the links in mails: what they show, what they take, and when they end. */

import { expect, test } from 'vitest';
import { ratingPageStories } from './pages/rating-page.ts';
import { ticketPageStories } from './pages/ticket-page.ts';
import type { TicketBody } from './support/a-desk.ts';
import { lastMailTo, linkIn, openPage, sendForm } from './support/links.ts';
import { setDesk } from './support/pace.ts';
import { sharedDesk } from './support/shared-desk.ts';
import { commentOn, forSomebody, type Listed, looked, opened } from './support/tickets.ts';

const desk = sharedDesk((desk) => setDesk(desk, { surveyAfterHours: 1, closeAfterHours: 6 }));

ticketPageStories(desk);
ratingPageStories(desk);

test('links end: ratings after fourteen days, pages ninety days after the ticket was closed', async () => {
  const { number } = await opened(desk, 'lead', forSomebody('late'));
  await desk.settle();
  await commentOn(desk, 'agent1', number, { body: 'There.', status: 'solved' });
  await desk.advance('PT1H1M');
  const rating = linkIn((await lastMailTo(desk, 'late@people.example')).text, 'r');
  await desk.advance('PT5H');
  const page = linkIn((await desk.mailsTo('late@people.example'))[1]?.text ?? '', 't');
  expect((await openPage(desk, page)).body).toContain('This request is closed.');

  expect((await openPage(desk, rating)).body).toContain('name="nonce"');
  await desk.sleep(14);
  expect((await openPage(desk, rating)).body).toContain('The time to answer is over.');
  expect((await sendForm(desk, rating, { rating: 'bad', nonce: 'x' })).status).toBe(410);

  // What is written on the page of a closed ticket opens another.
  const sent = await sendForm(desk, page, { body: 'It is broken again.' });
  expect(sent.headers.get('location')).toBe(`${page.pathname}?sent=2`);
  expect((await openPage(desk, new URL('?sent=2', page))).body).toContain('A new request has been opened.');
  const followUp = (await desk.call<Listed<TicketBody>>('lead', 'GET', '/v1/tickets?q=late@people.example'))
    .body.data[0];
  expect(followUp?.number).not.toBe(number);
  expect(await looked(desk, followUp?.number ?? 0)).toMatchObject({ status: 'new', channel: 'web' });

  await desk.sleep(76);
  expect((await openPage(desk, page)).status).toBe(404);
  expect((await sendForm(desk, page, { body: 'Anybody?' })).status).toBe(404);
});
