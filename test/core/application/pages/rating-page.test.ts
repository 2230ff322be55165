import { describe, expect, it } from 'vitest';
import { ratingLink } from '../../../../lambdas/core/application/pages/links.ts';
import { rateFromPage, ratingPage } from '../../../../lambdas/core/application/pages/rating-page.ts';
import { addComment } from '../../../../lambdas/core/application/tickets/add-comment.ts';
import { versionConflict } from '../../../../lambdas/core/domain/errors.ts';
import { hoursAfter, type TicketParts } from '../../builders.ts';
import { aDesk, type Desk, refusalOf, seeded, stored, types } from '../a-desk.ts';
import { ANNA, aRequest } from '../requests.ts';

const OFFERED_AT = hoursAfter(24);
const DAY = 86_400_000;

/** A solved ticket that was surveyed a moment ago. */
const surveyed = async (parts: TicketParts = {}, desk: Desk = aDesk()) => {
  const { id } = seeded(desk, {
    status: 'solved',
    ...parts,
    satisfaction: { status: 'offered', offeredAt: OFFERED_AT, agentId: 'agt_1', ...parts.satisfaction },
  });
  desk.clock.set(OFFERED_AT);
  desk.clock.advance(60_000);
  const token = (await ratingLink(desk, id, OFFERED_AT)).slice('https://desk.example/r/'.length);
  return { desk, id, token };
};

const get = (desk: Desk, token: string, rating?: string) =>
  ratingPage(desk)(aRequest({ kind: 'public' }, { params: { token }, query: { rating } }));
const post = (desk: Desk, token: string, body: Record<string, string>) =>
  rateFromPage(desk)(aRequest({ kind: 'public' }, { params: { token }, body }));

const nonceIn = (html: string): string => /name="nonce" value="([^"]+)"/.exec(html)?.[1] ?? '';
/** Shows the page; the nonce of this view. */
const viewed = async (desk: Desk, token: string): Promise<string> => nonceIn((await get(desk, token)).body);
/** Shows the page, reads for so long, answers. */
const answered = async (desk: Desk, token: string, rating: string, more: object = {}, seconds = 10) => {
  const nonce = await viewed(desk, token);
  desk.clock.advance(seconds * 1000);
  return post(desk, token, { nonce, rating, ...more });
};

describe('looking at the page', () => {
  it.each(['good', 'ok', 'bad'])(
    'by the link "%s" chooses that answer and writes nothing',
    async (rating) => {
      const { desk, id, token } = await surveyed();
      const { body } = await get(desk, token, rating);
      expect(body).toContain(`value="${rating}" checked`);
      expect(desk.tickets.saved).toEqual([]);
      expect(stored(desk, id)).toMatchObject({ version: 1, satisfaction: { status: 'offered' } });
    },
  );

  it('by a link with nonsense chooses nothing', async () => {
    const { desk, token } = await surveyed();
    expect((await get(desk, token, 'great')).body).not.toContain(' checked');
  });

  it('again shows the answer that was given', async () => {
    const { desk, token } = await surveyed({ satisfaction: { status: 'bad', comment: 'Too slow.' } });
    const { body } = await get(desk, token);
    expect(body).toContain('value="bad" checked');
    expect(body).toContain('Too slow.');
    expect((await get(desk, token, 'good')).body).toContain('value="good" checked');
  });

  it.each([
    ['is over', { satisfaction: { status: 'offered' } }, 15, 'The time to answer is over.'],
    [
      'was withdrawn',
      { status: 'open', satisfaction: { status: 'withdrawn' } },
      0,
      'Your request is open again',
    ],
    [
      'was about an earlier resolution',
      { satisfaction: { offeredAt: hoursAfter(99) } },
      0,
      'The time to answer is over.',
    ],
    ['in Russian is over', { language: 'ru' }, 15, 'Время для ответа истекло.'],
  ] as const)('of a survey that %s says so and offers no form', async (_why, parts, days, words) => {
    const { desk, token } = await surveyed(parts);
    desk.clock.advance(days * DAY);
    const { body } = await get(desk, token);
    expect(body).toContain(words);
    expect(body).not.toContain('<form');
    const answer = await post(desk, token, { nonce: 'x', rating: 'good' });
    expect(answer.status).toBe(410);
    expect(answer.body).toContain(words);
    expect(desk.tickets.saved).toEqual([]);
  });

  it.each(['', 'nonsense'])('through the link "%s" is not possible', async (token) => {
    const { desk } = await surveyed();
    for (const asked of [get(desk, token), post(desk, token, { rating: 'good' })])
      expect(await refusalOf(asked)).toMatchObject({ name: 'LinkEnded', kind: 'missing' });
  });

  it('of spam, or of a ticket that is gone, is not possible', async () => {
    const { desk, id, token } = await surveyed({ spam: true });
    expect(await refusalOf(get(desk, token))).toMatchObject({ name: 'LinkEnded' });
    desk.world.tickets.delete(id);
    expect(await refusalOf(get(desk, token))).toMatchObject({ name: 'LinkEnded' });
  });

  it('through the link of the ticket’s page is not possible', async () => {
    const { desk, id } = await surveyed();
    const page = await desk.seals.seal('page', `${id} ${OFFERED_AT}`);
    expect(await refusalOf(get(desk, page))).toMatchObject({ name: 'LinkEnded' });
  });
});

