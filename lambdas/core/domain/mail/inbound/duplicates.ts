/** When two messages are one: same Message-ID and same content (product.md section 4.6). */
import { headersNamed } from './headers.ts';
import type { Disposition, InboundMessage, MailKind } from './message.ts';
import { messageIdKey } from './threading.ts';

/**
 * Equal for copies of one mail, whichever of our addresses they went to; the same id with other content differs, and so
 * does the mail of a machine: nobody silences a person by a copy with an automatic header. A mail without Message-ID
 * goes by its Date; without both it is nobody's copy: null.
 */
export const duplicateKey = (message: InboundMessage, kind: MailKind): string | null => {
  const [date] = headersNamed(message, 'date');
  const id = message.messageId === null ? null : messageIdKey(message.messageId);
  const what = kind === 'human' ? message.fingerprint : `${message.fingerprint} ${kind}`;
  if (id !== null) return `id ${id} ${what}`;
  return date === undefined || date === '' ? null : `date ${date.slice(0, 100)} ${what}`;
};

/**
 * Under which a mail is held that ends there: copies of what waits in quarantine are needless there, and welcome in a
 * ticket, since the one that waits may be a forgery. What is discarded holds nothing.
 */
export const heldUnder = (key: string, disposition: Disposition): string | null => {
  if (disposition === 'quarantine') return `${key} quarantine`;
  return disposition === 'discarded' ? null : key;
};
