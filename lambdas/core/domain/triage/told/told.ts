/** What people tell in sentences of their own: what the trouble costs them, and what they wanted instead. */

import { sentencesOf } from '../sentences.ts';
import { type Find, find, linesOf, lowered } from '../text.ts';
import { EFFECT } from './effect-words.ts';
import { EXPECTED } from './expected-words.ts';
import type { Telling } from './telling.ts';

/** Words stand on their own at their beginning; what they end in is free. */
const anyOf = (sources: readonly string[]): RegExp =>
  new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${sources.join('|')})`, 'u');

const sentence = ({ says, never }: Telling): ((text: string) => Find | null) => {
  const [yes, no] = [anyOf(says), anyOf(never)];
  return (text) => {
    for (const { text: line, position } of linesOf(text)) {
      const lower = lowered(line).replaceAll('’', "'");
      if (!yes.test(lower)) continue;
      for (const { from, to } of sentencesOf(line)) {
        const said = lower.slice(from, to);
        if (!said.endsWith('?') && yes.test(said) && !no.test(said))
          return find(line.slice(from, to), text, [position + from, position + to], 0.6);
      }
    }
    return null;
  };
};

/** The sentence that says what the trouble costs. */
export const effectIn = sentence(EFFECT);

/** The sentence that says what should have happened. */
export const expectedIn = sentence(EXPECTED);
