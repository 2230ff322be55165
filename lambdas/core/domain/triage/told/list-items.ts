/** Whether an item of a list is something to do: a list of complaints or names has none. */
import { DOES_NOTHING, LEAD, NO_ORDER, SELF, THINGS, VERBLIKE, WISHES } from './beside-doing.ts';
import { wordsOf } from './doing.ts';
import { DOING } from './doing-words.ts';

const RUSSIAN_VERB =
  /(?:ю|юсь|аем|яем|им|ал|ил|ел|ыл|нул|ала|ила|ела|ыла|али|или|ели|лся|лась|лись|ать|ить|еть|уть|ться|йте|ите)$/u;
/** It begins with what is done, known or not: "Scan the barcode", «Взвешиваю коробку». */
export const beginsDoing = (item: string): boolean => {
  const words = wordsOf(item.slice(0, 300));
  const at = words.findIndex(({ word }) => !LEAD.has(word) && !SELF.has(word));
  const first = words[at];
  if (first === undefined) return false;
  const next = words[at + 1];
  if (first.doing !== null) return !NO_ORDER.has(next?.word ?? '');
  if (DOING.has(first.word) || WISHES.has(first.word)) return false;
  if (/[а-я]/u.test(first.word))
    return (
      first.word.length > 4 &&
      RUSSIAN_VERB.test(first.word) &&
      !VERBLIKE.has(first.word) &&
      !first.word.endsWith('сть')
    );
  return next !== undefined && !next.begins && THINGS.has(next.word) && !DOES_NOTHING.has(first.word);
};
