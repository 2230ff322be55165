import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  rules as rulesSchema,
  type TriageRule,
} from '../../../../lambdas/core/domain/settings/rule-schema.ts';
import { PRIORITIES } from '../../../../lambdas/core/domain/ticket/words.ts';
import { classify } from '../../../../lambdas/core/domain/triage/classify.ts';
import { GIVABLE } from '../../../../lambdas/core/domain/triage/givable.ts';
import type { Example, TextModel } from '../../../../lambdas/core/domain/triage/model/model.ts';
import { train } from '../../../../lambdas/core/domain/triage/model/train.ts';
import type { Sorting } from '../../../../lambdas/core/domain/triage/sorting.ts';
import { aSettings, aTicket, type TicketParts } from '../../builders.ts';

const rules: readonly TriageRule[] = z.parse(rulesSchema, [
  { id: 'crash', when: { words: ['crash*'] }, set: { category: 'bug' } },
  { id: 'money', when: { words: ['refund*', 'верните деньги'] }, set: { category: 'payments' } },
  { id: 'hurry', when: { words: ['asap', 'срочно'] }, set: { priority: 'urgent' } },
  { id: 'servers', when: { product: 'server' }, set: { line: 2 } },
]);
const withRules = aSettings({ rules: [...rules] });

const examples: readonly Example[] = Array.from({ length: 60 }, (_, at) => ({
  subject: at % 2 === 0 ? `login button broken ${at}` : `connector webhook api ${at}`,
  body: at % 2 === 0 ? 'the login button is broken again' : 'the connector to our api sends no webhook',
  language: 'en',
  category: at % 2 === 0 ? 'bug' : 'integration',
  priority: at % 2 === 0 ? 'high' : 'low',
  line: at % 2 === 0 ? '2' : '2',
}));
const model: TextModel = train(examples);

const sorted = (text: string, over: TicketParts = {}, by: Partial<Sorting> = {}, settings = withRules) => {
  const { guesses: _, ...found } = classify(aTicket({ subject: 'Hello', ...over }), settings, {
    texts: [
      { where: 'subject', text: 'Hello' },
      { where: 'description', text },
    ],
    given: new Set(),
    detect: null,
    model: null,
    earlier: null,
    opinion: null,
    ...by,
  });
  return found;
};

describe('classification without rules that hold and without a model', () => {
  it('says what is merely the default', () => {
    expect(sorted('The lamp is dark.')).toEqual({
      language: { value: 'en', confidence: 0.6, reason: "It is the requester's language." },
      category: {
        value: 'other',
        confidence: 0.5,
        reason: 'It is the default category: nobody named a narrower one.',
      },
      priority: {
        value: 'normal',
        confidence: 0.5,
        reason: 'Nobody said more, and the category sets no priority.',
      },
      line: { value: 1, confidence: 1, reason: 'The category "other" belongs to line 1.' },
    });
  });

  it('says what came with the ticket, and leaves it', () => {
    const given = { category: 'payments', priority: 'urgent', line: 2, groupId: 'second-line' } as const;
    const found = Object.values(sorted('It crashes.', { ...given, language: 'ru' }));
    expect(found.map(({ reason }) => reason)).toEqual([
      'The ticket was given this language.',
      'The ticket was given this category.',
      'The ticket was given this priority.',
      'The ticket was moved to line 2.',
    ]);
  });

  it('says what the category sets', () => {
    expect(sorted('', { category: 'payments', priority: 'high', groupId: 'billing' }).priority).toEqual({
      value: 'high',
      confidence: 1,
      reason: 'It is the priority of the category "payments".',
    });
  });

  it('remembers why it was sorted before', () => {
    const earlier = {
      ...{ analysedAt: null, round: 0, details: [], language: null, line: null, ranking: [] },
      ...{ assignment: null, priority: { value: 'urgent' as const, confidence: 0.9, reason: 'asap' } },
      category: { value: 'bug', confidence: 0.8, reason: 'by the model' },
    };
    const again = sorted('', { category: 'bug', priority: 'urgent' }, { earlier });
    expect(again).toMatchObject({ category: earlier.category, priority: earlier.priority });
  });
});

