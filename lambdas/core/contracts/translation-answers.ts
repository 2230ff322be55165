/** What may be asked about translations, and what is answered. Unknown is null, never absent. */
import * as z from 'zod/mini';
import { translateCode } from '../domain/translation/languages.ts';
import { UNTRANSLATED_REASONS } from '../domain/translation/translation.ts';
import { locale } from './fields.ts';
import { later } from './later.ts';

/** A language tag; of what Amazon Translate does not know nothing could be translated. */
export const translationTarget = later(() =>
  locale.check(
    z.refine(
      (tag) => translateCode(tag) !== null,
      'must be a language that Amazon Translate knows, such as en',
    ),
  ),
);

/** One text and what it says in another language. */
export const translationAnswer = later(() =>
  z.object({
    where: z.enum(['subject', 'comment']),
    /** Of a comment; the first is the description. */
    commentId: z.nullable(z.string()),
    language: z.string(),
    to: z.string(),
    text: z.string(),
    /** A machine's; of a text that is not translated to its end, the beginning. */
    translation: z.nullable(z.string()),
    /** Why the rest has none, and how long it is in UTF-16 units. */
    untranslated: z.nullable(z.object({ reason: z.enum(UNTRANSLATED_REASONS), characters: z.int() })),
  }),
);
