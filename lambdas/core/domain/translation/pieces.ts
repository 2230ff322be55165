/** Texts in pieces that Amazon Translate takes, cut where a reader would pause. */

/** Of UTF-8, in one request. https://docs.aws.amazon.com/translate/latest/dg/what-is-limits.html */
export const MOST_BYTES = 10_000;

/** Behind the last of them; 0: there is none. */
const behindLast = (room: string, sign: string): number => {
  const at = room.lastIndexOf(sign);
  return at === -1 ? 0 : at + sign.length;
};

const behindLastMatch = (room: string, pause: RegExp): number => {
  const last = [...room.matchAll(pause)].at(-1);
  return last === undefined ? 0 : last.index + last[0].length;
};

/** Where a text may be cut, best first: behind a paragraph, a line, a sentence, a word. */
const BORDERS: readonly ((room: string) => number)[] = [
  (room) => behindLast(room, '\n\n'),
  (room) => behindLast(room, '\n'),
  (room) => behindLastMatch(room, /[。！？]|[.!?…]["'»”’)\]]?\s/g),
  (room) => behindLastMatch(room, /\s/g),
];

/** The best place in the second half of a stretch: pieces of a few words would lose their context. */
const borderBefore = (text: string, from: number, to: number): number => {
  const half = from + Math.floor((to - from) / 2);
  const room = text.slice(half, to);
  for (const border of BORDERS) {
    const at = border(room);
    if (at > 0) return half + at;
  }
  return to;
};

/** How far from `from` on so many bytes of UTF-8 reach; a character is never halved. */
const reachOf = (text: string, from: number, bytes: number): number => {
  let [at, left] = [from, bytes];
  while (at < text.length) {
    const point = text.codePointAt(at) ?? 0;
    const size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (size > left) break;
    left -= size;
    at += point < 0x10000 ? 1 : 2;
  }
  return at;
};

/** The pieces of a text, each of at most so many bytes (4 or more); together they are the text. */
export const cut = (text: string, most = MOST_BYTES): readonly string[] => {
  const pieces: string[] = [];
  for (let from = 0; from < text.length; ) {
    const to = reachOf(text, from, most);
    const end = to === text.length ? to : borderBefore(text, from, to);
    pieces.push(text.slice(from, end));
    from = end;
  }
  return pieces;
};

/** The beginning of a text up to a border; the whole when it has no more than so many UTF-16 units. */
export const beginning = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const isHalved = (text.codePointAt(most - 1) ?? 0) >= 0x10000;
  return text.slice(0, borderBefore(text, 0, isHalved ? most - 1 : most));
};

/** A piece without the white space around it: that stays as it is, whatever a translator makes of it. */
export const bare = (piece: string): { before: string; core: string; after: string } => {
  const core = piece.trim();
  const start = piece.length - piece.trimStart().length;
  return { before: piece.slice(0, start), core, after: piece.slice(start + core.length) };
};
