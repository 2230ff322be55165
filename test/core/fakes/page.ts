/** Pages of a list in memory; the cursor is the key of the last item. */
import type { Page, PageRequest } from '../../../lambdas/core/application/records.ts';

/** `items` in ascending order of `key`. */
export const pageOf = <T>(items: readonly T[], page: PageRequest, key: (item: T) => string): Page<T> => {
  const { after } = page;
  const rest = after === null ? items : items.filter((item) => key(item) > after);
  const shown = rest.slice(0, page.size);
  const last = shown.at(-1);
  return {
    items: structuredClone(shown),
    next: rest.length > shown.length && last !== undefined ? key(last) : null,
  };
};
