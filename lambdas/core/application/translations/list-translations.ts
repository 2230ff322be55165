/** The texts of a ticket with a translation beside each, for agents who do not read them. */
import { DomainError } from '../../domain/errors.ts';
import { seesNotes } from '../../domain/people/access.ts';
import type { Caller } from '../../domain/people/caller.ts';
import type { Settings } from '../../domain/settings/schemas.ts';
import type { Comment, Ticket } from '../../domain/ticket/ticket.ts';
import type { Locale } from '../../domain/ticket/words.ts';
import { isSameLanguage, translateCode } from '../../domain/translation/languages.ts';
import type { TranslatedText } from '../../domain/translation/translation.ts';
import { usualLanguage } from '../../domain/translation/usual-language.ts';
import { type Detect, languageOfText } from '../../domain/triage/language.ts';
import type { Operation } from '../operation.ts';
import type { Ports } from '../ports.ts';
import { conversationOf } from '../tickets/conversation.ts';
import { visibleTicket } from '../tickets/visible.ts';
import type { TranslatingPorts } from './translate-pieces.ts';
import { type SourceText, translateTexts } from './translate-texts.ts';

export type ListTranslationPorts = TranslatingPorts &
  Pick<Ports, 'tickets' | 'settings'> & {
    /** Loaded when there is a text to judge. */
    readonly detector: () => Promise<Detect>;
  };

interface Asked {
  readonly params: { readonly ticket: string };
  readonly query: { readonly to?: string | undefined };
}

/** One text. The first comment of a ticket is its description. */
export interface TranslationView extends SourceText, TranslatedText {
  readonly where: 'subject' | 'comment';
  readonly commentId: string | null;
  /** What it is translated to. */
  readonly to: string;
}

const switchedOff = (): DomainError =>
  new DomainError('TranslationOff', 'conflict', 'Translations are switched off (desk.translation).');

const readBy = (caller: Caller, { agents }: Settings): readonly Locale[] =>
  (caller.kind === 'agent' ? agents.find(({ id }) => id === caller.id)?.languages : undefined) ?? [];

/** What was asked for, else the first of the caller's languages, else English; nothing else is translated to. */
const targetOf = (asked: string | undefined, read: readonly Locale[]): string =>
  translateCode(asked ?? read[0] ?? 'en') ?? 'en';

/** The subject is too short to tell its language: it is in that of the description. */
const sourcesOf = (
  ticket: Ticket,
  comments: readonly Comment[],
  settings: Settings,
  detect: Detect,
  isFirstPage: boolean,
) => {
  const said = comments
    .filter(({ visibleText }) => visibleText.trim() !== '')
    .map((comment) => ({
      where: 'comment' as const,
      commentId: comment.id,
      ticketId: comment.ticketId,
      text: comment.visibleText,
      language: languageOfText(comment.visibleText, usualLanguage(comment, ticket, settings), detect).value,
    }));
  const description = said.find(({ ticketId }) => ticketId === ticket.id);
  const subject = {
    where: 'subject' as const,
    commentId: null,
    text: ticket.subject,
    language: description?.language ?? ticket.language,
  };
  return [...(isFirstPage ? [subject] : []), ...said];
};

/**
 * A page of what `listComments` shows, before it on the first page the subject. Of comments what was written this time
 * is translated, without what was quoted. Throws TranslationOff.
 */
export const listTranslations =
  (ports: ListTranslationPorts): Operation<Asked, readonly TranslationView[]> =>
  async ({ caller, input, page }) => {
    const [ticket, settings] = await Promise.all([
      visibleTicket(ports, input.params.ticket, caller),
      ports.settings.current(),
    ]);
    if (settings.desk.translation === null) throw switchedOff();
    const tickets = await conversationOf(ports, ticket, caller);
    const [found, detect] = await Promise.all([ports.tickets.comments(tickets, page), ports.detector()]);
    const seen = found.items.filter((comment) => comment.public || seesNotes(caller));
    const sources = sourcesOf(ticket, seen, settings, detect, page.after === null);

    const asked = input.query.to;
    const read = readBy(caller, settings);
    const to = targetOf(asked, read);
    const readable = asked === undefined ? [to, ...read] : [to];
    const translated = await translateTexts(ports, ticket.id, sources, {
      to,
      isReadable: (language) => readable.some((one) => isSameLanguage(one, language)),
      charactersPerDay: settings.desk.translation.charactersPerDay,
    });
    return {
      body: sources.flatMap(({ where, commentId, text, language }, at) => {
        const one = translated[at];
        return one === undefined ? [] : [{ where, commentId, language, to, text, ...one }];
      }),
      page: { next: found.next },
      version: ticket.version,
    };
  };
