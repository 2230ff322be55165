/** Judged tickets that anyone can tell apart. */
import type { Example } from '../../lambdas/core/domain/triage/model/model.ts';

/** So many refunds and so many crashes, in turn. */
export const manyExamples = (each: number): readonly Example[] =>
  Array.from({ length: each }, (_, at): readonly Example[] => [
    {
      subject: `Refund ${at}`,
      body: 'Please refund the invoice, it was charged twice.',
      language: 'en',
      category: 'payments',
      priority: 'high',
      line: '1',
    },
    {
      subject: `Crash ${at}`,
      body: 'The window freezes and crashes when I open it.',
      language: 'en',
      category: 'bug',
      priority: 'normal',
      line: '2',
    },
  ]).flat();