describe('rules', () => {
  it.each([
    ['It crashed again', { category: 'bug', priority: 'normal', line: 1 }],
    ['Two REFUNDS, please', { category: 'payments', priority: 'high', line: 1 }],
    ['Верните  деньги!', { category: 'payments', priority: 'high', line: 1 }],
    ['Срочно: всё упало', { category: 'other', priority: 'urgent', line: 1 }],
    ['несрочно', { category: 'other', priority: 'normal', line: 1 }],
    ['It crashed after the refund', { category: 'payments', priority: 'high', line: 1 }],
    ['Refund ASAP', { category: 'payments', priority: 'urgent', line: 1 }],
    ['Our Server is slow', { category: 'other', priority: 'normal', line: 2 }],
  ])('sort "%s"', (text, expected) => {
    const { category, priority, line } = sorted(text);
    expect({ category: category.value, priority: priority.value, line: line.value }).toEqual(expected);
  });

  it('say which of them it was, and by which word', () => {
    expect(sorted('Two refunds').category).toEqual({
      value: 'payments',
      confidence: 0.9,
      reason: 'The rule "money" says so: the text has "refund*".',
    });
    expect(sorted('', { product: 'server' }).line.reason).toBe('The rule "servers" says so.');
  });

  it.each([
    [{ plan: 'premium' } as const, { requester: { plan: 'premium' } } as const],
    [{ mailbox: 'a@help.example' }, { mailbox: 'a@help.example' }],
    [{ language: 'ru' }, { language: 'ru-RU' }],
    [{ product: 'mobile' }, { product: 'mobile' }],
  ])('hold only when %j does', (when, ticket: TicketParts) => {
    const settings = aSettings({ rules: [{ id: 'a', when, set: { priority: 'low' } }] });
    expect(sorted('', ticket, {}, settings).priority.value).toBe('low');
    expect(sorted('', {}, {}, settings).priority.value).toBe('normal');
  });

  it('leave a category that is gone alone', () => {
    const settings = aSettings({ rules: [{ id: 'a', when: { plan: 'basic' }, set: { category: 'gone' } }] });
    expect(sorted('', {}, {}, settings).category.value).toBe('other');
  });
});

describe('the text model', () => {
  it('sorts what it is sure of, and names the words', () => {
    const { category, line } = sorted('the login button is broken', {}, { model });
    expect(category.value).toBe('bug');
    expect(category.confidence).toBeGreaterThanOrEqual(0.7);
    expect(category.reason).toMatch(/^The text model takes it for "bug" \(\d+ %, by ".*broken/);
    expect(line.value).toBe(1);
  });

  it('abstains below the limit, and says what it would have guessed', () => {
    const settings = aSettings({ desk: { confidenceLimit: 1 } });
    const { category, priority } = sorted('the login button is broken', {}, { model }, settings);
    expect(category).toMatchObject({ value: 'other', confidence: 0.5 });
    expect(category.reason).toMatch(/would guess "bug" \(.*which is not sure enough/);
    expect(priority.value).toBe('normal');
  });

  it('comes after the rules', () => {
    expect(sorted('refund: the login button is broken', {}, { model }).category.value).toBe('payments');
  });

  it('never sorts by a class that the settings do not have', () => {
    const strange = train(examples.map((one) => ({ ...one, category: `old-${one.category}` })));
    expect(sorted('the login button is broken', {}, { model: strange }).category.value).toBe('other');
  });
});

describe('whatever the text', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom('', ' ', 'x'.repeat(1_000_000), 'Refund ASAP, the login button is broken', '\ud800'),
  );

  it('what people gave stays', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(...PRIORITIES), (text, priority) => {
        const ticket = aTicket({ priority });
        const found = sorted(text, { priority }, { model, given: new Set(GIVABLE) });
        expect(found).toMatchObject({
          language: { value: ticket.language },
          category: { value: ticket.category },
          priority: { value: priority },
          line: { value: ticket.line },
        });
      }),
      { numRuns: 60 },
    );
  });

  it('a category other than the default stays, and answers are of the settings and within bounds', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom('other', 'bug', 'payments'), (text, category) => {
        const groupId = category === 'payments' ? 'billing' : 'first-line';
        const found = sorted(text, { category, groupId }, { model });
        if (category !== 'other') expect(found.category.value).toBe(category);
        expect(withRules.categories.map(({ id }) => id)).toContain(found.category.value);
        for (const { confidence } of Object.values(found)) {
          expect(confidence).toBeGreaterThan(0);
          expect(confidence).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 60 },
    );
  });
});
