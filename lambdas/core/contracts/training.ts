/** How the function that teaches the text model is asked, by the clock and by operators. */
import * as z from 'zod/mini';

/** The longest that a function may run: https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html */
export const TRAINING_SECONDS = 900;

/** What an operator sends: `order` stays the same however often it is sent, so that nothing is trained twice. */
export interface AskedTraining {
  readonly order: string;
  readonly by: string;
}

const occasion = z.object({
  order: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  by: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
  /** Of an event by the clock, the same at each of its deliveries. */
  id: z.optional(z.string()),
});

/** Null for what it does not say: by the clock nobody asks. */
export const trainingAsked = (event: unknown): { readonly id: string | null; readonly by: string | null } => {
  const asked = z.safeParse(occasion, event);
  if (!asked.success) return { id: null, by: null };
  const { order, by, id } = asked.data;
  return { id: order ?? id ?? null, by: by ?? null };
};
