/** The body of a request from bytes to a value, with every bound that comes before a schema. */
import { DomainError } from '../domain/errors.ts';
import { faultAt, placeOf } from './json-position.ts';
import type { Form } from './operation.ts';

/** Ours; the gateway's own limit is 10 MB. */
export const BODY_MAX_BYTES = 1_048_576;
const MOST_LEVELS = 32;
const MOST_FORM_FIELDS = 50;
const MOST_FORM_NAME = 100;

/** The part of the gateway's event that bodies are read from; header names are lower case (payload format 2.0). */
export interface Sent {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: string | undefined;
  readonly isBase64Encoded?: boolean;
}

const malformed = (message: string, cause?: unknown): DomainError =>
  new DomainError('MalformedBody', 'malformed', message, { cause });

const tooLarge = (): DomainError =>
  new DomainError('BodyTooLarge', 'too-large', `The body may have at most ${BODY_MAX_BYTES} bytes.`);

/** The bytes as sent. Throws BodyTooLarge, also for a Content-Length that says so. */
export const bytesOf = (sent: Sent): Buffer => {
  if (Number(sent.headers['content-length'] ?? 0) > BODY_MAX_BYTES) throw tooLarge();
  const bytes = Buffer.from(sent.body ?? '', sent.isBase64Encoded === true ? 'base64' : 'utf8');
  if (bytes.byteLength > BODY_MAX_BYTES) throw tooLarge();
  return bytes;
};

/**
 * The gateway decodes what it takes for text by itself and puts U+FFFD where it could not; the length that the
 * caller announced then no longer fits.
 */
const wasMended = (sent: Sent, bytes: Buffer, text: string): boolean => {
  const announced = sent.headers['content-length'];
  return (
    sent.isBase64Encoded !== true &&
    announced !== undefined &&
    Number(announced) !== bytes.byteLength &&
    text.includes('\uFFFD')
  );
};

const textOf = (sent: Sent, bytes: Buffer): string => {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw malformed('The body is not valid UTF-8.', cause);
  }
  if (wasMended(sent, bytes, text)) throw malformed('The body is not valid UTF-8.');
  return text;
};

/** Throws UnsupportedMediaType unless the body is of this type and in UTF-8 (RFC 8259 section 8.1). */
const requireType = (sent: Sent, wanted: string): void => {
  const [type = '', ...parameters] = (sent.headers['content-type'] ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase());
  const charset = parameters.find((part) => part.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  if (type !== wanted || !isUtf8)
    throw new DomainError('UnsupportedMediaType', 'unsupported', `Send the body as ${wanted} in UTF-8.`);
};

/** Nothing that needs so many levels is a request of ours, and no rule behind this must fear recursion. */
const checkShape = (whole: unknown): void => {
  const ahead: { value: unknown; level: number }[] = [{ value: whole, level: 1 }];
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    const { value, level } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (level > MOST_LEVELS) throw malformed(`The body is nested more than ${MOST_LEVELS} levels deep.`);
    if (Object.hasOwn(value, '__proto__')) throw malformed('The body has a field named "__proto__".');
    for (const inner of Object.values(value)) ahead.push({ value: inner, level: level + 1 });
  }
};

/** The JSON value of a body. Throws MalformedBody with the place of the fault, UnsupportedMediaType. */
export const jsonOf = (sent: Sent, bytes: Buffer): unknown => {
  requireType(sent, 'application/json');
  const text = textOf(sent, bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const at = faultAt(text);
    const why =
      at === null
        ? ''
        : at >= text.length
          ? ': it ends too early'
          : `: something unexpected at ${placeOf(text, at)}`;
    throw malformed(`The body is not valid JSON${why}.`, cause);
  }
  checkShape(value);
  return value;
};

const hasControls = (text: string): boolean => !text.isWellFormed() || /(?![\t\n\r])\p{Cc}/u.test(text);

/** The fields of a form. Throws MalformedBody for doubles, control characters and too many, UnsupportedMediaType. */
export const formOf = (sent: Sent, bytes: Buffer): Form => {
  requireType(sent, 'application/x-www-form-urlencoded');
  const text = textOf(sent, bytes);
  if (/%(?![0-9a-f]{2})/i.test(text)) throw malformed('The form has a broken percent-encoding.');
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (fields.has(name)) throw malformed('The form has a field twice.');
    if (name.length > MOST_FORM_NAME || fields.size >= MOST_FORM_FIELDS)
      throw malformed('The form has more than it can have.');
    if (hasControls(name) || hasControls(value)) throw malformed('The form has control characters.');
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
};
