/** What the reader promises of every mail whatever its bytes are; used by the fuzz test and the endless one. */
import { createHash } from 'node:crypto';
import { readMail } from '../../../../lambdas/core/adapters/mime/parse.ts';
import { anArrival } from './an-arrival.ts';

const ONE_LINE = /^[^\p{Cc}\u2028\u2029]*$/u;
const ACTIVE =
  /<\/?(?:script|style|iframe|form|input|object|embed|svg|link|meta|base)\b|<[^>]*\son\w+=|<[^>]*(?:href|src)="(?!https?:|mailto:|tel:|cid:)/i;

/** A sentence for each promise that was broken. */
export const brokenPromises = async (raw: Uint8Array): Promise<readonly string[]> => {
  const mail = await readMail(raw, anArrival(''));
  if (mail.kind === 'unparseable') {
    // A library's fault is not a reason: the limits and the missing header are.
    return mail.reason.startsWith('The message could not be read') ? [mail.reason] : [];
  }
  const { message } = mail;
  const broken: string[] = [];
  const check = (isKept: boolean, promise: string): void => {
    if (!isKept) broken.push(promise);
  };
  check(ONE_LINE.test(message.subject), 'the subject is one line');
  check(
    message.headers.every(({ name, value }) => /^[!-9;-~]+$/.test(name) && ONE_LINE.test(value)),
    'headers are lines',
  );
  check(message.from === null || /^[^\s@<>]+@[^\s@<>]+$/.test(message.from.email), 'From is an address');
  check(
    [message.from, ...message.to, ...message.cc, ...message.replyTo].every((one) =>
      ONE_LINE.test(one?.name ?? ''),
    ),
    'names are one line',
  );
  check(
    [message.messageId, message.inReplyTo, ...message.references].every(
      (id) => id === null || /^<[^<>\s]+>$/.test(id),
    ),
    'ids have their brackets',
  );
  check(
    message.text.isWellFormed() && !message.text.includes('\0') && !message.text.includes('\r'),
    'the text is text',
  );
  check(message.html === null || !ACTIVE.test(message.html), 'the page is safe');
  check(
    message.parts.every(
      ({ fileName }) => /^[^\p{Cc}/\\]{1,400}$/u.test(fileName) && [...fileName].length <= 200,
    ),
    'file names are safe',
  );
  const contents = [...mail.attachments()];
  check(contents.length === message.parts.length, 'every part has its content');
  check(
    contents.every(
      ({ part, content }) =>
        content.length === part.size && createHash('sha256').update(content).digest('hex') === part.sha256,
    ),
    'contents are what was described',
  );
  const again = await readMail(raw, anArrival(''));
  check(
    again.kind === 'read' && again.message.fingerprint === message.fingerprint,
    'the fingerprint is the same again',
  );
  return broken;
};
