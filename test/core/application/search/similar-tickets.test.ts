import { describe, expect, it } from 'vitest';
import { indexWords } from '../../../../lambdas/core/application/search/index-words.ts';
import { similarTickets } from '../../../../lambdas/core/application/search/similar-tickets.ts';
import type { Caller } from '../../../../lambdas/core/domain/people/caller.ts';
import type { Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import { aDesk, type Desk, opened, refusalOf, stored } from '../a-desk.ts';
import { ANNA, aRequest, LENA, MARIA, OLGA } from '../requests.ts';

const OUTAGE = {
  subject: 'Sign-in fails with code 7731',
  description: 'The app says "token expired" since this morning.',
};
const ALIKE = { subject: 'Cannot sign in, code 7731', description: 'It says the token expired, every time.' };

const index = async (desk: Desk): Promise<void> => {
  for (const { id } of desk.tickets.all())
    for (const event of desk.tickets.history(id)) await indexWords(desk)(event);
};
const similar = async (desk: Desk, { id }: Ticket, caller: Caller = LENA) =>
  (await similarTickets(desk)(aRequest(caller, { params: { ticket: id } }))).body.data;
const change = (desk: Desk, { id }: Ticket, over: Partial<Ticket>): void => {
  desk.world.tickets.set(id, { ...stored(desk, id), ...over });
};

describe('similar tickets', () => {
  it('are told with how like they are and the words that both have', async () => {
    const desk = aDesk();
    const first = await opened(desk, OLGA, OUTAGE);
    await opened(desk, OLGA, { subject: 'Where is my invoice?', description: 'I have waited for it.' });
    const asked = await opened(desk, MARIA, ALIKE);
    await index(desk);
    const [found, ...more] = await similar(desk, asked);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ id: first.id, description: null });
    expect(found?.likeness).toBeGreaterThan(0.3);
    expect(found?.likeness).toBeLessThanOrEqual(1);
    expect(found?.sharedWords).toEqual(expect.arrayContaining(['7731', 'expired', 'token']));
  });

  it('are open, no spam, not merged, and such as the caller may see', async () => {
    const desk = aDesk();
    const made = async (over: Partial<Ticket>, body: object = {}) => {
      const ticket = await opened(desk, OLGA, { ...OUTAGE, ...body });
      change(desk, ticket, over);
      return ticket;
    };
    await made({ status: 'solved' });
    await made({ status: 'closed' });
    await made({ spam: true });
    await made({ mergedInto: 'tkt_1' });
    const elsewhere = await made({}, { category: 'integration' });
    const asked = await opened(desk, MARIA, ALIKE);
    await index(desk);
    expect((await similar(desk, asked)).map(({ id }) => id)).toEqual([elsewhere.id]);
    expect(await similar(desk, asked, ANNA)).toEqual([]);
    expect(await refusalOf(similar(desk, elsewhere, ANNA))).toMatchObject({ name: 'TicketNotFound' });
  });

  it('of the same category and product come first, and at most five', async () => {
    const desk = aDesk();
    await opened(desk, OLGA, { ...ALIKE, product: 'server' });
    for (let n = 0; n < 6; n += 1) await opened(desk, OLGA, { ...OUTAGE, product: 'mobile' });
    const asked = await opened(desk, MARIA, { ...ALIKE, product: 'mobile' });
    await index(desk);
    const found = await similar(desk, asked);
    expect(found).toHaveLength(5);
    expect(found.every(({ product }) => product === 'mobile')).toBe(true);
  });

  it('are none of a ticket that says nothing, or when nothing is indexed', async () => {
    const desk = aDesk();
    await opened(desk, OLGA, OUTAGE);
    expect(await similar(desk, await opened(desk, MARIA, ALIKE))).toEqual([]);
    expect(await similar(desk, await opened(desk, MARIA, { subject: 'Hello', description: '?' }))).toEqual(
      [],
    );
  });
});
