/** In which of the languages that texts exist in a person reads them. */
import { LOCALES } from '../ticket/words.ts';

export type BuiltInLocale = (typeof LOCALES)[number];

/** The language of a tag without its region or script (RFC 5646, section 2.1): `ru` of `ru-RU`. */
export const languageOf = (tag: string): string => tag.split('-', 1).join('').toLowerCase();

/** Whose language the desk does not speak reads English. */
export const builtInLocale = (tag: string): BuiltInLocale =>
  LOCALES.find((locale) => locale === languageOf(tag)) ?? 'en';

/** A text per language in the wanted one, else in its language without region, else in English, else in the first. */
export const inLanguage = (
  texts: Readonly<Record<string, string>>,
  wanted: string,
): { readonly locale: string; readonly text: string } => {
  const written = Object.keys(texts);
  const locale =
    [wanted, languageOf(wanted), 'en'].find((one) => written.includes(one)) ?? written[0] ?? 'en';
  return { locale, text: texts[locale] ?? '' };
};
