import { expect, it } from 'vitest';
import { everyItem, everyPage } from '../../../lambdas/core/application/every-page.ts';
import type { PageRequest } from '../../../lambdas/core/application/records.ts';

/** Numbers from 0 on; `asked` is what was read of them. */
const numbers = (count: number) => {
  const asked: PageRequest[] = [];
  const read = async (page: PageRequest) => {
    asked.push(page);
    const from = page.after === null ? 0 : Number(page.after);
    const to = Math.min(from + page.size, count);
    return {
      items: Array.from({ length: to - from }, (_, at) => from + at),
      next: to === count ? null : String(to),
    };
  };
  return { asked, read };
};

it('every page of a list comes once, in order', async () => {
  const { asked, read } = numbers(5);
  const pages: (readonly number[])[] = [];
  for await (const page of everyPage(read, 2)) pages.push(page);
  expect(pages).toEqual([[0, 1], [2, 3], [4]]);
  expect(asked).toEqual([
    { size: 2, after: null },
    { size: 2, after: '2' },
    { size: 2, after: '4' },
  ]);
});

it('a list is read as a whole by the hundred', async () => {
  const { asked, read } = numbers(201);
  expect(await everyItem(read)).toEqual(Array.from({ length: 201 }, (_, at) => at));
  expect(asked.map(({ size, after }) => `${size} ${after}`)).toEqual(['100 null', '100 100', '100 200']);
  expect(await everyItem(numbers(0).read)).toEqual([]);
});

it('no page is read before it is asked for', async () => {
  const { asked, read } = numbers(5);
  for await (const [first] of everyPage(read, 2)) if (first === 2) break;
  expect(asked).toHaveLength(2);
});
