/** What the layers that read texts say of a ticket: its language, the desk's rules, the text model (ADR 22). */
import type { Locale } from '../ticket/words.ts';
import { languageOfText, toldBy } from './language.ts';
import { judge } from './model/judge.ts';
import type { Guess, Judgement, Target } from './model/model.ts';
import { type Ruling, rulingOn } from './rules.ts';
import { asBefore, judged, type SortedTicket, type Sorting, type SortingSettings } from './sorting.ts';
import type { Judged } from './triage.ts';

/** What was written last: what the requester answered, else the description, with the subject where that says too little. */
const lastSaid = (texts: Sorting['texts']): string | undefined => {
  const last = texts.findLast(({ where, isRequesters }) => where === 'description' || isRequesters === true);
  if (last?.where !== 'description') return last?.text;
  return toldBy(last.text, texts.find(({ where }) => where === 'subject')?.text ?? '');
};

/** Of a ticket that was in another language before, short and mixed texts leave it as it is. */
export const languageFor = (
  ticket: SortedTicket,
  { given, detect, texts, earlier }: Sorting,
): Judged<Locale> => {
  const before = asBefore(earlier?.language, ticket.language);
  const said = lastSaid(texts);
  if (given.has('language'))
    return before ?? judged(ticket.language, 1, 'The ticket was given this language.');
  if (detect !== null && said !== undefined) {
    const found = languageOfText(said, ticket.language, detect);
    return found.value === ticket.language ? (before ?? found) : found;
  }
  if (before !== null) return before;
  return ticket.language === ticket.requester.locale
    ? judged(ticket.language, 0.6, "It is the requester's language.")
    : judged(ticket.language, 1, 'The ticket was given this language.');
};

export interface Readings {
  readonly ruling: Ruling;
  readonly judgement: Judgement | null;
  /** How sure the text model must be, 0 to 1. */
  readonly limit: number;
}

const NO_RULING: Ruling = { category: null, priority: null, line: null };

/** The model is not asked where its answer could not count. */
export const readingsOf = (
  ticket: SortedTicket,
  settings: SortingSettings,
  { texts, given, model }: Sorting,
  language: Locale,
): Readings => {
  const isSettled = given.has('category') && given.has('priority');
  const body = texts.filter(({ where }) => where !== 'subject').map(({ text }) => text);
  return {
    ruling: isSettled ? NO_RULING : rulingOn(ticket, texts, language, settings),
    judgement:
      isSettled || model === null ? null : judge(model, { subject: ticket.subject, body: body.join('\n') }),
    limit: settings.desk.confidenceLimit,
  };
};

/** The best guess, when it is sure enough and one of the known; null otherwise. */
export const sureGuess = (
  { judgement, limit }: Readings,
  target: Target,
  known: readonly string[],
): Guess | null => {
  const best = judgement?.[target][0];
  return best !== undefined && best.probability >= limit && known.includes(best.label) ? best : null;
};
