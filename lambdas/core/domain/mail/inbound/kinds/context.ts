/** What the rules about a message's kind are told beside the message. */
import type { Mailbox } from '../../../settings/schemas.ts';
import type { InboundMessage } from '../message.ts';

export interface KindContext {
  /** The signed loop header of our own mails was there and is valid. */
  readonly isOwn: boolean;
  /** Every mailbox of the desk. */
  readonly mailboxes: readonly Mailbox[];
  /** Those that this message came to (recipients.ts). */
  readonly cameTo: readonly Mailbox[];
  /** Lower-cased; reply addresses are made in it. */
  readonly mailDomain: string;
  /** Imported mail: the desk's own people may have written it from an address of ours. */
  readonly imported?: boolean;
}

/** Says in words why a message is of a kind, or null when it is not. */
export type Sign = (message: InboundMessage, context: KindContext) => string | null;
