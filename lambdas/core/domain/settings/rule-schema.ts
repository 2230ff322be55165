/** The shape of the settings document `rules`: what a desk knows of its tickets before anybody has read them. */
import * as z from 'zod/mini';
import { PLANS, PRIORITIES } from '../ticket/words.ts';
import { email, line, lineNumber, locale, slug } from './fields.ts';

const list = <T extends z.core.SomeType>(item: T, most: number) => z.array(item).check(z.maxLength(most));

/** A `*` stands behind a word, or on its own behind another. */
const hasStarsInPlace = (phrase: string): boolean =>
  phrase
    .trim()
    .split(/\s+/u)
    .every((word, at) => (word === '*' ? at > 0 : /^[^*]+\*?$/u.test(word)));

/** A word ("C++" is one) or a phrase; with `*` behind a word, whatever begins so; `*` on its own is up to three words. */
const phrase = line(80).check(
  z.regex(/[\p{L}\p{N}][+#]*\*?$/u, {
    error: 'must end with a word (letters or digits, and + or # behind them), or a word and *',
    abort: true,
  }),
  z.refine(hasStarsInPlace, 'may have * behind a word, or on its own between two'),
);

/** All that is given must hold; of `words` one is enough. `language` is compared without its region. */
const when = z.strictObject({
  words: z.optional(list(phrase, 200).check(z.minLength(1))),
  product: z.optional(slug),
  plan: z.optional(z.enum(PLANS)),
  mailbox: z.optional(email),
  language: z.optional(locale),
});

const set = z.strictObject({
  category: z.optional(slug),
  priority: z.optional(z.enum(PRIORITIES)),
  line: z.optional(lineNumber),
});

export const rules = list(z.strictObject({ id: slug, when, set }), 200);

export type TriageRule = z.infer<typeof rules>[number];
