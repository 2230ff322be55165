/** Names that somebody has misspelt: "Photosohp". */
import { type Find, find, lowered } from './text.ts';

/** A name, lowered, and what it stands for. */
export interface Named {
  readonly value: string;
  readonly name: string;
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

const lettersOf = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, '');
const digitsOf = (text: string): string => text.replaceAll(/\P{N}/gu, '');

/** Two neighbours changed places, and nothing else. */
const isExchange = (one: string, other: string): boolean =>
  one.length === other.length && [...one].toSorted().join('') === [...other].toSorted().join('');

/** A name as it is held against what is written, or what is written: letters and digits without anything between. */
interface Letters {
  readonly letters: string;
  readonly digits: string;
  /** How many words it has. */
  readonly words: number;
}

const lettersAs = (text: string, words: number): Letters => ({
  letters: text,
  digits: digitsOf(text),
  words,
});

const slipsAllowed = ({ letters }: Letters): number =>
  letters.length >= TWO_SLIPS ? 2 : letters.length >= LEAST ? 1 : 0;

/**
 * By how many slips `written` is the name; null: it is another word. Numbers are never mistyped ("Windows 10" is not
 * "Windows 11"), nor is the first letter, and a word that ends otherwise is another form of it ("desktops", "served").
 */
const slipsTo = (name: Letters, written: Letters): number | null => {
  const most = slipsAllowed(name);
  const [one, other] = [name.letters, written.letters];
  if (Math.abs(one.length - other.length) > most || name.digits !== written.digits) return null;
  const slips = slipsBetween(one, other, most);
  if (slips === 0) return 0;
  if (slips > most || (one.length < ONE_SLIP && !isExchange(one, other))) return null;
  const isOneWord = name.words === 1 && written.words === 1;
  const isOtherForm = other.startsWith(one.slice(0, -1)) || one.startsWith(other);
  return isOneWord && isOtherForm ? null : slips;
};

interface Near {
  readonly value: string;
  readonly slips: number;
  readonly from: number;
  readonly to: number;
}

const WORD = /[\p{L}\p{N}]{1,64}/gu;

/** Names by their first letter: most words of a text are none. */
const byLetter = (named: readonly Named[]) =>
  Map.groupBy(
    named.map(({ value, name }) => ({
      value,
      ...lettersAs(lettersOf(name), (name.match(WORD) ?? []).length),
    })),
    ({ letters }) => letters[0] ?? '',
  );

const allIn = (text: string, named: readonly Named[]): readonly Near[] => {
  const names = byLetter(named);
  const words = [...lowered(text.slice(0, TEXT_MOST)).matchAll(WORD)];
  return words.flatMap((first, start) => {
    const likely = names.get(first[0][0] ?? '') ?? [];
    const widest = Math.max(0, ...likely.map((name) => name.words + 1));
    return words.slice(start, start + widest).flatMap((last, index): readonly Near[] => {
      const howMany = index + 1;
      const letters = words.slice(start, start + howMany).map(([word]) => word);
      const written = lettersAs(letters.join(''), howMany);
      return likely.flatMap((name): readonly Near[] => {
        // A space too few or too many is no slip.
        const slips = Math.abs(name.words - howMany) > 1 ? null : slipsTo(name, written);
        if (slips === null) return [];
        return [{ value: name.value, slips, from: first.index, to: last.index + last[0].length }];
      });
    });
  });
};

/** The name with the fewest slips, of those the first; none when it could as well be another's. */
export const nearest = (text: string, named: readonly Named[]): Find | null => {
  const [best, ...others] = allIn(text, named).toSorted((a, b) => a.slips - b.slips || a.from - b.from);
  if (best === undefined) return null;
  const isEither = others.some(
    ({ value, slips, from }) => value !== best.value && slips === best.slips && from === best.from,
  );
  return isEither ? null : find(best.value, text, [best.from, best.to], (8 - best.slips) / 10);
};