describe('an answer', () => {
  it('counts for the agent who solved it, and leaves the ticket where it is', async () => {
    const { desk, id, token } = await surveyed();
    const { body, status } = await answered(desk, token, 'good', { comment: ' Quick!\r\n ' });
    expect(status).toBeUndefined();
    expect(body).toMatch(
      /Thank you\. Your answer has been recorded\. You can change it until .*(17 November|November 17)/,
    );
    expect(stored(desk, id)).toMatchObject({
      status: 'solved',
      satisfaction: { status: 'good', comment: 'Quick!', ratedAt: desk.clock.now(), agentId: 'agt_1' },
    });
    expect(desk.tickets.history(id)).toMatchObject([
      {
        type: 'satisfaction.rated',
        actor: { kind: 'requester' },
        payload: { rating: 'good', before: null, hasComment: true, agentId: 'agt_1' },
      },
    ]);
  });

  it('may be changed, also when the ticket is closed', async () => {
    const { desk, id, token } = await surveyed({ status: 'closed' });
    await answered(desk, token, 'bad', { comment: 'Slow.' });
    await answered(desk, token, 'good');
    expect(stored(desk, id).satisfaction).toMatchObject({ status: 'good', comment: null });
    expect(desk.tickets.history(id).at(-1)).toMatchObject({ payload: { before: 'bad', rating: 'good' } });
    expect(stored(desk, id).status).toBe('closed');
  });

  it('counts for fourteen days and not a moment longer', async () => {
    const { desk, id, token } = await surveyed();
    desk.clock.set(hoursAfter(24 + 14 * 24));
    desk.clock.advance(-10_000);
    await answered(desk, token, 'ok');
    expect(stored(desk, id).satisfaction.status).toBe('ok');
    const late = await answered(desk, token, 'bad', {}, 11);
    expect(late.status).toBe(410);
    expect(stored(desk, id).satisfaction.status).toBe('ok');
  });

  it('that names none of the three is asked for again, and nothing is written', async () => {
    const { desk, token } = await surveyed();
    const { status, body } = await answered(desk, token, 'great', { comment: 'Hm.' });
    expect(status).toBe(422);
    expect(body).toContain('Please choose one of the three answers.');
    expect(body).toContain('>Hm.</textarea>');
    expect(desk.tickets.saved).toEqual([]);
  });

  it('with a long comment keeps what fits', async () => {
    const { desk, id, token } = await surveyed();
    await answered(desk, token, 'ok', { comment: 'x'.repeat(6000) });
    expect(stored(desk, id).satisfaction.comment).toHaveLength(5000);
  });

  it('is decided again when somebody changed the ticket that very moment', async () => {
    const { desk, id, token } = await surveyed();
    desk.tickets.failNext(versionConflict(2));
    await answered(desk, token, 'good');
    expect(stored(desk, id).satisfaction.status).toBe('good');
    desk.tickets.failNext(...Array.from({ length: 4 }, () => versionConflict(2)));
    expect(await refusalOf(answered(desk, token, 'good'))).toMatchObject({ name: 'VersionConflict' });
  });

  it('from a page shown before something else happened is asked for once more', async () => {
    const { desk, id, token } = await surveyed();
    const nonce = await viewed(desk, token);
    await addComment(desk)(
      aRequest(ANNA, { params: { ticket: id }, body: { body: 'For us.', public: false } }),
    );
    desk.clock.advance(10_000);
    const first = await post(desk, token, { nonce, rating: 'good', comment: 'Fine.' });
    expect(first.status).toBe(409);
    expect(first.body).toContain('value="good" checked');
    expect(first.body).toContain('>Fine.</textarea>');
    desk.clock.advance(3000);
    await post(desk, token, { nonce: nonceIn(first.body), rating: 'good', comment: 'Fine.' });
    expect(stored(desk, id).satisfaction).toMatchObject({ status: 'good', comment: 'Fine.' });
  });
});

