/** The signed marker, last line of our mails: what tells an answer's ticket when a mail program drops every header. */

export interface Marker {
  readonly number: number;
  /** 16 characters of Crockford's base32 in lower case, the MAC of the reply address. */
  readonly mac: string;
}

/** The space may have become a line break with quote marks, or what HTML has for one. */
const MARKER =
  /#(\d{1,12})(?:[ \t\u00a0]|&nbsp;|&#160;|\r?\n[> ]{0,9}){1,3}([0-9a-hjkmnp-tv-z]{16})(?![0-9a-z])/gi;
/** Our marker is in the newest quoted mail, near the top; a book below it need not be read. */
const TEXT_MOST = 2_000_000;
const MOST_MARKERS = 10;

/** Each once, in order of appearance, so that the newest mail of a quoted history comes first. */
export const markersIn = (text: string): readonly Marker[] => {
  const found = new Map<string, Marker>();
  for (const [, number, mac] of text.slice(0, TEXT_MOST).matchAll(MARKER)) {
    const marker = { number: Number(number), mac: String(mac).toLowerCase() };
    found.set(`${marker.number} ${marker.mac}`, marker);
    if (found.size === MOST_MARKERS) break;
  }
  return [...found.values()];
};
