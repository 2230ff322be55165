/** An inbound message after parsing: what the rules about kind, thread, sender and content are told of it. */

export type Verdict = 'pass' | 'fail' | 'none' | 'gray' | 'error';

/** SES's judgement, from the notification alone (never from headers that a sender can write). */
export interface Verdicts {
  readonly spf: Verdict;
  readonly dkim: Verdict;
  /** `pass` or `fail` only when the domain has a policy; else `none`. PROCESSING_FAILED and the like are `error`. */
  readonly dmarc: Verdict;
  readonly spam: Verdict;
  readonly virus: Verdict;
  /**
   * Domains whose DKIM signature SES found valid, from the Authentication-Results of its own block; left out when
   * that block did not say. A `dkim` of `pass` alone does not tell whose signature it was.
   */
  readonly dkimDomains?: readonly string[];
}

export interface MailAddress {
  /** Lower-cased, without display name; empty for the null sender. */
  readonly email: string;
  /** One line, control characters removed; null when there is none. */
  readonly name: string | null;
}

/** One MIME part that is not the body. */
export interface MailPart {
  /** Safe to show: no path, no control characters, 1 to 200 characters. */
  readonly fileName: string;
  readonly contentType: string;
  /** Bytes after decoding. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  /** Of an image that the HTML shows, without angle brackets; else null. */
  readonly contentId: string | null;
}

export interface InboundMessage {
  /** SES's message id: the object's key and the ledger row's id. */
  readonly sesId: string;
  readonly receivedAt: string;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly verdicts: Verdicts;
  /** Header names lower-cased, values unfolded and decoded, in order; only those below SES's own block. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly from: MailAddress | null;
  readonly replyTo: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly subject: string;
  /** With angle brackets, as sent; null when missing. */
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  /** Oldest first, with angle brackets. */
  readonly references: readonly string[];
  /** The whole body as text; made from the HTML when there is no text part. */
  readonly text: string;
  /** Sanitised; null when the mail has no HTML. */
  readonly html: string | null;
  readonly parts: readonly MailPart[];
  /** A report about a delivery, when a part is message/delivery-status or the mail is a known non-standard bounce. */
  readonly report: DeliveryReport | null;
  /** SHA-256 over subject, from, body and parts: the same mail again has the same. */
  readonly fingerprint: string;
  /** Bytes of the raw message. */
  readonly size: number;
}

export interface DeliveryReport {
  readonly recipients: readonly {
    readonly email: string;
    readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
    /** RFC 3463, `5.1.1`; null when not said. */
    readonly status: string | null;
    readonly diagnostic: string | null;
  }[];
  /** Message-ID of the mail that it reports on, with angle brackets; null when not said. */
  readonly originalMessageId: string | null;
}

export type MailKind = 'human' | 'auto-reply' | 'bounce' | 'list' | 'own' | 'suspect';
/** Where a message may end: received minus these is nothing (product.md section 4.2). */
export const DISPOSITIONS = ['ticket', 'comment', 'note', 'quarantine', 'discarded'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];
