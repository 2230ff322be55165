/** What people write when they are asked for something and that gives nothing of it: greetings, promises, questions back. */
import { isThanks } from '../../ticket/thanks.ts';
import { GOES_ON } from '../nothing-words.ts';
import { sentencesOf } from '../sentences.ts';
import { isLeftToFile, linesOf, lowered, saysNothing } from '../text.ts';
import {
  ANOTHER_MATTER,
  CLOSING,
  COURTESY,
  IS_HELPLESS,
  NOTHING_NEW,
  PROMISE,
} from './empty-answer-words.ts';

/** "Why?", also in brackets or quotes; an address may have a question mark within. */
const ASKING = /\?[)"»”!?\s]{0,4}$/u;
/** As the tables of such words have it. */
export const plainly = (text: string): string => lowered(text).replaceAll('’', "'").trim();

/** What stands below is a name, a place and a telephone. */
export const isClosing = (line: string): boolean => CLOSING.test(plainly(line.slice(0, 100)));

export interface Said {
  readonly text: string;
  /** Where it stands in the whole. */
  readonly from: number;
}

/** Whoever has not answered within so many lines and sentences has written something else. */
const READ_MOST = 100;

/** The sentences of an answer, without what stands below a closing formula. */
export const saidIn = (text: string): readonly Said[] => {
  const lines = linesOf(text).slice(0, READ_MOST);
  const closing = lines.findIndex((line) => isClosing(line.text));
  return lines
    .slice(0, closing === -1 ? lines.length : closing)
    .flatMap((line) =>
      sentencesOf(line.text).map(({ from, to }) => ({
        text: line.text.slice(from, to),
        from: line.position + from,
      })),
    )
    .slice(0, READ_MOST);
};

/** Nothing is given by a sentence; of a long one only the beginning is looked at. */
const SENTENCE_MOST = 300;
const givesNothing = (sentence: string, hasFiles: boolean): boolean => {
  const plain = plainly(sentence.slice(0, SENTENCE_MOST));
  return (
    !/[\p{L}\p{N}]/u.test(plain) ||
    [COURTESY, NOTHING_NEW, PROMISE, ANOTHER_MATTER].some((words) => words.test(plain)) ||
    saysNothing(sentence) ||
    isThanks(sentence) ||
    (isLeftToFile(sentence) && !hasFiles)
  );
};

/** Greetings, thanks and the like, which stand between answers without being one. */
export const isPleasantry = (line: string): boolean =>
  COURTESY.test(plainly(line)) || NOTHING_NEW.test(plainly(line)) || isThanks(line);

/** The sentences of an answer that may give something; none when it asks back. */
export const givingIn = (text: string, hasFiles: boolean): readonly Said[] => {
  const all = saidIn(text);
  const giving = all.filter((said) => !ASKING.test(said.text) && !givesNothing(said.text, hasFiles));
  const isHelpless = all.some(
    ({ text: one }) => saysNothing(one) || IS_HELPLESS.test(plainly(one.slice(0, SENTENCE_MOST))),
  );
  return isHelpless ? giving.filter((said) => GOES_ON.test(plainly(said.text))) : giving;
};

/** Whether any sentence asks back. */
export const asksBack = (text: string): boolean => saidIn(text).some((said) => ASKING.test(said.text));
