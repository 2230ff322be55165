/** A second, slower opinion about the structure of a mail, sharing nothing with the reader under test. */
import { createHash } from 'node:crypto';

export interface Leaf {
  readonly type: string;
  readonly isAttached: boolean;
  readonly size: number;
  readonly sha256: string;
}

const decoded = (body: string, encoding: string): Buffer => {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const text = body
    .replace(/[ \t]+(?=\r?\n|$)/g, '')
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
};

const field = (head: string, name: string): string =>
  new RegExp(`^${name}:(.*)$`, 'im').exec(head.replace(/\r?\n[ \t]/g, ' '))?.[1]?.trim() ?? '';

const parameter = (value: string, name: string): string | undefined => {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]*))`, 'i').exec(value);
  return found?.[1] ?? found?.[2];
};

const isNamed = (type: string, disposition: string): boolean =>
  /;\s*name\b/i.test(type) || /;\s*filename\b/i.test(disposition);

interface Place {
  readonly isFirst: boolean;
  readonly isAlternative: boolean;
  readonly fallback: string;
}

const walked = (part: string, place: Place): readonly Leaf[] => {
  const cut = /^\r?\n|\r?\n\r?\n/.exec(part);
  const head = cut === null ? part : part.slice(0, cut.index);
  const body = cut === null ? '' : part.slice(cut.index + cut[0].length);
  const full = field(head, 'content-type') || place.fallback;
  const type = full.replace(/;.*$/s, '').trim().toLowerCase();
  const boundary = parameter(full, 'boundary');
  if (type.startsWith('multipart/') && boundary !== undefined) {
    const pieces = `\r\n${body}`.split(/(?=\r\n--)/);
    const children: string[] = [];
    let isOpen = false;
    for (const piece of pieces) {
      const [, line = ''] = piece.split('\r\n');
      if (line.trimEnd() === `--${boundary}--`) break;
      if (line.trimEnd() === `--${boundary}`) {
        children.push(piece.slice(2 + line.length + 2));
        isOpen = true;
      } else if (isOpen) children[children.length - 1] += piece;
    }
    return children.flatMap((child, index) =>
      walked(child, {
        isFirst: place.isFirst && index === 0,
        isAlternative: place.isAlternative || type === 'multipart/alternative',
        fallback: type === 'multipart/digest' ? 'message/rfc822' : 'text/plain',
      }),
    );
  }
  const disposition = field(head, 'content-disposition');
  const bytes = decoded(body, field(head, 'content-transfer-encoding').toLowerCase());
  const isText = type === 'text/plain' || type === 'text/html';
  const isAttached =
    !isText ||
    /^attachment/i.test(disposition) ||
    (isNamed(full, disposition) && !place.isFirst && !place.isAlternative);
  return [{ type, isAttached, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }];
};

/** The attachments of a mail, in order. */
export const attachmentsBySecondOpinion = (raw: Uint8Array): readonly Leaf[] =>
  walked(Buffer.from(raw).toString('latin1'), {
    isFirst: true,
    isAlternative: false,
    fallback: 'text/plain',
  }).filter(({ isAttached }) => isAttached);
