/** A notice in words: subject, text and HTML, from the built-in templates or the operator's own. */
import mustache from 'mustache';
import { type BuiltInLocale, builtInLocale, languageOf } from '../people/language.ts';
import type { MailTemplate } from '../settings/schemas.ts';
import { htmlMail } from './layout.ts';
import type { NoticeId } from './notices.ts';
import { EN, METRIC_NAMES_EN, STANDINGS_EN } from './templates/en.ts';
import { METRIC_NAMES_RU, RU, STANDINGS_RU } from './templates/ru.ts';
import type { Templates } from './templates/template.ts';
import type { MailWords } from './words.ts';

export interface RenderedMail {
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const BUILT_IN: Readonly<Record<BuiltInLocale, Templates>> = { en: EN, ru: RU };
const METRICS: Readonly<Record<BuiltInLocale, Readonly<Record<string, string>>>> = {
  en: METRIC_NAMES_EN,
  ru: METRIC_NAMES_RU,
};

export const metricName = (metric: string, locale: string): string =>
  METRICS[builtInLocale(locale)][metric] ?? metric;

const STANDINGS: Readonly<Record<BuiltInLocale, Readonly<Record<string, string>>>> = {
  en: STANDINGS_EN,
  ru: STANDINGS_RU,
};

/** Where a ticket of this status stands, as its requester is told. */
export const standingOf = (status: string, locale: string): string =>
  STANDINGS[builtInLocale(locale)][status] ?? '';

const plain = (template: string, words: MailWords): string =>
  mustache.render(template, words, {}, { escape: String });

/** Control characters would end a header line; a subject is one line whatever its template or ticket says. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** The locale whose words will be used: the recipient's, or its language, if any template speaks it, else English. */
export const localeFor = (wanted: string, id: NoticeId, own: readonly MailTemplate[]): string => {
  const speaks = (locale: string): boolean =>
    Object.hasOwn(BUILT_IN, locale) || own.some((one) => one.id === id && one.locale === locale);
  return [wanted, languageOf(wanted)].find(speaks) ?? 'en';
};

/** Templates that an operator wrote are checked when they are applied; a broken one throws mustache's error here. */
export const renderMail = (
  id: NoticeId,
  locale: string,
  words: MailWords,
  own: readonly MailTemplate[],
): RenderedMail => {
  const chosen = own.find((one) => one.id === id && one.locale === locale);
  const builtIn = BUILT_IN[builtInLocale(locale)][id];
  const text = plain(chosen?.text ?? builtIn.text, words)
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  const footer = [words.desk, words.marker].filter((part) => part !== '').join('\n');
  return {
    subject: oneLine(plain(chosen?.subject ?? builtIn.subject, words)),
    text: `${text}\n\n-- \n${footer}\n`,
    html:
      chosen?.html === undefined ? htmlMail({ text, locale, footer }) : mustache.render(chosen.html, words),
  };
};
