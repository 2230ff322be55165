/** A list from its first page to its last. */
import type { Page, PageRequest } from './records.ts';

const SIZE = 100;

/** One after the other, each read when it is asked for: whoever has seen enough stops. */
export const everyPage = async function* <T>(
  read: (page: PageRequest) => Promise<Page<T>>,
  size = SIZE,
): AsyncGenerator<readonly T[]> {
  for (let after: string | null = null; ; ) {
    const page: Page<T> = await read({ size, after });
    yield page.items;
    if (page.next === null) return;
    after = page.next;
  }
};

/** All of it before anything is done: for lists that the work itself changes. */
export const everyItem = async <T>(read: (page: PageRequest) => Promise<Page<T>>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const items of everyPage(read)) all.push(...items);
  return all;
};
