/** Letters as they come in over a busy hour, drawn by chance: questions, answers, copies, forgeries, machines. */
import type { Coming, Letter } from './letters.ts';

/** From 0 to 1, never 1. */
export type Chance = () => number;

/** The same numbers for the same seed (mulberry32, public domain, Tommy Ettinger). */
export const chanceOf = (seed: number): Chance => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** How often its words must stand on tickets in the end, whatever happens on the way. */
export type Expected = 'once' | 'at most once' | 'never';

export interface SomeLetter {
  readonly letter: Letter;
  readonly coming: Coming;
  /** Stands in its text and, but for copies of it, in no other. */
  readonly marker: string;
  readonly expected: Expected;
}

const PEOPLE = 8;
/** Longer than a row of the table holds. */
const LONG = 'All of this is a log, and it is long. '.repeat(1_500);

const pick = <T>(chance: Chance, some: readonly T[]): T => some[Math.floor(chance() * some.length)] as T;

export const shuffled = <T>(chance: Chance, some: readonly T[]): readonly T[] =>
  some
    .map((one) => ({ one, at: chance() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);

type Make = (
  chance: Chance,
  given: { readonly id: string; readonly text: string; readonly earlier: SomeLetter },
) => Omit<SomeLetter, 'marker'>;

const proven: Coming = { dmarc: 'pass' };

const personOf = (chance: Chance): string => `p${Math.floor(chance() * PEOPLE)}@people.example`;

const answerTo = ({ letter }: SomeLetter): readonly string[] => [`In-Reply-To: <${letter.id}>`];

const question: Make = (chance, { id, text }) => ({
  letter: { from: personOf(chance), id, text: chance() < 0.15 ? `${LONG}\n${text}` : text },
  coming: { dmarc: pick(chance, ['pass', 'pass', 'none', 'fail'] as const) },
  expected: 'once',
});

/** Each as often as it stands here. */
const MAKES: readonly Make[] = [
  question,
  question,
  question,
  // Of the same person, or of a stranger, who gets a ticket of their own.
  (chance, { id, text, earlier }) => ({
    letter: {
      from: chance() < 0.8 ? earlier.letter.from : personOf(chance),
      id,
      text,
      headers: answerTo(earlier),
    },
    coming: proven,
    expected: 'once',
  }),
  (_chance, { id, text, earlier }) => ({
    letter: { from: earlier.letter.from, id, text, headers: answerTo(earlier) },
    coming: proven,
    expected: 'once',
  }),
  // A broken program gives two mails one id.
  (_chance, { text, earlier }) => ({
    letter: { from: earlier.letter.from, id: earlier.letter.id ?? '', text },
    coming: proven,
    expected: 'once',
  }),
  (_chance, { id, text, earlier }) => ({
    letter: { from: earlier.letter.from, id, text, headers: answerTo(earlier) },
    coming: { dmarc: 'fail' },
    expected: 'at most once',
  }),
  (_chance, { id, text, earlier }) => ({
    letter: { from: 'agent1@help.example.com', id, text, headers: answerTo(earlier) },
    coming: proven,
    expected: 'at most once',
  }),
  (_chance, { id, text, earlier }) => ({
    letter: {
      from: earlier.letter.from,
      id,
      text,
      headers: ['Auto-Submitted: auto-replied', ...answerTo(earlier)],
    },
    coming: proven,
    expected: 'at most once',
  }),
  (_chance, { id, text }) => ({
    letter: { from: 'news@shop.example', id, text, headers: ['List-Id: <news.shop.example>'] },
    coming: proven,
    expected: 'never',
  }),
  (_chance, { id, text }) => ({
    letter: { from: 'seller@shop.example', id, text },
    coming: { spam: 'fail' },
    expected: 'never',
  }),
];

/** A third of them are copies of others, as they are. */
export const someLetters = (chance: Chance, count: number): readonly SomeLetter[] => {
  const letters: SomeLetter[] = [];
  for (let n = 0; n < count; n += 1) {
    const marker = `marker-${n}-${Math.floor(chance() * 1e9)}`;
    const earlier = letters.length === 0 ? undefined : pick(chance, letters);
    if (earlier !== undefined && chance() < 0.33) {
      letters.push(earlier);
      continue;
    }
    const make = earlier === undefined ? question : pick(chance, MAKES);
    const given = { id: `m${n}@people.example`, text: `I say ${marker}.` };
    const fallback: SomeLetter = { letter: { from: '', id: '' }, coming: {}, marker: '', expected: 'never' };
    letters.push({ ...make(chance, { ...given, earlier: earlier ?? fallback }), marker });
  }
  return letters;
};
