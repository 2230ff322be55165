/** Category, priority, line and language of a ticket. First form: as stated, or as the settings say; never guessed. */
import type { Settings } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Line, Locale, Priority } from '../ticket/words.ts';
import type { Judged } from './triage.ts';

/** What classification says of one ticket. */
export interface Classification {
  readonly language: Judged<Locale>;
  readonly category: Judged<string>;
  readonly priority: Judged<Priority>;
  readonly line: Judged<Line>;
}

const judged = <T>(value: T, confidence: number, reason: string): Judged<T> => ({
  value,
  confidence,
  reason,
});

type Facts = Pick<Ticket, 'language' | 'category' | 'priority' | 'line' | 'requester'>;

/** Confidence 1: somebody or the settings said so. 0.5: it is merely the default. */
export const classify = (ticket: Facts, settings: Pick<Settings, 'categories'>): Classification => {
  const category = settings.categories.find(({ id }) => id === ticket.category);
  const usual = category?.priority ?? 'normal';
  return {
    language:
      ticket.language === ticket.requester.locale
        ? judged(ticket.language, 1, "It is the requester's language.")
        : judged(ticket.language, 1, 'The ticket was given this language.'),
    category:
      category?.default === true
        ? judged(ticket.category, 0.5, 'It is the default category: nobody named a narrower one.')
        : judged(ticket.category, 1, 'The ticket was given this category.'),
    priority:
      ticket.priority !== usual
        ? judged(ticket.priority, 1, 'The ticket was given this priority.')
        : category?.priority == null
          ? judged(ticket.priority, 0.5, 'Nobody said more, and the category sets no priority.')
          : judged(ticket.priority, 1, `It is the priority of the category "${category.id}".`),
    line:
      category?.line === ticket.line
        ? judged(ticket.line, 1, `The category "${category.id}" belongs to line ${ticket.line}.`)
        : judged(ticket.line, 1, `The ticket was moved to line ${ticket.line}.`),
  };
};
