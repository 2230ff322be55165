/**
 * The headers that SES puts on top of a stored message, down to the first X-SES-RECEIPT. They are the only headers
 * about the transport that can be believed: a sender can write the same ones, but only further down.
 */
import { type Arrival, envelopeAddress, scanVerdict, senderVerdict } from './arrival.ts';

export interface SesBlock {
  /** Names lower-cased, values unfolded, in order. */
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

export interface SplitMail {
  /** Null when the message does not begin with SES's block, as in a mail imported from another desk. */
  readonly block: SesBlock | null;
  /** What the sender handed in; a view of the same memory. */
  readonly message: Uint8Array;
}

const OWN_NAMES: ReadonlySet<string> = new Set([
  'return-path',
  'received',
  'x-ses-spam-verdict',
  'x-ses-virus-verdict',
  'received-spf',
  'authentication-results',
  'x-ses-receipt',
]);

/** SES writes it right after the receipt, over headers of its own. */
const SIGNATURE = 'x-ses-dkim-signature';

/** SES's block is one to three kilobytes; a longer "block" is something else. */
const LONGEST_BLOCK = 32 * 1024;

interface Field {
  readonly name: string;
  readonly value: string;
  /** Where the next field begins. */
  readonly end: number;
}

const fieldAt = (top: string, start: number): Field | null => {
  const match = /([!-9;-~]+):([^\n]*(?:\n[ \t][^\n]*)*)(?:\n|$)/y;
  match.lastIndex = start;
  const found = match.exec(top);
  if (found === null) return null;
  const [, name = '', value = ''] = found;
  return {
    name: name.toLowerCase(),
    value: value.replaceAll(/\r?\n[ \t]+/g, ' ').trim(),
    end: match.lastIndex,
  };
};

/** Takes SES's block off. One Return-Path first, then SES's own names alone, then X-SES-RECEIPT: else there is none. */
export const splitBlock = (raw: Uint8Array): SplitMail => {
  const top = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.length, LONGEST_BLOCK)).toString('latin1');
  const fields: { name: string; value: string }[] = [];
  let at = 0;
  for (;;) {
    const field = fieldAt(top, at);
    if (field === null || !OWN_NAMES.has(field.name)) return { block: null, message: raw };
    if (fields.length === 0 && field.name !== 'return-path') return { block: null, message: raw };
    fields.push({ name: field.name, value: field.value });
    at = field.end;
    if (field.name === 'x-ses-receipt') break;
  }
  const signature = fieldAt(top, at);
  const end = signature?.name === SIGNATURE ? signature.end : at;
  return { block: { fields }, message: raw.subarray(end) };
};

const first = (block: SesBlock, name: string): string =>
  block.fields.find((field) => field.name === name)?.value ?? '';

/**
 * The verdicts within Authentication-Results, one `method=result …` each. The sender's own words (`envelope-from`,
 * `helo`) stand before them, so only what follows the last `helo=` is read.
 */
const judgements = (block: SesBlock): readonly string[] => {
  const segments = first(block, 'authentication-results')
    .split(';')
    .map((segment) => segment.trim());
  return segments.slice(segments.findLastIndex((segment) => /\bhelo=/.test(segment)) + 1);
};

const judged = (block: SesBlock, method: string): string =>
  judgements(block)
    .map((segment) => new RegExp(`^${method}=(\\w+)`).exec(segment)?.[1])
    .find((word) => word !== undefined) ?? 'none';

/** Domains whose DKIM signature passed. Empty too when the envelope's sender could have written a verdict himself. */
export const dkimDomains = (block: SesBlock): readonly string[] => {
  if (/["; ]/.test(envelopeAddress(first(block, 'return-path')))) return [];
  const domains = judgements(block).map(
    (segment) => /^dkim=pass\b.*?\bheader\.[id]=(?:[^\s@]*@)?([\w.-]+)/.exec(segment)?.[1],
  );
  return [...new Set(domains.flatMap((domain) => (domain === undefined ? [] : [domain.toLowerCase()])))];
};

/**
 * The arrival as the block alone tells it, for an object whose notification was lost. The recipients are the one that
 * SES names in its Received; `storedAt` (ISO 8601 UTC) stands in for an unreadable date.
 */
export const arrivalOfBlock = (block: SesBlock, sesId: string, storedAt: string): Arrival => {
  const received = first(block, 'received');
  const recipient = /\bfor\s+<?([^\s<>;]+@[^\s<>;]+)>?\s*;/.exec(received)?.[1];
  const at = Date.parse(received.slice(received.lastIndexOf(';') + 1).trim());
  return {
    sesId,
    receivedAt: Number.isNaN(at) ? storedAt : new Date(at).toISOString(),
    envelope: {
      from: envelopeAddress(first(block, 'return-path')),
      to: recipient === undefined ? [] : [recipient.toLowerCase()],
    },
    verdicts: {
      spf: senderVerdict(/^\w+/.exec(first(block, 'received-spf'))?.[0] ?? 'none'),
      dkim: senderVerdict(judged(block, 'dkim')),
      dmarc: senderVerdict(judged(block, 'dmarc')),
      spam: scanVerdict(first(block, 'x-ses-spam-verdict') || 'disabled'),
      virus: scanVerdict(first(block, 'x-ses-virus-verdict') || 'disabled'),
    },
  };
};
