/** Walks the lists of several stems together, newest ticket first, to the tickets that are in all of them. */
import type { WordIndex } from '../search-ports.ts';

/** How much one request may still read; counted down by all lists together. */
export interface Budget {
  reads: number;
}

/** Ids of tickets, newest first; it forgets what it has passed. */
export interface List {
  /** The newest below an id; null when there is none. */
  newestBelow(bound: string): Promise<string | null>;
}

/** Rows of one read: 8 KB, a read unit. */
const ROWS = 100;

/** Sorts after every id. */
const TOP = '~';

export const listOf = (index: Pick<WordIndex, 'tickets'>, stem: string, budget: Budget): List => {
  let ids: readonly string[] = [];
  let isRead = false;
  return {
    newestBelow: async (bound) => {
      ids = ids.filter((id) => id < bound);
      if (ids.length === 0 && !isRead) {
        budget.reads -= 1;
        ids = await index.tickets(stem, bound, ROWS);
        isRead = ids.length < ROWS;
      }
      return ids[0] ?? null;
    },
  };
};

/** Of a word whose end is not known: what any of its lists has. */
export const anyOf = (lists: readonly List[]): List => ({
  newestBelow: async (bound) => {
    const heads = await Promise.all(lists.map((list) => list.newestBelow(bound)));
    return heads.reduce(
      (newest, id) => (newest === null || (id !== null && id > newest) ? id : newest),
      null,
    );
  },
});

export interface Hits {
  /** Newest first. */
  readonly ids: readonly string[];
  /** Where to go on, also when the budget is spent; null: there are no more. */
  readonly below: string | null;
}

/**
 * At most `most` tickets that are in all lists. Each list that is behind leaps to where the others are, so that a rare
 * word beside a common one costs what the rare one has, and two common ones what one of them has.
 */
export const hitsIn = async (
  lists: readonly List[],
  below: string | null,
  most: number,
  budget: Budget,
): Promise<Hits> => {
  const ids: string[] = [];
  let bound = below ?? TOP;
  while (ids.length < most && budget.reads > 0) {
    const heads = await Promise.all(lists.map((list) => list.newestBelow(bound)));
    let [oldest] = heads;
    for (const id of heads) if (id !== null && oldest != null && id < oldest) oldest = id;
    if (oldest == null || heads.includes(null)) return { ids, below: null };
    const isHit = heads.every((id) => id === oldest);
    if (isHit) ids.push(oldest);
    bound = isHit ? oldest : `${oldest}${TOP}`;
  }
  return { ids, below: bound };
};
