/** Search by words: every word must be there, the newest tickets come first. */
import { hasPhrases, parseWords, type WordQuery } from '../../domain/search/query.ts';
import type { Ports } from '../ports.ts';
import type { ListedTicket, Page, PageRequest } from '../records.ts';
import { anyOf, type Budget, hitsIn, type List, listOf } from './lists.ts';

type SearchPorts = Pick<Ports, 'tickets' | 'words'>;

/** The newest tickets with the words of the text that the caller wants to see, and may. */
export type SearchWords = (
  text: string,
  isWanted: (ticket: ListedTicket) => boolean,
  page: PageRequest,
) => Promise<Page<ListedTicket>>;

/** What one request may read of lists, and how many tickets it may look at: beyond, its page ends early and has a next. */
const MOST_READS = 80;
const MOST_LOOKED_AT = 400;
/** Looked at in one go; a filter may leave few of them. */
const LEAST_AT_ONCE = 50;
/** A phrase is sought in the conversation itself. */
const MOST_COMMENTS = 100;
/** Words that a beginning may become, the first in the order of letters. */
const MOST_ENDINGS = 8;

const listsOf = async (
  { words }: SearchPorts,
  query: WordQuery,
  budget: Budget,
): Promise<readonly List[]> => {
  const unfinished = query.beginnings.map(async ({ text, stem }) => {
    const stems = new Set(await words.stemsBeginning(text, MOST_ENDINGS));
    if (stem !== null) stems.add(stem);
    return anyOf([...stems].map((one) => listOf(words, one, budget)));
  });
  return [...query.stems.map((stem) => listOf(words, stem, budget)), ...(await Promise.all(unfinished))];
};

const says = async ({ tickets }: SearchPorts, ticket: ListedTicket, query: WordQuery): Promise<boolean> => {
  if (hasPhrases(query.phrases, [ticket.subject])) return true;
  const { items } = await tickets.comments(ticket.id, { size: MOST_COMMENTS, after: null });
  return hasPhrases(query.phrases, [ticket.subject, ...items.map(({ visibleText }) => visibleText)]);
};

/** Nothing to look up, or nothing found, is an empty page. Spam is never found. */
export const searchWords =
  (ports: SearchPorts): SearchWords =>
  async (text, isWanted, page) => {
    const query = parseWords(text);
    const budget: Budget = { reads: MOST_READS };
    const lists = await listsOf(ports, query, budget);
    if (lists.length === 0) return { items: [], next: null };
    const items: ListedTicket[] = [];
    let below = page.after;
    for (let looked = 0; ; ) {
      const most = Math.max(LEAST_AT_ONCE, page.size + 1 - items.length);
      const hits = await hitsIn(lists, below, most, budget);
      const found = (await ports.tickets.listed(hits.ids)).filter((one) => !one.spam && isWanted(one));
      const said = await Promise.all(found.map((one) => says(ports, one, query)));
      items.push(...found.filter((_, at) => said[at]));
      if (items.length > page.size)
        return { items: items.slice(0, page.size), next: items[page.size - 1]?.id ?? null };
      looked += hits.ids.length;
      below = hits.below;
      if (below === null || budget.reads <= 0 || looked >= MOST_LOOKED_AT) return { items, next: below };
    }
  };
