/** What SES does to a raw message on its way out: it reads the addresses, takes its own headers off and sets the id. */

/** One header as it was written, folded lines included, without the line break at its end. */
interface Header {
  /** In lower case. */
  readonly name: string;
  readonly raw: string;
}

const split = (raw: string): { readonly headers: readonly Header[]; readonly rest: string } => {
  const end = /\r?\n\r?\n/.exec(raw);
  const head = end === null ? raw : raw.slice(0, end.index);
  const headers = head
    .split(/\r?\n(?![ \t])/)
    .filter((line) => line !== '')
    .map((line) => ({
      name: line
        .slice(0, Math.max(0, line.indexOf(':')))
        .trim()
        .toLowerCase(),
      raw: line,
    }));
  return { headers, rest: end === null ? '\r\n\r\n' : raw.slice(end.index) };
};

/** The unfolded value of the first header of that name. */
export const headerOf = (raw: string, name: string): string | undefined => {
  const found = split(raw).headers.find((header) => header.name === name);
  return found?.raw
    .slice(found.raw.indexOf(':') + 1)
    .replace(/\r?\n[ \t]+/g, ' ')
    .trim();
};

/** Headers by which a sender speaks to SES, and the one that must not be seen by others. */
const TAKEN_OFF = /^(message-id|bcc|x-ses-.*)$/;

/** `raw` with `Message-ID: <messageId>` for its own, and a Date if it has none; `latin1` text, byte for byte. */
export const asSent = (raw: string, messageId: string, date: Date): string => {
  const { headers, rest } = split(raw);
  const kept = headers.filter((header) => !TAKEN_OFF.test(header.name)).map((header) => header.raw);
  if (!headers.some((header) => header.name === 'date')) {
    kept.push(`Date: ${date.toUTCString().replace('GMT', '+0000')}`);
  }
  return `${[...kept, `Message-ID: <${messageId}>`].join('\r\n')}${rest}`;
};

/** Message tags as the header writes them: `name=value, name=value`. */
export const parseTags = (header: string | undefined): Record<string, string> => {
  const tags: Record<string, string> = {};
  for (const part of (header ?? '').split(/[,;]/)) {
    const sign = part.indexOf('=');
    if (sign > 0) tags[part.slice(0, sign).trim()] = part.slice(sign + 1).trim();
  }
  return tags;
};
