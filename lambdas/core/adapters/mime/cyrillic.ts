/** How much a text looks like written Russian, Ukrainian or Bulgarian: tells koi8-r, windows-1251 and cp866 apart. */

/** Share of each letter in written Russian, in percent (with Ukrainian і ї є ґ), as natural logarithms. */
const SHARES: ReadonlyMap<string, number> = new Map(
  (
    'о10.97 е8.45 а8.01 и7.35 н6.7 т6.26 с5.47 р4.73 в4.54 л4.4 к3.49 м3.21 д2.98 п2.81 у2.62 я2.01 ы1.9 ' +
    'ь1.74 г1.7 з1.65 б1.59 ч1.44 й1.21 х0.97 ж0.94 ш0.73 ю0.64 ц0.48 щ0.36 э0.32 ф0.26 ъ0.04 ё0.3 ' +
    'і2 ї0.6 є0.6 ґ0.05'
  )
    .split(' ')
    .map((entry) => [entry.charAt(0), Math.log(Number(entry.slice(1)))]),
);

const PUNCTUATION = /[\u00a0«»“”„—–…№°’©\u00ad]/;

/** Natural logarithm of a letter's share, less for what no person writes; about 1.5 for prose, below 0.9 for noise. */
export const cyrillicScore = (text: string): number => {
  let sum = 0;
  let count = 0;
  let previous: 'lower' | 'upper' | 'other' = 'other';
  for (const character of text) {
    if (character < '\u0080') {
      previous = 'other';
      continue;
    }
    count += 1;
    const lower = character.toLowerCase();
    const share = SHARES.get(lower);
    if (share === undefined) {
      sum -= PUNCTUATION.test(character) ? 0 : 2.5;
      previous = 'other';
      continue;
    }
    const isUpper = lower !== character;
    // A capital inside a word is the mark of the wrong table: koi8-r keeps its capitals where windows-1251 has small.
    if (isUpper && previous === 'lower') sum -= 3;
    if (isUpper && previous === 'upper') sum -= 0.5;
    sum += share;
    previous = isUpper ? 'upper' : 'lower';
  }
  return count === 0 ? 0 : sum / count;
};

/** From here on a text is prose rather than noise. */
export const PROSE = 0.75;
