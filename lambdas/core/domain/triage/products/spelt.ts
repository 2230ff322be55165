/** Names that are not written as they should be: declined, or typed on the other keyboard layout. */
import { stemOf } from '../../search/stems.ts';
import { wholeWordAt } from '../text.ts';
import type { Span } from './everyday.ts';
import type { Hit, Named } from './misspelt.ts';

/** Every place where a word stands on its own. */
export function* placesOf(lower: string, word: string): Generator<Span> {
  for (let at = wholeWordAt(lower, word); at !== -1; at = wholeWordAt(lower, word, at + word.length))
    yield [at, at + word.length];
}

export function* writtenIn<N extends Named>(lower: string, named: readonly N[]): Generator<Hit<N>> {
  for (const one of named) for (const span of placesOf(lower, one.name)) yield { named: one, span };
}

const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const CYRILLIC = 'йцукенгшщзхъфывапролджэячсмитьбю';
const OTHER_KEY: ReadonlyMap<string, string> = new Map(
  [...LATIN].flatMap((latin, at): readonly [string, string][] => {
    const cyrillic = CYRILLIC[at] ?? latin;
    return [
      [latin, cyrillic],
      [cyrillic, latin],
    ];
  }),
);

/** What a word becomes when the keyboard is switched to the other script: "desktop" is «вуылещз»; as long as it was. */
const onOtherLayout = (lower: string): string =>
  Array.from({ length: lower.length }, (_, at) => OTHER_KEY.get(lower[at] ?? '') ?? lower[at] ?? '').join('');

/** Shorter names come about by chance. */
const SHORTEST_TYPED = 5;

/** Names typed on the other layout; it is the names that are switched, for they are shorter than texts. */
export function* switchedIn<N extends Named>(lower: string, named: readonly N[]): Generator<Hit<N>> {
  for (const one of named) {
    if (one.name.length < SHORTEST_TYPED) continue;
    for (const span of placesOf(lower, onOtherLayout(one.name))) yield { named: one, span };
  }
}

const WORD = /[\p{L}\p{N}]{1,64}/gu;
const CYRILLIC_WORD = /[а-я]/u;

/** An ending changes; how a word begins does not. So only words that begin alike need be reduced to their stems. */
const BEGINNING = 3;

/** Names in whatever case Russian puts them: «в облаке» is «облако». */
export function* declinedIn<N extends Named>(lower: string, named: readonly N[]): Generator<Hit<N>> {
  const sought = named
    .filter(({ name }) => CYRILLIC_WORD.test(name) && name.length >= SHORTEST_TYPED)
    .map((one) => ({ one, stems: (one.name.match(WORD) ?? []).map(stemOf) }))
    .filter(({ stems: [first] }) => first !== undefined && lower.includes(first.slice(0, BEGINNING)));
  if (sought.length === 0) return;
  const words = [...lower.matchAll(WORD)];
  const isStem = (at: number, stem: string): boolean => {
    const word = words[at]?.[0] ?? '';
    return word.startsWith(stem.slice(0, BEGINNING)) && stemOf(word) === stem;
  };
  for (const { one, stems } of sought) {
    for (const [at, first] of words.entries()) {
      const last = words[at + stems.length - 1];
      if (last === undefined || !stems.every((stem, index) => isStem(at + index, stem))) continue;
      yield { named: one, span: [first.index, last.index + last[0].length] };
    }
  }
}
