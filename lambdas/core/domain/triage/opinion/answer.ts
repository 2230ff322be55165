/** Reading what a language model answered: it is checked as any stranger's input is, and else counts as nothing. */
import * as z from 'zod/mini';
import { PRIORITIES, type Priority } from '../../ticket/words.ts';
import { type Asking, NONE } from './asking.ts';
import type { Heard } from './opinion.ts';

/** 1 is said by people and settings alone. */
const CONFIDENCE_MOST = 0.99;
const REASON_MOST = 300;

const answered = z.strictObject({
  category: z.nullable(z.string()),
  priority: z.nullable(z.enum([...PRIORITIES, NONE])),
  confidence: z.number().check(z.minimum(0), z.maximum(1)),
  reason: z.string().check(z.maxLength(4000)),
});

const named = <T extends string>(value: T | null): Exclude<T, typeof NONE> | null =>
  value === null || value === NONE ? null : (value as Exclude<T, typeof NONE>);

/** One line without control characters and marks that turn or hide text (Unicode's Cc and Cf). */
const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, REASON_MOST)
    .toWellFormed();

/** Never throws. A longer reason is cut, for it is only read by people; everything else is taken as agreed or not at all. */
export const heardIn = (
  answer: unknown,
  { categories }: Pick<Asking, 'categories'>,
  model: string,
): Heard => {
  const parsed = z.safeParse(answered, answer);
  if (!parsed.success) return { kind: 'unheard', model, why: 'shape' };
  const { confidence, reason } = parsed.data;
  const category = named(parsed.data.category);
  if (category !== null && !categories.includes(category))
    return { kind: 'unheard', model, why: 'unknown-category' };
  const priority: Priority | null = named(parsed.data.priority);
  return {
    kind: 'said',
    model,
    category,
    priority: priority === 'urgent' ? 'high' : priority,
    confidence: Math.min(confidence, CONFIDENCE_MOST),
    reason: oneLine(reason),
  };
};
