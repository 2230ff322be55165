/** What every page behind a link must be: for its reader alone, and without anything that runs or is loaded. */
import { createHash } from 'node:crypto';
import { expect } from 'vitest';

export const expectPrivate = (answer: { readonly headers: Headers; readonly body: string }): void => {
  const { headers, body } = answer;
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-robots-tag')).toContain('noindex');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  const style = /<style>([\s\S]*?)<\/style>/.exec(body)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(headers.get('content-security-policy')).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  );
  expect(body).not.toMatch(/<script|<img|<link|<iframe|style="| on[a-z]+=/i);
};
