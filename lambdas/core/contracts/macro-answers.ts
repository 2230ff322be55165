/** What the API answers about the macros of a ticket. Unknown is null, never absent. */
import * as z from 'zod/mini';
import { later } from './later.ts';

export const macrosAnswer = later(() =>
  z.object({
    data: z.array(
      z.object({
        id: z.string(),
        name: z.record(z.string(), z.string()),
        suggested: z.boolean(),
        /** Why it is suggested. */
        reason: z.nullable(z.string()),
        /** How often it was used on tickets of this category. */
        uses: z.int(),
        /** As it would be said on this ticket. */
        comment: z.nullable(z.object({ public: z.boolean(), language: z.string(), body: z.string() })),
        /** As the settings have it. */
        change: z.nullable(z.unknown()),
        /** Why it cannot be applied to the ticket as it is. */
        refusal: z.nullable(z.string()),
      }),
    ),
  }),
);
