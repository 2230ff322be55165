/** In which language something on a ticket is likely to be written, for texts that are too short to tell. */
import { builtInLocale } from '../people/language.ts';
import type { Settings } from '../settings/schemas.ts';
import type { Comment, Ticket } from '../ticket/ticket.ts';
import type { Locale } from '../ticket/words.ts';

/** Notes are for colleagues; what agents tell people outside is written for them. */
export const usualLanguage = (
  { author, public: isPublic }: Pick<Comment, 'author' | 'public'>,
  ticket: Pick<Ticket, 'language'>,
  settings: Pick<Settings, 'agents' | 'desk'>,
): Locale => {
  if (author.kind === 'system') return builtInLocale(ticket.language);
  if (author.kind !== 'agent' || isPublic) return ticket.language;
  return settings.agents.find(({ id }) => id === author.id)?.languages[0] ?? settings.desk.locale;
};
