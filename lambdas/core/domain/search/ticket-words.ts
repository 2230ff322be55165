/** By which stems a ticket is found: those of what stands on it, and the most telling ones of what was said. */
import type { Comment, Ticket } from '../ticket/ticket.ts';
import { indexedStems, type Term, tellingTerms } from './stems.ts';

/** What is indexed of a ticket. A stem may be in several of the lists. */
export interface TicketWords {
  /** Of the newest event that is in it. */
  readonly version: number;
  /** RULES when it was made. */
  readonly rules: number;
  readonly subject: readonly string[];
  /** Of tags, people and details. */
  readonly about: readonly string[];
  /** Of comments, those that tell most first. */
  readonly said: readonly Term[];
}

/** Counts up when tokens, stems or limits change; what was made by other rules is made anew by the next event or `desk reindex`. */
export const RULES = 2;

/** Each stem is a row: these bound what a ticket costs, however much is said on it. */
export const LIMITS = {
  subject: 32,
  tags: 24,
  people: 24,
  details: 16,
  description: 48,
  reply: 16,
  said: 128,
} as const;

/** What was said, with the place that its words get. */
export interface Said {
  readonly comment: Comment;
  /** The text that the ticket was opened with. */
  readonly isDescription: boolean;
}

/** Beyond these a name more is the name of a mailing list. */
const MOST_PEOPLE = 6;

const stemsOfAll = (texts: readonly (string | null)[], most: number): readonly string[] =>
  [...new Set(texts.flatMap((text) => indexedStems(text ?? '')))].slice(0, most);

const aboutOf = ({ tags, requester, participants, details }: Ticket): readonly string[] => {
  const people = [requester, ...participants].slice(0, MOST_PEOPLE);
  return [
    ...new Set([
      ...stemsOfAll(tags, LIMITS.tags),
      ...stemsOfAll(
        people.flatMap(({ email, name }) => [email, name]),
        LIMITS.people,
      ),
      ...stemsOfAll(Object.values(details), LIMITS.details),
    ]),
  ];
};

/** Questions of the system are the same on every ticket; strangers are on no list of people. */
const textOf = ({ author, bodyText, visibleText, attachments }: Comment): string => {
  if (author.kind === 'system') return '';
  const who = author.kind === 'stranger' ? [author.name ?? '', author.email ?? ''] : [];
  return [
    visibleText === '' ? bodyText : visibleText,
    ...attachments.map(({ fileName }) => fileName),
    ...who,
  ].join('\n');
};

/** The same in any order: each stem with its greatest weight, and of all the greatest. */
const together = (terms: readonly Term[]): readonly Term[] => {
  const greatest = new Map<string, number>();
  for (const { stem, weight } of terms) greatest.set(stem, Math.max(weight, greatest.get(stem) ?? 0));
  return [...greatest]
    .map(([stem, weight]) => ({ stem, weight }))
    .toSorted((one, other) => other.weight - one.weight || (one.stem < other.stem ? -1 : 1))
    .slice(0, LIMITS.said);
};

/** What is indexed of a ticket after an event, from what was and what has been said since. `version` is that event's. */
export const wordsAfter = (
  before: TicketWords | null,
  ticket: Ticket,
  said: readonly Said[],
  version: number,
): TicketWords => ({
  version,
  rules: RULES,
  subject: stemsOfAll([ticket.subject], LIMITS.subject),
  about: aboutOf(ticket),
  said: together([
    ...(before?.said ?? []),
    ...said.flatMap(({ comment, isDescription }) =>
      tellingTerms(textOf(comment), isDescription ? LIMITS.description : LIMITS.reply),
    ),
  ]),
});

/** Every stem that has a row of the ticket. */
export const stemsOf = (words: TicketWords | null): ReadonlySet<string> =>
  words === null
    ? new Set()
    : new Set([...words.subject, ...words.about, ...words.said.map(({ stem }) => stem)]);
