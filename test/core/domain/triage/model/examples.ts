/** Tickets that a model can be tried on. */
import type { Example } from '../../../../../lambdas/core/domain/triage/model/model.ts';

export const anExample = (parts: Partial<Example> = {}): Example => ({
  subject: '',
  body: '',
  language: null,
  category: null,
  priority: null,
  line: null,
  ...parts,
});

const WORDS = {
  payments: ['invoice', 'refund', 'charged', 'card', 'счёт', 'оплата', 'возврат'],
  'app-error': ['crash', 'freezes', 'exception', 'screen', 'ошибка', 'зависает', 'падает'],
  question: ['how', 'where', 'possible', 'explain', 'подскажите', 'можно', 'настроить'],
} as const;

/** So many of each of three categories, which anyone can tell apart; `urgent` and line 2 for errors. */
export const easyExamples = (each: number): readonly Example[] =>
  Object.entries(WORDS).flatMap(([category, words]) =>
    Array.from({ length: each }, (_, at) =>
      anExample({
        subject: words[at % words.length] ?? '',
        body: `hello ${words[(at + 1) % words.length]} the program ${words[(at + 3) % words.length]} please ${at}`,
        category,
        priority: category === 'app-error' ? 'urgent' : 'normal',
        line: category === 'app-error' ? '2' : '1',
      }),
    ),
  );
