/** Which parts of a message are what the person wrote, as text and as HTML; the rest are attachments. */
import { decodedText } from './charset.ts';
import { unflowed } from './flowed.ts';
import { textOfHtml } from './html-text.ts';
import { htmlOfText, LONGEST_HTML, safeHtml } from './safe-html.ts';
import type { MimePart } from './structure.ts';
import { decodedBytes } from './transfer.ts';

export interface MailBody {
  readonly text: string;
  /** Sanitised; null when no part is HTML. */
  readonly html: string | null;
  /** Leaves that are not, or not wholly, in the body; in the order of the message. */
  readonly others: readonly MimePart[];
}

/** Bytes of plain text in one body, over all its parts; a part that does not fit is an attachment as well. */
const LONGEST_BODY = 2 * 1024 * 1024;

/** One passage of the body: the same thing said as text, as HTML, or both. */
interface Passage {
  readonly text: string[];
  readonly html: string[];
}

/** Line feeds, no controls, no byte order mark, no half characters. */
const plain = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?![\t\n])[\p{Cc}\ufeff]/gu, '')
    .toWellFormed();

const isMultipart = (part: MimePart): boolean => part.type.value.startsWith('multipart/');

/** A multipart in which no part was found is text with a wrong label: it must not vanish. */
const typeOf = (part: MimePart): string =>
  isMultipart(part) || part.type.value === '' || part.type.value === 'text' ? 'text/plain' : part.type.value;

const isNamed = (part: MimePart): boolean =>
  part.disposition.parameters.has('filename') || part.type.parameters.has('name');

const META = /<meta\b[^>]{0,300}\bcharset\s*=\s*["']?([\w:.-]{1,40})/i;

class BodyReader {
  readonly passages: Passage[] = [];
  readonly others: MimePart[] = [];
  #room = LONGEST_BODY;
  #htmlRoom = LONGEST_HTML;
  #leaves = 0;

  /** `alternative` gathers the renderings of the closest multipart/alternative around the part. */
  read(part: MimePart, alternative: Passage | null): void {
    if (part.children.length === 0) {
      this.#leaf(part, alternative);
      return;
    }
    const inner = part.type.value === 'multipart/alternative' ? this.#passage() : alternative;
    for (const child of part.children) this.read(child, inner);
  }

  #passage(): Passage {
    const passage: Passage = { text: [], html: [] };
    this.passages.push(passage);
    return passage;
  }

  #leaf(part: MimePart, alternative: Passage | null): void {
    this.#leaves += 1;
    const type = typeOf(part);
    const isAttached =
      part.disposition.value === 'attachment' || (isNamed(part) && this.#leaves > 1 && alternative === null);
    if ((type !== 'text/plain' && type !== 'text/html') || isAttached) {
      this.others.push(part);
      return;
    }
    const bytes = decodedBytes(part.body, part.encoding);
    const isHtml = type === 'text/html';
    const limit = isHtml ? this.#htmlRoom : this.#room;
    if (bytes.length > limit) this.others.push(part);
    const read = bytes.subarray(0, limit);
    if (isHtml) this.#htmlRoom -= read.length;
    else this.#room -= read.length;
    if (read.length === 0) return;
    const passage = alternative ?? this.#passage();
    if (isHtml) passage.html.push(this.#html(part, read));
    else passage.text.push(this.#text(part, read));
  }

  #html(part: MimePart, bytes: Uint8Array): string {
    const top = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
    const label = part.type.parameters.get('charset') ?? META.exec(top)?.[1] ?? null;
    return safeHtml(plain(decodedText(bytes, label)));
  }

  #text(part: MimePart, bytes: Uint8Array): string {
    const { parameters } = part.type;
    const text = plain(decodedText(bytes, parameters.get('charset') ?? null));
    if (parameters.get('format')?.toLowerCase() !== 'flowed') return text;
    return unflowed(text, parameters.get('delsp')?.toLowerCase() === 'yes');
  }
}

const textOf = ({ text, html }: Passage): string => {
  const written = text.join('\n');
  // Some programs send an empty text beside the HTML that says everything.
  return written.trim() === '' && html.length > 0 ? html.map(textOfHtml).join('\n') : written;
};

const htmlOf = (passage: Passage): string =>
  passage.html.length > 0 ? passage.html.join('\n') : htmlOfText(passage.text.join('\n'));

/** Linear in the size of the message; never throws on what a sender wrote. */
export const readBody = (root: MimePart): MailBody => {
  const reader = new BodyReader();
  reader.read(root, null);
  const passages = reader.passages.filter(({ text, html }) => text.length + html.length > 0);
  return {
    text: passages.map(textOf).join('\n').trimEnd(),
    html: passages.some(({ html }) => html.length > 0) ? passages.map(htmlOf).join('\n') : null,
    others: reader.others,
  };
};
