/** From the bytes that SES stored to the message that the rules read, or to the reason why nobody can. */
import { shownContentIds } from '../../domain/mail/inbound/inline-images.ts';
import type { InboundMessage } from '../../domain/mail/inbound/message.ts';
import type { Arrival } from './arrival.ts';
import { contentsOf, describedParts, type MailAttachment } from './attachments.ts';
import { dkimDomains, splitBlock } from './block.ts';
import { readBody } from './body.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { HeaderBlock } from './header-block.ts';
import { readReport } from './report.ts';
import { correspondentsOf, idsIn, messageIdOf, referencesOf } from './senders.ts';
import { readableHeader, readStructure, Unreadable } from './structure.ts';
import { oneLine } from './words.ts';

export interface ReadMail {
  readonly kind: 'read';
  readonly message: InboundMessage;
  /** The contents of `message.parts`, in order, each decoded when it is asked for. May be gone through again. */
  attachments(): Iterable<MailAttachment>;
}

export interface UnparseableMail {
  readonly kind: 'unparseable';
  /** A sentence for the people who look at quarantine. */
  readonly reason: string;
  /** As in InboundMessage, as far as they can be read. */
  readonly headers: InboundMessage['headers'];
  readonly from: InboundMessage['from'];
  readonly subject: string;
  readonly messageId: string | null;
  /** Bytes of the raw message. */
  readonly size: number;
}

const LONGEST_SUBJECT = 998;
/** Header fields that people are shown of a mail that cannot be read. */
const MOST_SHOWN = 200;

const subjectOf = (subject: string | undefined): string =>
  [
    ...oneLine(subject ?? '')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  ]
    .slice(0, LONGEST_SUBJECT)
    .join('');

/** A mailbox file's separator, and empty lines, which some systems leave on top. */
const withoutLead = (message: Uint8Array): Uint8Array => {
  const top = Buffer.from(message.subarray(0, 2048)).toString('latin1');
  const lead = /^(?:\s*\r?\n)?(?:>?From [^\n]*\n)?/.exec(top)?.[0] ?? '';
  return message.subarray(lead.length);
};

const read = async (raw: Uint8Array, arrival: Arrival): Promise<ReadMail> => {
  const { block, message } = splitBlock(raw);
  const root = await readStructure(withoutLead(message));
  const { header } = root;
  if (header.fields.length === 0) throw new Unreadable('The message has no headers.');
  const { text, html, others } = readBody(root);
  const parts = await describedParts(others, html === null ? new Set() : shownContentIds(html));
  const subject = subjectOf(header.email.subject);
  const correspondents = correspondentsOf(header.email);
  return {
    kind: 'read',
    message: {
      ...arrival,
      ...correspondents,
      verdicts: block === null ? arrival.verdicts : { ...arrival.verdicts, dkimDomains: dkimDomains(block) },
      headers: header.fields,
      subject,
      messageId: messageIdOf(header.email),
      inReplyTo: idsIn(header.email.inReplyTo)[0] ?? null,
      references: referencesOf(header.email),
      text,
      html,
      parts,
      report: await readReport(root, text, arrival.envelope.from === ''),
      fingerprint: fingerprintOf({ subject, from: correspondents.from, text, html, parts }),
      size: raw.length,
    },
    attachments: () => contentsOf(others, parts),
  };
};

const topOf = async (raw: Uint8Array): Promise<HeaderBlock | null> => {
  try {
    return await readableHeader(withoutLead(splitBlock(raw).message));
  } catch {
    return null;
  }
};

const unparseable = async (raw: Uint8Array, reason: string): Promise<UnparseableMail> => {
  const header = await topOf(raw);
  return {
    kind: 'unparseable',
    reason,
    headers: header?.fields.slice(0, MOST_SHOWN) ?? [],
    from: header === null ? null : correspondentsOf(header.email).from,
    subject: subjectOf(header?.email.subject),
    messageId: header === null ? null : messageIdOf(header.email),
    size: raw.length,
  };
};

/** Reads a stored message. Never throws, and takes time in proportion to its size, whatever its bytes are. */
export const readMail = async (raw: Uint8Array, arrival: Arrival): Promise<ReadMail | UnparseableMail> => {
  try {
    return await read(raw, arrival);
  } catch (cause) {
    if (cause instanceof Unreadable) return unparseable(raw, cause.message);
    // A fault of ours or of a library, met by one message alone: a person looks at it, the queue goes on.
    const name = cause instanceof Error ? cause.name : 'unknown';
    return unparseable(raw, `The message could not be read (${name}).`);
  }
};
