/** What a tracker's answer means: it has the issue, or it has not, and whether trying again may help. */
import mustache from 'mustache';
import type { Webhook } from '../settings/schemas.ts';
import { textAt } from './json-pointer.ts';

/** What came back; `body` is parsed JSON, null when it was none, `excerpt` its beginning without any secret. */
export type WebhookAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly body: unknown;
      readonly excerpt: string;
    }
  /** Nothing came back, or nothing was sent; `reason` goes on after "it ". `again`: another attempt may succeed. */
  | { readonly kind: 'failed'; readonly reason: string; readonly again: boolean };

export type Verdict =
  | { readonly kind: 'taken'; readonly reference: string | null; readonly url: string | null }
  | {
      readonly kind: 'refused';
      /** Goes on after "it ". */
      readonly reason: string;
      readonly excerpt: string;
      readonly again: boolean;
    };

const LONGEST_REFERENCE = 200;
const LONGEST_URL = 2000;

const address = (text: string | null): string | null =>
  text !== null && text.length <= LONGEST_URL && /^https?:\/\//.test(text) && URL.canParse(text)
    ? text
    : null;

const linkOf = (body: unknown, reference: string | null, { url, link }: Webhook['answer']): string | null => {
  const told = url === undefined ? null : address(textAt(body, url));
  if (told !== null || link === undefined || reference === null) return told;
  return address(mustache.render(link, { reference: encodeURIComponent(reference) }, {}, { escape: String }));
};

/** A tracker that is busy or broken; everything else stays as it is however often it is tried. */
const mayPass = (status: number): boolean =>
  status >= 500 || status === 408 || status === 425 || status === 429;

const refusal = (status: number): string =>
  status >= 300 && status < 400
    ? `answered ${status}, a redirect, which is not followed`
    : `answered ${status}`;

/** An issue whose reference cannot be read is an issue all the same: asking again would make a second one. */
export const verdictOf = (answer: WebhookAnswer, webhook: Pick<Webhook, 'answer'>): Verdict => {
  if (answer.kind === 'failed')
    return { kind: 'refused', reason: answer.reason, excerpt: '', again: answer.again };
  const { status, body, excerpt } = answer;
  if (status < 200 || status > 299)
    return { kind: 'refused', reason: refusal(status), excerpt, again: mayPass(status) };
  const pointer = webhook.answer.reference;
  const found = pointer === undefined ? null : textAt(body, pointer);
  const reference = found === null || found.length > LONGEST_REFERENCE ? null : found;
  return { kind: 'taken', reference, url: linkOf(body, reference, webhook.answer) };
};
