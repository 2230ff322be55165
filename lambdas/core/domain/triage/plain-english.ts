/**
 * Whether a text in Latin letters is plainly English, told by its small words: for languages of other letters alone, and
 * so that it needs no detector's tables (ADR 22).
 */

/** Of no other language's small words, and not Russian on a Latin keyboard, as "my", "do", "on", "to" and "no" are. Without apostrophes. */
const WORDS: ReadonlySet<string> = new Set(
  [
    'the this that these those it its there here what when whenever where which who why how once if',
    'and with without from for of after before since until because while than then into out',
    'are was were been being is be have has had does did can could would should will cannot not',
    'dont doesnt didnt isnt arent wasnt cant couldnt wont havent hasnt ive thats',
    'you your we our they their she anybody anyone anything nobody nothing something somebody everything everyone',
    'please thanks thank hello help any every some again still already always never only just now today yesterday',
    'get got see try tried want need keeps says know went goes found back',
  ].flatMap((line) => line.split(' ')),
);

const DIFFERENT_LEAST = 2;
/** One word in so many, at least. */
const ONE_IN = 5;

export const isPlainEnglish = (text: string): boolean => {
  const words =
    text
      .toLowerCase()
      .replace(/['’]/g, '')
      .match(/\p{L}+/gu) ?? [];
  const found = words.filter((word) => WORDS.has(word));
  return new Set(found).size >= DIFFERENT_LEAST && found.length * ONE_IN >= words.length;
};
