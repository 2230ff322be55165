/** What kind of message it is, from its headers and content: the first row that holds decides (product.md section 4.3). */
import { isProven, proofOf } from './authentication.ts';
import { autoReplySign, bulkSign } from './kinds/auto-reply.ts';
import { bounceSign } from './kinds/bounce.ts';
import type { KindContext, Sign } from './kinds/context.ts';
import { listSign } from './kinds/list.ts';
import { senderlessSign, suspectSign } from './kinds/suspect.ts';
import type { InboundMessage, MailKind } from './message.ts';

export interface JudgedKind {
  readonly kind: MailKind;
  readonly reason: string;
  /** A trusted automatic sender of the mailbox: opens tickets as a person would and is never acknowledged. */
  readonly trusted: boolean;
}

const ownSign: Sign = (_message, { isOwn }) =>
  isOwn ? 'It carries the signed header of our own mail: it came back to us.' : null;

/** Whoever lists a sender trusts that sender, not those who write in its name: it has to prove itself. */
const isTrusted = (message: InboundMessage, { cameTo }: KindContext): boolean =>
  isProven(proofOf(message)) &&
  cameTo.some(({ trustedSenders }) =>
    trustedSenders.some((address) => address.toLowerCase() === message.from?.email),
  );

type Row = readonly [MailKind, Sign];

const ALWAYS: readonly Row[] = [
  ['own', ownSign],
  ['suspect', suspectSign],
  ['bounce', bounceSign],
  ['suspect', senderlessSign],
];

const UNLESS_TRUSTED: readonly Row[] = [
  ['auto-reply', autoReplySign],
  ['list', listSign],
  ['auto-reply', bulkSign],
];

const firstOf = (rows: readonly Row[], message: InboundMessage, context: KindContext): JudgedKind | null => {
  for (const [kind, sign] of rows) {
    const reason = sign(message, context);
    if (reason !== null) return { kind, reason, trusted: false };
  }
  return null;
};

export const kindOf = (message: InboundMessage, context: KindContext): JudgedKind => {
  const always = firstOf(ALWAYS, message, context);
  if (always !== null) return always;
  if (isTrusted(message, context))
    return {
      kind: 'human',
      reason: 'It is from an automatic sender that the mailbox trusts.',
      trusted: true,
    };
  return (
    firstOf(UNLESS_TRUSTED, message, context) ?? {
      kind: 'human',
      reason: 'Nothing in it says that a program sent it.',
      trusted: false,
    }
  );
};
