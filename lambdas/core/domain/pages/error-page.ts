/** What a person sees when a link or a form did not work: what is wrong, and what to do. */
import { builtInLocale } from '../people/language.ts';
import { fill, page } from './document.ts';
import { pageWords } from './words.ts';

const BODY =
  '<h1>{{w.errorTitle}}</h1><p class="note warn" role="alert">{{detail}}</p><p>{{w.errorHelp}}</p>';

export const errorPage = (problem: { readonly detail: string }, language: string): string => {
  const locale = builtInLocale(language);
  const w = pageWords(locale);
  return page({ locale, title: w.errorTitle, desk: '', body: fill(BODY, { w, detail: problem.detail }) });
};
