/** Names that somebody has misspelt: "Photosohp". */

import { type Find, find, lowered } from '../text.ts';
import type { Span } from './everyday.ts';

/** A name, lowered, and what it stands for. */
export interface Named {
  readonly value: string;
  readonly name: string;
}

/** Where a lowered text has one of the names: from one position to before the other. */
export interface Hit<N extends Named> {
  readonly named: N;
  readonly span: Span;
}

/** The beginning of a text that is read so closely: every few words of it are held against every name. */
const TEXT_MOST = 2_000;

/** Letters and digits of a name that may have one slip, and two; a shorter one only exchanges two neighbours. */
const ONE_SLIP = 7;
const TWO_SLIPS = 10;
const LEAST = 5;

/**
 * How many letters must be added, taken, changed or exchanged with their neighbour to make one of the other (optimal
 * string alignment); anything above `most` is `most + 1`.
 */
export const slipsBetween = (one: string, other: string, most: number): number => {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      const exchanged = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row.push(
        Math.min(
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (last[j - 1] ?? 0) + (same ? 0 : 1),
          exchanged ? (before[j - 2] ?? Number.POSITIVE_INFINITY) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return Math.min(last[other.length] ?? most + 1, most + 1);
};

const digitsOf = (text: string): string => text.replaceAll(/\P{N}/gu, '');

/** Two neighbours changed places, and nothing else. */
const isExchange = (one: string, other: string): boolean =>
  one.length === other.length && [...one].toSorted().join('') === [...other].toSorted().join('');

/** A name as it is held against what is written, or what is written: letters and digits without anything between. */
interface Letters {
  readonly letters: string;
  readonly digits: string;
  readonly words: readonly string[];
}

const lettersAs = (words: readonly string[]): Letters => {
  const letters = words.join('');
  return { letters, digits: digitsOf(letters), words };
};

const slipsAllowed = (letters: string): number =>
  letters.length >= TWO_SLIPS ? 2 : letters.length >= LEAST ? 1 : 0;

/** A short word of a longer name is another word with the first slip: "desktop and" is no "desktop app". */
const SHORT_WORD = 4;

const areShortWordsRight = (name: Letters, written: Letters): boolean =>
  name.words.length !== written.words.length ||
  name.words.every((word, at) => word.length >= SHORT_WORD || word === written.words[at]);

/**
 * By how many slips `written` is the name; null: it is another word. Numbers are never mistyped ("Windows 10" is not
 * "Windows 11"), nor is the first letter, and a word that ends otherwise is another form of it ("desktops", "served").
 */
const slipsTo = (name: Letters, written: Letters): number | null => {
  const [one, other] = [name.letters, written.letters];
  const most = slipsAllowed(one);
  if (Math.abs(one.length - other.length) > most || name.digits !== written.digits) return null;
  const slips = slipsBetween(one, other, most);
  if (slips === 0) return 0;
  if (slips > most || (one.length < ONE_SLIP && !isExchange(one, other))) return null;
  if (!areShortWordsRight(name, written)) return null;
  const isOneWord = name.words.length === 1 && written.words.length === 1;
  const isOtherForm = other.startsWith(one.slice(0, -1)) || one.startsWith(other);
  return isOneWord && isOtherForm ? null : slips;
};

interface Near<N extends Named> {
  readonly named: N;
  readonly slips: number;
  readonly from: number;
  readonly to: number;
}

const WORD = /[\p{L}\p{N}]{1,64}/gu;

/** Names by their first letter: most words of a text are none. */
const byLetter = <N extends Named>(named: readonly N[]) =>
  Map.groupBy(
    named.map((one) => ({
      named: one,
      ...lettersAs(one.name.match(WORD) ?? []),
    })),
    ({ letters }) => letters[0] ?? '',
  );

/** No name goes on behind these: "com.acme.desktop" is a name of something else. */
const ENDS = /[.,;:!?/\\]/;

/** The words that may be one name, from one of a text on. */
const phraseFrom = (
  words: readonly RegExpExecArray[],
  start: number,
  most: number,
): readonly RegExpExecArray[] => {
  const phrase = words.slice(start, start + most);
  const end = phrase.findIndex((word, at) => {
    const next = phrase[at + 1];
    return next !== undefined && ENDS.test(word.input.slice(word.index + word[0].length, next.index));
  });
  return end === -1 ? phrase : phrase.slice(0, end + 1);
};

const allIn = <N extends Named>(lower: string, named: readonly N[]): readonly Near<N>[] => {
  const names = byLetter(named);
  const words = [...lower.matchAll(WORD)];
  return words.flatMap((first, start) => {
    const likely = names.get(first[0][0] ?? '') ?? [];
    const widest = Math.max(0, ...likely.map((name) => name.words.length + 1));
    return phraseFrom(words, start, widest).flatMap((last, index): readonly Near<N>[] => {
      const howMany = index + 1;
      const written = lettersAs(words.slice(start, start + howMany).map(([word]) => word));
      return likely.flatMap((name): readonly Near<N>[] => {
        // A space too few or too many is no slip.
        const slips = Math.abs(name.words.length - howMany) > 1 ? null : slipsTo(name, written);
        if (slips === null) return [];
        return [{ named: name.named, slips, from: first.index, to: last.index + last[0].length }];
      });
    });
  });
};

/** Inside a longer name that is as well written a shorter one does not count: "mobile" in "Acme Mobile". */
const isInside = <N extends Named>(one: Near<N>, all: readonly Near<N>[]): boolean =>
  all.some(
    ({ slips, from, to }) =>
      slips <= one.slips && from <= one.from && to >= one.to && to - from > one.to - one.from,
  );

/** The name with the fewest slips, of those the first; none when it could as well be another's. */
export const nearest = <N extends Named>(
  text: string,
  named: readonly N[],
  isMeant: (lower: string, hit: Hit<N>) => boolean = () => true,
): Find | null => {
  const lower = lowered(text.slice(0, TEXT_MOST));
  const all = allIn(lower, named);
  const [best, ...others] = all
    .filter((one) => !isInside(one, all))
    .filter(({ named: one, from, to }) => isMeant(lower, { named: one, span: [from, to] }))
    .toSorted((a, b) => a.slips - b.slips || a.from - b.from);
  if (best === undefined) return null;
  const isEither = others.some(
    (one) => one.named.value !== best.named.value && one.slips === best.slips && one.from === best.from,
  );
  return isEither ? null : find(best.named.value, text, [best.from, best.to], (8 - best.slips) / 10);
};
