/** What people answer on the page of a ticket: text that colleagues can read, and that analysis reads back as it was given. */
import { languageOf } from '../people/language.ts';
import type { DetailRule, Settings } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { DetailKind } from '../ticket/words.ts';
import { findLabelled, MANY_LINES } from '../triage/details/labels.ts';
import { ANSWER_WORDS } from './answer-words.ts';

/** Kinds whose answer has room for many lines; so has that to a question which the category has no more. */
export const isLong = (kind: DetailKind | undefined): boolean => kind === undefined || MANY_LINES.has(kind);

const CYRILLIC: ReadonlySet<string> = new Set(['ru', 'uk', 'be', 'bg', 'sr', 'kk', 'mk']);

/** A category's labels are in all its languages, and say of none which it is but by their letters. */
const isWrittenAs = (label: string, language: string): boolean =>
  /\p{Script=Cyrillic}/u.test(label) === CYRILLIC.has(language);

const begunLarge = (label: string): string => label.slice(0, 1).toUpperCase() + label.slice(1);

/** The category's own label, what its kind is called, its name: in the requester's language where there are words in it. */
const labelsOf = ({ name, kind, find }: DetailRule, language: string): readonly string[] => {
  const own = (find?.labels ?? []).find((label) => isWrittenAs(label, language));
  const words = kind === 'text' ? undefined : ANSWER_WORDS.get(language)?.[kind];
  return [own, words, name.replaceAll(/[-_]/g, ' ')].filter((label) => label !== undefined).map(begunLarge);
};

/** Stands for any answer where labels are tried. */
const TRIED = '5.2';

/** Analysis takes what stands behind it for this detail, and for no other. */
const isReadBack = (label: string, rule: DetailRule, all: readonly DetailRule[]): boolean => {
  const line = `${label}: ${TRIED}`;
  return all.every((one) => (findLabelled(line, one, all)?.value === TRIED) === (one.name === rule.name));
};

const labelOf = (name: string, all: readonly DetailRule[], language: string): string => {
  const rule = all.find((one) => one.name === name);
  if (rule === undefined) return begunLarge(name.replaceAll(/[-_]/g, ' '));
  const labels = labelsOf(rule, language);
  return labels.find((label) => isReadBack(label, rule, all)) ?? labels.at(-1) ?? name;
};

/**
 * The answers to what the ticket lacks, in its order, each behind a label in the requester's language; those of several
 * lines begin below theirs, and an empty line ends them. Empty when nothing was answered.
 */
export const answersText = (
  ticket: Pick<Ticket, 'category' | 'language' | 'missingDetails'>,
  answers: Readonly<Record<string, string>>,
  { categories }: Pick<Settings, 'categories'>,
): string => {
  const all = categories.find(({ id }) => id === ticket.category)?.details ?? [];
  const blocks = ticket.missingDetails.flatMap((name) => {
    const answer = Object.hasOwn(answers, name) ? (answers[name] ?? '').trim() : '';
    if (answer === '') return [];
    const label = labelOf(name, all, languageOf(ticket.language));
    return [answer.includes('\n') ? `${label}:\n${answer}\n` : `${label}: ${answer}`];
  });
  return blocks.join('\n').trim();
};
