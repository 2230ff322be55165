/** When two messages are one: same Message-ID and same content (product.md section 4.6). */
import { headersNamed } from './headers.ts';
import type { InboundMessage } from './message.ts';
import { messageIdKey } from './threading.ts';

/**
 * Equal for copies of one mail, whichever of our addresses they went to; the same id with other content differs. A
 * mail without Message-ID goes by its Date; without both it is nobody's copy: null.
 */
export const duplicateKey = (message: InboundMessage): string | null => {
  const [date] = headersNamed(message, 'date');
  const id = message.messageId === null ? null : messageIdKey(message.messageId);
  if (id !== null) return `id ${id} ${message.fingerprint}`;
  return date === undefined || date === '' ? null : `date ${date.slice(0, 100)} ${message.fingerprint}`;
};
