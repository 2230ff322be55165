import { describe, expect, it } from 'vitest';
import { indexWords } from '../../../../lambdas/core/application/search/index-words.ts';
import { addComment } from '../../../../lambdas/core/application/tickets/add-comment.ts';
import { listTickets } from '../../../../lambdas/core/application/tickets/list-tickets.ts';
import type { Caller } from '../../../../lambdas/core/domain/people/caller.ts';
import { RULES } from '../../../../lambdas/core/domain/search/ticket-words.ts';
import { aDesk, type Desk, opened, refusalOf, seeded, stored } from '../a-desk.ts';
import { ANNA, aMachine, aRequest, LENA, MARIA, OLGA } from '../requests.ts';

const index = async (desk: Desk): Promise<void> => {
  for (const { id } of desk.tickets.all())
    for (const event of desk.tickets.history(id)) await indexWords(desk)(event);
};

const page = async (desk: Desk, q: string, caller: Caller = LENA, size = 50, after: string | null = null) => {
  const { body, page: more } = await listTickets(desk)(
    aRequest(caller, { query: { q } }, { page: { size, after } }),
  );
  return { numbers: body.map(({ number }) => number), next: more?.next ?? null };
};
const numbers = async (desk: Desk, q: string, caller?: Caller) => (await page(desk, q, caller)).numbers;

/** Four tickets: 1001 to 1004. */
const aBusyDesk = async (): Promise<Desk> => {
  const desk = aDesk();
  await opened(desk, MARIA, {
    subject: 'The invoice is wrong',
    description: 'Order INV-2041, see the attached list.',
  });
  await opened(desk, OLGA, {
    subject: 'Не приходит счёт',
    description: 'Жду оплаченный счёт за ноябрь.',
    tags: ['vip'],
  });
  await opened(desk, MARIA, {
    subject: 'Exports stop',
    description: 'unexpected end of data',
    category: 'integration',
  });
  await opened(desk, OLGA, {
    subject: 'Printers on fire',
    description: 'End of the unexpected story.',
    product: 'mobile',
  });
  await index(desk);
  return desk;
};

