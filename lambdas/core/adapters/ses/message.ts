/** A mail as the bytes that go to SES. */
import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingFile, OutgoingMail } from '../../application/records.ts';
import { mailRejected } from '../../domain/errors.ts';

/** A line break would end the header and let the rest be a header of its own (RFC 5322 section 2.2). */
const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();

/** Cleaning an address could send the mail to somebody else, so a strange one is refused. */
const addressOf = (address: string): string => {
  if (/^[^\s\p{Cc}<>(),;:"\\[\]@]+@[^\s\p{Cc}<>(),;:"\\[\]@]+$/u.test(address)) return address;
  throw mailRejected('the address is not one that can be written into a mail');
};

const messageIds = (references: readonly string[]): readonly string[] =>
  references.filter((id) => /^<[^\s\p{Cc}<>]+>$/u.test(id));

/** Field names as RFC 5322 section 2.2 has them; ours, so another is a mistake of ours. */
const headersOf = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (!/^[A-Za-z0-9-]{1,76}$/.test(name)) throw new Error(`"${oneLine(name)}" can not be a header.`);
      return [name, oneLine(value)];
    }),
  );

/** RFC 2045 section 5.1, without parameters; whatever else a file calls itself is bytes. */
const TYPE = /^[\w.+-]{1,80}\/[\w.+-]{1,80}$/;

const attachmentOf = ({ fileName, contentType, content }: OutgoingFile) => ({
  filename: oneLine(fileName),
  contentType: TYPE.test(contentType) ? contentType : 'application/octet-stream',
  content: Buffer.from(content.buffer, content.byteOffset, content.byteLength),
});

/** multipart/alternative of text and HTML, with the files beside it; SES replaces Message-ID and adds its own headers. */
export const messageBytes = (mail: OutgoingMail): Promise<Buffer> => {
  const references = messageIds(mail.references);
  const last = references.at(-1);
  return new MailComposer({
    from: { name: oneLine(mail.from.name), address: addressOf(mail.from.address) },
    to: { name: oneLine(mail.to.name ?? ''), address: addressOf(mail.to.address) },
    ...(mail.replyTo === null ? {} : { replyTo: addressOf(mail.replyTo) }),
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    attachments: (mail.files ?? []).map(attachmentOf),
    ...(last === undefined ? {} : { references: [...references], inReplyTo: last }),
    headers: headersOf(mail.headers),
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  })
    .compile()
    .build();
};
