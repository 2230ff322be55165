/** What makes two copies of a mail the same mail, whatever way they came. */
import { createHash } from 'node:crypto';
import type { InboundMessage } from '../../domain/mail/inbound/message.ts';

/** SHA-256, hex, over subject, From, both bodies and the hashes of the parts; not over ids, dates and transport. */
export const fingerprintOf = (
  mail: Pick<InboundMessage, 'subject' | 'from' | 'text' | 'html' | 'parts'>,
): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        mail.subject,
        mail.from?.email ?? null,
        mail.text,
        mail.html,
        mail.parts.map(({ fileName, sha256 }) => [fileName, sha256]),
      ]),
    )
    .digest('hex');