describe('a search over words', () => {
  it.each([
    ['invoices', [1001]],
    ['INVOICE wrong', [1001]],
    ['inv-2041', [1001]],
    ['2041', [1001]],
    ['order 9999', []],
    ['счета', [1002]],
    ['оплаченных счетов', [1002]],
    ['СЧЕТ', [1002]],
    ['vip', [1002]],
    ['olga', [1004, 1002]],
    ['Lind', [1004, 1003, 1002, 1001]],
    ['example.com printer', [1004]],
    ['unexpected end', [1004, 1003]],
    ['"unexpected end"', [1003]],
    ['"unexpected end" exports', [1003]],
    ['"the unexpected"', [1004]],
    ['print*', [1004]],
    ['prin', [1004]],
    ['ноя', [1002]],
    ['invoice printer', []],
    ['C++ printer', [1004]],
    ['hovercraft', []],
  ])('for "%s" finds %j', async (q, found) => {
    expect(await numbers(await aBusyDesk(), q)).toEqual(found);
  });

  it.each([['the'], ['не the и'], ['?'], ['C++'], ['"C#" line:1'], ['ex*'], ['printer ex*']])(
    'for "%s", which would find nothing whatever there is, says so',
    async (q) => {
      expect(await refusalOf(page(await aBusyDesk(), q))).toMatchObject({
        name: 'BadQuery',
        kind: 'malformed',
      });
    },
  );

  it('is narrowed by filters and by what the caller may see', async () => {
    const desk = await aBusyDesk();
    expect(await numbers(desk, 'unexpected product:mobile')).toEqual([1004]);
    expect(await numbers(desk, 'lind status:solved')).toEqual([]);
    expect(await numbers(desk, 'lind line:2')).toEqual([1003]);
    expect(await numbers(desk, 'lind', ANNA)).toEqual([1004, 1002, 1001]);
    expect(await numbers(desk, 'lind', aMachine({ products: ['mobile'] }))).toEqual([1004]);
    expect(await refusalOf(page(desk, 'lind status:odd'))).toMatchObject({ name: 'BadQuery' });
    expect(await refusalOf(page(desk, 'lind', MARIA))).toMatchObject({ name: 'Forbidden' });
  });

  it('finds no spam, and what a later comment says', async () => {
    const desk = await aBusyDesk();
    const [{ id } = { id: '' }] = desk.tickets.all();
    await addComment(desk)(
      aRequest(ANNA, { params: { ticket: id }, body: { body: 'A zeppelin.', public: false } }),
    );
    await index(desk);
    expect(await numbers(desk, 'zeppelins')).toEqual([1001]);
    desk.world.tickets.set(id, { ...stored(desk, id), spam: true });
    expect(await numbers(desk, 'zeppelins')).toEqual([]);
  });

  it('comes page by page, in one order', async () => {
    const desk = await aBusyDesk();
    const found: number[] = [];
    let after: string | null = null;
    do {
      const one = await page(desk, 'lind', LENA, 3, after);
      found.push(...one.numbers);
      after = one.next;
    } while (after !== null);
    expect(found).toEqual([1004, 1003, 1002, 1001]);
    expect((await page(desk, 'lind', LENA, 4)).next).toBeNull();
  });

  it('of a number or an address that no ticket has looks for it as a word', async () => {
    const desk = aDesk();
    await opened(desk, MARIA, { description: 'Order 773311, cc cfo@elsewhere.example' });
    await opened(desk, MARIA, { description: 'As in 1001.' });
    await index(desk);
    expect(await numbers(desk, '773311')).toEqual([1001]);
    expect(await numbers(desk, '#773311')).toEqual([]);
    expect(await numbers(desk, '1001')).toEqual([1001]);
    expect(await numbers(desk, 'CFO@elsewhere.example')).toEqual([1001]);
    expect(await numbers(desk, 'nobody@elsewhere.example')).toEqual([]);
    expect((await numbers(desk, 'maria@example.com')).length).toBe(2);
    const first = await page(desk, 'maria@example.com', LENA, 1);
    expect((await page(desk, 'maria@example.com', LENA, 1, first.next)).numbers).toHaveLength(1);
  });

  it('of an address has what its person asked first, then what else names it, page by page', async () => {
    const desk = aDesk();
    await opened(desk, MARIA, { subject: 'Mine' });
    await opened(desk, MARIA, { subject: 'Also mine, maria@example.com' });
    await opened(desk, LENA, {
      requester: { email: 'kim@example.com' },
      description: 'As maria@example.com said.',
    });
    await opened(desk, LENA, { requester: { email: 'kim@example.com' }, description: 'Nothing of hers.' });
    await index(desk);
    const found: number[] = [];
    for (let after: string | null = null, pages = 0; pages < 9; pages += 1) {
      const one = await page(desk, 'maria@example.com', LENA, 1, after);
      found.push(...one.numbers);
      after = one.next;
      if (after === null) break;
    }
    expect(found).toEqual([1002, 1001, 1003]);
    expect(await numbers(desk, 'maria@example.com')).toEqual([1002, 1001, 1003]);
  });

  it('of words that are on every ticket, but never together, ends early and goes on from there', async () => {
    const desk = aDesk();
    const count = 9000;
    for (let n = 0; n < count; n += 1) {
      const id = `tkt_${String(n).padStart(26, '0')}`;
      if (n % 1000 === 0) seeded(desk, { id, number: n + 1 });
      const stems = n === 0 ? ['even', 'odd'] : [n % 2 === 0 ? 'even' : 'odd'];
      await desk.words.follow(id, null, { version: 1, rules: RULES, subject: stems, about: [], said: [] });
    }
    const found: number[] = [];
    let pages = 0;
    let after: string | null = null;
    do {
      const one = await page(desk, 'odd even', LENA, 50, after);
      found.push(...one.numbers);
      after = one.next;
      pages += 1;
    } while (after !== null);
    expect(found).toEqual([1]);
    expect(pages).toBeGreaterThan(1);
    expect(pages).toBeLessThan(20);
  }, 60_000);

  it('of 300 characters has an answer', async () => {
    const desk = await aBusyDesk();
    const long = 'invoice '.repeat(38).slice(0, 300);
    expect(await numbers(desk, long)).toEqual([1001]);
    expect(await numbers(desk, 'абвгдежз '.repeat(37).slice(0, 300))).toEqual([]);
    expect(await refusalOf(page(desk, 'абвгдежз'.repeat(37)))).toMatchObject({ name: 'BadQuery' });
  });
});
