/** Pages for people behind a link: the headers that keep the link private, and where their forms may come from. */
import { createHash } from 'node:crypto';
import type { Route } from '../contracts/route.ts';
import { DomainError } from '../domain/errors.ts';
import type { Answer } from './answer.ts';
import type { Outcome } from './operation.ts';
import type { Problem } from './problem.ts';

type Headers = Readonly<Record<string, string | undefined>>;

/** One style in the head of the page; by its hash, so that nothing injected further down could be another. */
const styleSource = (html: string): string => {
  const style = /^[\s\S]{0,2000}?<style>([\s\S]*?)<\/style>/.exec(html)?.[1];
  if (style === undefined) return "'none'";
  return `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
};

const policyOf = (html: string): string =>
  [
    "default-src 'none'",
    `style-src ${styleSource(html)}`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');

/** The address of a page is its credential: it is not stored, not passed on and not indexed. */
const pageHeaders = (html: string): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policyOf(html),
  'x-robots-tag': 'noindex, nofollow',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
});

/**
 * Throws ForeignForm for a form that another site made a browser send. Our pages send no referrer, and then
 * browsers send `Origin: null` (Fetch standard, "append a request Origin header"); those are taken only when the
 * browser itself says that our own page sent them (Sec-Fetch-Site).
 */
export const checkOrigin = (headers: Headers, baseUrl: string): void => {
  const { origin, 'sec-fetch-site': site } = headers;
  if (origin === undefined) return;
  const isOurs = origin === 'null' ? site === 'same-origin' : origin === new URL(baseUrl).origin;
  if (!isOurs)
    throw new DomainError('ForeignForm', 'forbidden', 'Open the link from the mail and use the form there.');
};

/** The HTML that an operation answered. */
export const pageAnswer = (route: Route, outcome: Outcome<unknown>): Answer => {
  const html = String(outcome.body ?? '');
  return {
    statusCode: outcome.status ?? route.status,
    headers: {
      ...outcome.headers,
      ...pageHeaders(html),
      ...(outcome.location === undefined ? {} : { location: outcome.location }),
    },
    body: html,
  };
};

/** What went wrong, for people. */
export const errorPageAnswer = (problem: Problem, html: string): Answer => ({
  statusCode: problem.status,
  headers: pageHeaders(html),
  body: html,
});

/** The browser's first language (RFC 9110 section 12.5.4), `en` when it does not say. */
export const localeOf = (headers: Headers): string =>
  /^\s*([a-zA-Z]{2,3})\b/.exec(headers['accept-language'] ?? '')?.[1]?.toLowerCase() ?? 'en';
