/** How like two tickets are by their words, and which of several are told to the agent as similar. */
import type { Ticket } from '../ticket/ticket.ts';

/**
 * 0: no word in common. 1: the same words. The cosine between both sets of stems, each stem counting by how much it
 * tells (`tells`: 0 to 1, a rare word near 1), so that "does not work" makes nothing alike.
 */
export const likeness = (
  one: ReadonlySet<string>,
  other: ReadonlySet<string>,
  tells: (stem: string) => number,
): number => {
  let shared = 0;
  let ofOne = 0;
  let ofOther = 0;
  for (const stem of one) {
    const square = tells(stem) ** 2;
    ofOne += square;
    if (other.has(stem)) shared += square;
  }
  for (const stem of other) ofOther += tells(stem) ** 2;
  return shared === 0 ? 0 : Math.min(1, shared / Math.sqrt(ofOne * ofOther));
};

/** How much a stem tells that stands in so many of the tickets that were looked at. */
export const telling = (tickets: number): number => 1 / Math.log2(2 + tickets);

/** Stems that both have, those that tell most first; of equals in their own order. */
export const sharedStems = (
  one: ReadonlySet<string>,
  other: ReadonlySet<string>,
  tells: (stem: string) => number,
): readonly string[] =>
  [...one].filter((stem) => other.has(stem)).toSorted((a, b) => tells(b) - tells(a) || (a < b ? -1 : 1));

type Placed = Pick<Ticket, 'category' | 'product'>;

export const isSameKind = (one: Placed, other: Placed): boolean =>
  one.category === other.category && one.product === other.product;

/** Of another category or product a ticket must be more alike to be worth a look. */
const LEAST_OF_SAME_KIND = 0.15;
const LEAST_OF_OTHERS = 0.35;
export const MOST_SIMILAR = 5;

export interface Similar<T> {
  readonly ticket: T;
  readonly likeness: number;
}

/** At most five: those of the same category and product first, among them the most alike, then the newest. */
export const mostSimilar = <T extends Placed & { readonly id: string }>(
  ticket: Placed,
  others: readonly Similar<T>[],
): readonly Similar<T>[] => {
  const same = (one: Similar<T>): boolean => isSameKind(ticket, one.ticket);
  return others
    .filter((one) => one.likeness >= (same(one) ? LEAST_OF_SAME_KIND : LEAST_OF_OTHERS))
    .toSorted(
      (a, b) =>
        Number(same(b)) - Number(same(a)) || b.likeness - a.likeness || (a.ticket.id < b.ticket.id ? 1 : -1),
    )
    .slice(0, MOST_SIMILAR);
};