describe('a machine that follows every link', () => {
  const attempts = (desk: Desk, id: string) =>
    desk.tickets
      .history(id)
      .flatMap((event) => (event.type === 'satisfaction.attempted' ? event.payload.why : []));

  it('and answers at once does not count, until somebody confirms', async () => {
    const { desk, id, token } = await surveyed();
    const { body, status } = await answered(desk, token, 'bad', { comment: 'Slow.' }, 1.9);
    expect(status).toBeUndefined();
    expect(body).toContain('Please confirm that a person is answering.');
    expect(stored(desk, id).satisfaction.status).toBe('offered');
    expect(attempts(desk, id)).toEqual(['too-fast']);
    expect(body).toContain('value="bad" checked');
    await post(desk, token, { nonce: nonceIn(body), rating: 'bad', comment: 'Slow.' });
    expect(stored(desk, id).satisfaction).toMatchObject({ status: 'bad', comment: 'Slow.' });
  });

  it('and sends the same answer again later changes nothing', async () => {
    const { desk, id, token } = await surveyed();
    const nonce = await viewed(desk, token);
    await post(desk, token, { nonce, rating: 'bad' });
    for (const seconds of [3, 60, 3000]) {
      desk.clock.advance(seconds * 1000);
      expect((await post(desk, token, { nonce, rating: 'bad' })).status).toBe(409);
    }
    expect(stored(desk, id).satisfaction.status).toBe('offered');
    expect(attempts(desk, id)).toEqual(['too-fast', 'nonce', 'nonce', 'nonce']);
  });

  it('and sends a person’s answer again changes nothing', async () => {
    const { desk, id, token } = await surveyed();
    const nonce = await viewed(desk, token);
    desk.clock.advance(10_000);
    await post(desk, token, { nonce, rating: 'good' });
    const rated = stored(desk, id).satisfaction;
    desk.clock.advance(60_000);
    expect((await post(desk, token, { nonce, rating: 'bad' })).status).toBe(409);
    expect(stored(desk, id).satisfaction).toEqual(rated);
    expect(attempts(desk, id)).toEqual(['nonce']);
  });

  it('twice at the same moment counts once', async () => {
    const { desk, id, token } = await surveyed();
    const nonce = await viewed(desk, token);
    desk.clock.advance(10_000);
    await Promise.all([
      post(desk, token, { nonce, rating: 'good' }),
      post(desk, token, { nonce, rating: 'good' }),
    ]);
    expect(types(desk, id).toSorted()).toEqual(['satisfaction.attempted', 'satisfaction.rated']);
  });

  it.each([
    ['no nonce', async () => ''],
    ['a made-up nonce', async () => 'k0.bm9uc2Vuc2U.AAAAAAAAAAAAAAAAAAAAAA'],
    [
      'the nonce of another ticket',
      async (desk: Desk) => {
        const other = await surveyed({ id: 'tkt_01JBN0000000000000000000BB', number: 1002 }, desk);
        return viewed(desk, other.token);
      },
    ],
    [
      'the nonce of an earlier survey of this ticket',
      (desk: Desk, id: string) =>
        desk.seals.seal('nonce', JSON.stringify([id, hoursAfter(1), 1, desk.clock.now(), false])),
    ],
    ['the token as nonce', async (_desk: Desk, _id: string, token: string) => token],
  ])('and sends %s changes nothing', async (_what, nonceFor) => {
    const { desk, id, token } = await surveyed();
    const nonce = await nonceFor(desk, id, token);
    desk.clock.advance(10_000);
    expect((await post(desk, token, { nonce, rating: 'good' })).status).toBe(409);
    expect(stored(desk, id).satisfaction.status).toBe('offered');
    expect(attempts(desk, id)).toEqual(['nonce']);
  });

  it('and keeps a page open for more than an hour is asked again', async () => {
    const { desk, id, token } = await surveyed();
    expect((await answered(desk, token, 'good', {}, 3601)).status).toBe(409);
    expect(stored(desk, id).satisfaction.status).toBe('offered');
  });
});
