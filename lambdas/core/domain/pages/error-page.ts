/** What a person sees when a link or a form did not work: what is wrong, and what to do. */
import { builtInLocale } from '../people/language.ts';
import { fill, page } from './document.ts';
import { type PageWords, pageWords } from './words.ts';

const BODY =
  '<h1>{{w.errorTitle}}</h1><p class="note warn" role="alert">{{detail}}</p><p>{{w.errorHelp}}</p>';

/** By the problem's type, so that people read why in their language; what has no words of its own is unexpected. */
const REASONS: Readonly<Record<string, keyof PageWords>> = {
  'urn:threeline:problem:link-ended': 'linkEnded',
  'urn:threeline:problem:attachment-not-found': 'noSuchFile',
  'urn:threeline:problem:too-many-requests': 'tooManyRequests',
  'urn:threeline:problem:foreign-form': 'foreignForm',
};

export const errorPage = (
  problem: { readonly type: string; readonly status: number; readonly detail: string },
  language: string,
): string => {
  const locale = builtInLocale(language);
  const w = pageWords(locale);
  const reason = REASONS[problem.type] ?? (problem.status >= 500 ? 'unexpected' : undefined);
  const detail = reason === undefined ? problem.detail : w[reason];
  return page({ locale, title: w.errorTitle, desk: '', body: fill(BODY, { w, detail }) });
};
