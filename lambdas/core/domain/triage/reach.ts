/** How much of a long conversation is read, so that analysis ends in time whatever people paste. */
import { type Source, TEXT_MOST } from './text.ts';

/** UTF-16 units of all texts together: twenty of the longest. */
export const TEXTS_MOST = 400_000;

const sizeOf = ({ text }: Source): number => Math.min(text.length, TEXT_MOST);

/** What a ticket is about stands first: the subject and the description. */
const BEGINNING = 2;

/**
 * The texts as they are while they are not too many; else the first two, and the newest that find room. Of those
 * between the words are left out: what was found in them at an earlier analysis stays found. Files count always.
 */
export const withinReach = (texts: readonly Source[]): readonly Source[] => {
  const total = texts.reduce((sum, source) => sum + sizeOf(source), 0);
  if (total <= TEXTS_MOST) return texts;
  let room = texts.slice(0, BEGINNING).reduce((left, source) => left - sizeOf(source), TEXTS_MOST);
  const tooOld = texts.findLastIndex((source, at) => {
    if (at < BEGINNING) return true;
    room -= sizeOf(source);
    return room < 0;
  });
  return texts.map((source, at) => (at >= BEGINNING && at <= tooOld ? { ...source, text: '' } : source));
};
