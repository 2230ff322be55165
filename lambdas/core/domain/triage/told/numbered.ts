/** Numbered lists, on lines of their own or within one: "1. open it", "1) open it 2) save it". */
import { linesOf } from '../text.ts';

export interface NumberedItem {
  /** Without its number. */
  readonly text: string;
  /** Where it stands in the whole text, its number included. */
  readonly from: number;
  readonly to: number;
  /** "Step 1": the number says itself what it counts. */
  readonly isStep: boolean;
}

/** A time ("10:15"), a date ("12.05.2026") or a version is no number of a list. */
const STEP_MARK =
  /^[\s>*•#-]{0,10}(?:step|шаг|schritt|étape|paso|крок)\s{0,2}(?:№\s?)?(\d{1,2})\s{0,2}[.):\-–—]?\*{0,2}\s{0,4}(?=\S)/iu;
const MARK = /^[\s>*•-]{0,10}(\d{1,2})(?:\s?[.):](?!\d)|\s[-–—]\s)\*{0,2}\s{0,4}(?=\S)/u;
const MARK_WITHIN = /(?:^|[\s,;:])(\d{1,2})[.)](?!\d)\s{0,4}(?=\S)/gu;

const BEGINS = /(?<!\d)1[.)]/u;

interface Marked extends NumberedItem {
  readonly number: number;
}

/** The items that begin on a line. */
const itemsOn = (line: string, position: number): readonly Marked[] => {
  const step = STEP_MARK.exec(line);
  const alone = step ?? MARK.exec(line);
  const within = step === null && BEGINS.test(line) ? [...line.matchAll(MARK_WITHIN)] : [];
  const marks = within.length > 1 ? within : alone === null ? [] : [alone];
  return marks.map((mark, at) => {
    const to = marks[at + 1]?.index ?? line.length;
    return {
      number: Number(mark[1]),
      text: line.slice(mark.index + mark[0].length, to).trim(),
      from: position + mark.index,
      to: position + to,
      isStep: step !== null,
    };
  });
};

/** Every list that counts up from 1 and has two items or more; lines between two items belong to the first of them. */
export const numberedIn = (text: string): readonly (readonly NumberedItem[])[] => {
  const lists: Marked[][] = [];
  for (const line of linesOf(text)) {
    for (const item of itemsOn(line.text, line.position)) {
      const list = lists.at(-1);
      if (item.number === 1) lists.push([item]);
      else if (list?.at(-1)?.number === item.number - 1) list.push(item);
    }
  }
  return lists
    .filter((list) => list.length > 1)
    .map((list) =>
      list.map(({ text: begun, from, to, isStep }, at) => {
        const next = list[at + 1];
        const rest = next === undefined ? '' : text.slice(to, next.from).trimEnd();
        return { text: `${begun}${rest}`.trim(), from, to: to + rest.length, isStep };
      }),
    );
};
