/** How a message reached us, as SES tells it: by its notification, or by the block that it puts on top of the object. */
import type { Verdict, Verdicts } from '../../domain/mail/inbound/message.ts';

export interface Arrival {
  /** SES's message id: the last segment of the object's key. */
  readonly sesId: string;
  /** ISO 8601 UTC. */
  readonly receivedAt: string;
  /** Lower-cased; `from` is empty for the null sender. */
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly verdicts: Verdicts;
}

const SCANS: ReadonlyMap<string, Verdict> = new Map([
  ['pass', 'pass'],
  ['fail', 'fail'],
  ['gray', 'gray'],
  ['disabled', 'none'],
]);

/** Of spam and virus scans: PASS, FAIL, GRAY, DISABLED; whatever else is `error`. */
export const scanVerdict = (word: string): Verdict => SCANS.get(word.toLowerCase()) ?? 'error';

const SENDERS: ReadonlyMap<string, Verdict> = new Map([
  ['pass', 'pass'],
  ['fail', 'fail'],
  ['softfail', 'fail'],
  ['gray', 'none'],
  ['none', 'none'],
  ['neutral', 'none'],
  ['disabled', 'none'],
]);

/**
 * Of SPF, DKIM and DMARC. GRAY means that there is no policy or no signature, so it counts as `none`;
 * PROCESSING_FAILED, temperror, permerror and unknown words are `error`: not passed, and not absent either.
 */
export const senderVerdict = (word: string): Verdict => SENDERS.get(word.toLowerCase()) ?? 'error';

/** An address of the SMTP dialogue: without angle brackets, lower-cased; empty for `<>` and for a bare MAILER-DAEMON. */
export const envelopeAddress = (text: string): string => {
  const email = text.trim().replace(/^<|>$/g, '').toLowerCase();
  return email.includes('@') ? email : '';
};
