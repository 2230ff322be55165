/** In which of the languages that the desk's own mails and pages exist a person reads them. */
import { LOCALES } from '../ticket/words.ts';

export type BuiltInLocale = (typeof LOCALES)[number];

/** The language of a tag without its region or script (RFC 5646, section 2.1): `ru` of `ru-RU`. */
export const languageOf = (tag: string): string => tag.split('-', 1).join('').toLowerCase();

/** Whose language the desk does not speak reads English. */
export const builtInLocale = (tag: string): BuiltInLocale =>
  LOCALES.find((locale) => locale === languageOf(tag)) ?? 'en';
