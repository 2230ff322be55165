/** The question that goes to a requester whose ticket lacks details: exactly these, in their language. */
import { type BuiltInLocale, builtInLocale } from '../people/language.ts';
import type { Settings } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';

const WORDS: Readonly<Record<BuiltInLocale, { readonly before: string; readonly after: string }>> = {
  en: {
    before: 'To work on your request we still need:',
    after: 'Reply to this mail, or answer on the page of your ticket. What you have written already is kept.',
  },
  ru: {
    before: 'Чтобы заняться вашим обращением, нам не хватает:',
    after: 'Ответьте на это письмо или на странице обращения. Всё, что вы уже написали, сохранено.',
  },
};

/** Locales without words of their own read English. */
export const detailsQuestion = (ticket: Ticket, settings: Settings): string => {
  const locale = builtInLocale(ticket.language);
  const words = WORDS[locale];
  const category = settings.categories.find((one) => one.id === ticket.category);
  const questions = ticket.missingDetails.map((name) => {
    const asked = category?.details.find((detail) => detail.name === name)?.ask;
    return `- ${asked?.[locale] ?? asked?.en ?? name}`;
  });
  return [words.before, '', ...questions, '', words.after].join('\n');
};
