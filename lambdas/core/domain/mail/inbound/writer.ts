/** In whose name a message speaks. */
import type { InboundMessage, MailAddress } from './message.ts';

/** From; a trusted automatic sender, such as a web form, speaks for the person in its Reply-To. Null without sender. */
export const writerOf = (message: InboundMessage, trusted: boolean): MailAddress | null =>
  (trusted ? message.replyTo.find(({ email }) => email.includes('@')) : undefined) ?? message.from;
