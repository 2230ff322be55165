/** The shape of the settings document `macros`: replies that agents give often, and what is done with them. */
import * as z from 'zod/mini';
import { PRIORITIES, TYPES } from '../ticket/words.ts';
import { line, lineNumber, locale, paragraph, perLocale, slug } from './fields.ts';

const list = <T extends z.core.SomeType>(item: T, most: number) => z.array(item).check(z.maxLength(most));

/** What an agent may bring about: nothing returns to `new`, and only time closes. */
const STATUSES = ['open', 'pending', 'on-hold', 'solved'] as const;

const tags = z._default(list(line(50), 50), []);

/** Absent: stays as it is. `assigneeId: me` is whoever applies the macro; null clears what may be empty. */
const change = z.strictObject({
  status: z.optional(z.enum(STATUSES)),
  priority: z.optional(z.enum(PRIORITIES)),
  type: z.optional(z.nullable(z.enum(TYPES))),
  category: z.optional(slug),
  product: z.optional(z.nullable(slug)),
  line: z.optional(lineNumber),
  groupId: z.optional(slug),
  assigneeId: z.optional(z.nullable(slug)),
  tags: z.optional(z.strictObject({ add: tags, remove: tags })),
});

const body = z
  .record(locale, paragraph(5000).check(z.refine((text) => text.trim() !== '', 'must not be blank')))
  .check(z.refine((texts) => Object.keys(texts).length > 0, 'must have a text for one language'));

/** `categories` and `lines` say which tickets it is offered for; absent: for all. */
export const macros = list(
  z.strictObject({
    id: slug,
    name: perLocale(80),
    categories: z.optional(list(slug, 200).check(z.minLength(1))),
    lines: z.optional(list(lineNumber, 3).check(z.minLength(1))),
    comment: z.optional(z.strictObject({ public: z._default(z.boolean(), true), body })),
    change: z.optional(change),
  }),
  200,
);

export type Macro = z.infer<typeof macros>[number];
