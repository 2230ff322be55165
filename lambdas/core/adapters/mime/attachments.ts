/** The parts of a message beside its body, described at once and decoded one at a time. */
import { createHash } from 'node:crypto';
import { decodeWords } from 'postal-mime';
import type { MailPart } from '../../domain/mail/inbound/message.ts';
import { nameForType, safeFileName } from '../../domain/ticket/file-name.ts';
import { type MimePart, readableHeader } from './structure.ts';
import { decodedBytes } from './transfer.ts';

export interface MailAttachment {
  readonly part: MailPart;
  /** After decoding; valid until the next one is asked for, or longer if the caller keeps it. */
  readonly content: Uint8Array;
}

const TYPE = /^[\w.+-]{1,80}\/[\w.+-]{1,80}$/;

const typeOf = ({ type }: MimePart): string =>
  TYPE.test(type.value) && !type.value.startsWith('multipart/') ? type.value : 'application/octet-stream';

/** An attached message is called by its subject. */
const subjectOf = async (part: MimePart, content: Uint8Array): Promise<string | null> => {
  if (typeOf(part) !== 'message/rfc822') return null;
  const { subject } = (await readableHeader(content)).email;
  return subject === undefined || subject.trim() === '' ? null : `${subject.replaceAll(/[/\\]/g, '-')}.eml`;
};

const nameOf = async (part: MimePart, content: Uint8Array, position: number): Promise<string> => {
  const given = part.disposition.parameters.get('filename') ?? part.type.parameters.get('name');
  const own = given === undefined ? null : safeFileName(decodeWords(given));
  if (own !== null) return own;
  const subject = await subjectOf(part, content);
  return (subject === null ? null : safeFileName(subject)) ?? nameForType(typeOf(part), position);
};

const contentIdOf = (part: MimePart): string | null =>
  (part.header.raw('content-id') ?? '').trim().replace(/^<|>$/g, '') || null;

/** Name, type, size and hash of each, without keeping any content. `shown` are the content ids that the HTML shows. */
export const describedParts = async (
  parts: readonly MimePart[],
  shown: ReadonlySet<string>,
): Promise<readonly MailPart[]> => {
  const described: MailPart[] = [];
  for (const part of parts) {
    const content = decodedBytes(part.body, part.encoding);
    const contentId = contentIdOf(part);
    described.push({
      fileName: await nameOf(part, content, described.length + 1),
      contentType: typeOf(part),
      size: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      contentId: contentId !== null && shown.has(contentId) ? contentId : null,
    });
  }
  return described;
};

/** Decodes each when it is asked for, so that never more than one is in memory. `described` is in the same order. */
export function* contentsOf(
  parts: readonly MimePart[],
  described: readonly MailPart[],
): Generator<MailAttachment, void, undefined> {
  for (const [index, { body, encoding }] of parts.entries()) {
    const part = described[index];
    if (part !== undefined) yield { part, content: decodedBytes(body, encoding) };
  }
}
