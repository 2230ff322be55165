/** Mail of mailing lists and newsletters (RFC 2919, RFC 2369, RFC 8058). */
import { addressesIn } from '../addresses.ts';
import { hasHeader, headersNamed, headerWord } from '../headers.ts';
import type { InboundMessage } from '../message.ts';
import type { KindContext, Sign } from './context.ts';

/** Many desks' addresses are groups of Google or Microsoft that forward to us: a way in, not a list. */
const isOurOwnList = (message: InboundMessage, { mailboxes }: KindContext): boolean => {
  const posts = headersNamed(message, 'list-post').flatMap((value) => addressesIn(value, 10));
  const ids = headersNamed(message, 'list-id').map((value) =>
    value
      .slice(value.lastIndexOf('<') + 1)
      .replace('>', '')
      .trim()
      .toLowerCase(),
  );
  return mailboxes.some(
    ({ address }) =>
      posts.includes(address.toLowerCase()) || ids.includes(address.toLowerCase().replace('@', '.')),
  );
};

export const listSign: Sign = (message, context) => {
  if (isOurOwnList(message, context)) return null;
  const precedence = headerWord(message, 'precedence');
  if (hasHeader(message, 'list-id'))
    return 'The header List-Id says that it went to a mailing list (RFC 2919).';
  if (precedence === 'list') return 'The header Precedence says that it went to a mailing list.';
  if (hasHeader(message, 'list-unsubscribe-post'))
    return 'One can unsubscribe from it with one click (RFC 8058).';
  return hasHeader(message, 'list-unsubscribe') && precedence === 'bulk'
    ? 'It was sent in bulk, and one can unsubscribe from it (RFC 2369).'
    : null;
};
