import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../../../lambdas/core/domain/settings/schemas.ts';
import { doubtOn } from '../../../../../lambdas/core/domain/triage/category.ts';
import { classify } from '../../../../../lambdas/core/domain/triage/classify.ts';
import { train } from '../../../../../lambdas/core/domain/triage/model/train.ts';
import type { Heard, Opinion } from '../../../../../lambdas/core/domain/triage/opinion/opinion.ts';
import type { Sorting } from '../../../../../lambdas/core/domain/triage/sorting.ts';
import { aSettings, aTicket, type SettingsParts, type TicketParts } from '../../../builders.ts';

const model = 'eu.amazon.nova-lite-v1:0';
const opinion: Opinion = {
  kind: 'said',
  model,
  category: 'bug',
  priority: null,
  confidence: 0.8,
  reason: 'A lamp is dark.',
};
const textModel = train(
  Array.from({ length: 60 }, (_, at) => ({
    subject: at % 2 === 0 ? `login button broken ${at}` : `connector webhook api ${at}`,
    body: at % 2 === 0 ? 'the login button is broken again' : 'the connector to our api sends no webhook',
    language: 'en',
    category: at % 2 === 0 ? 'bug' : 'integration',
    priority: 'normal',
    line: '1',
  })),
);

const sorting = (over: Partial<Sorting> = {}, text = 'The lamp is dark.'): Sorting => ({
  texts: [
    { where: 'subject', text: text === '' ? '' : 'Hello' },
    { where: 'description', text },
  ],
  given: new Set(),
  detect: null,
  model: null,
  earlier: null,
  opinion: null,
  ...over,
});
const sorted = (heard: Heard | null, over: TicketParts = {}, settings: SettingsParts = {}) =>
  classify(aTicket({ subject: 'Hello', ...over }), aSettings(settings), sorting({ opinion: heard }));

describe('what a language model says', () => {
  it('sorts where it is as sure as the text model has to be', () => {
    expect(sorted(opinion).category).toEqual({
      value: 'bug',
      confidence: 0.8,
      reason: `The language model ${model} says so (80 %): A lamp is dark.`,
    });
  });

  it('brings the line and the usual priority of the category, whatever it says of priority', () => {
    expect(sorted({ ...opinion, category: 'payments', priority: 'low' })).toMatchObject({
      line: { value: 1, reason: 'The category "payments" belongs to line 1.' },
      priority: { value: 'high', reason: 'It is the priority of the category "payments".' },
    });
  });

  it('counts for the priority only with its category', () => {
    expect(sorted({ ...opinion, priority: 'high' }).priority).toMatchObject({
      value: 'high',
      confidence: 0.8,
    });
    for (const over of [{ confidence: 0.6 }, { category: null }])
      expect(sorted({ ...opinion, priority: 'high', ...over }).priority.value).toBe('normal');
  });

  it.each([
    [{ confidence: 0.69 }, `The language model ${model} would guess "bug" (69 %): A lamp is dark.`],
    [{ category: null }, `The language model ${model} finds none that fits: A lamp is dark.`],
    [{ category: 'gone' }, `The language model ${model} would guess "gone" (80 %): A lamp is dark.`],
  ])('with %j leaves the ticket to line 1, and is told', (over, told) => {
    expect(sorted({ ...opinion, ...over })).toMatchObject({
      category: {
        value: 'other',
        confidence: 0.5,
        reason: `It is the default category: nobody named a narrower one. ${told}`,
      },
      line: { value: 1 },
    });
  });

  it('is told to be missing when it was not heard', () => {
    expect(sorted({ kind: 'unheard', model, why: 'timeout' }).category.reason).toBe(
      `It is the default category: nobody named a narrower one. The language model ${model} was not heard: it did not answer in time.`,
    );
  });

  it('never opens line 3 or makes urgent', () => {
    const categories = aSettings().categories.map((one) =>
      one.id === 'bug' ? { ...one, line: 3 as const, group: 'third-line' } : { ...one },
    );
    expect(sorted(opinion, {}, { categories })).toMatchObject({
      category: { value: 'other' },
      line: { value: 1 },
    });
    const urgent = aSettings().categories.map((one) =>
      one.id === 'bug' ? { ...one, priority: 'urgent' as const } : { ...one },
    );
    expect(sorted(opinion, {}, { categories: urgent })).toMatchObject({
      category: { value: 'other' },
      priority: { value: 'normal' },
    });
  });

  it('comes after what was given, ruled or surely guessed', () => {
    expect(
      sorted(opinion, { category: 'payments', groupId: 'billing', priority: 'high' }).category.value,
    ).toBe('payments');
    const rules = [{ id: 'dark', when: { words: ['dark'] }, set: { category: 'payments' } }];
    expect(sorted(opinion, {}, { rules }).category.value).toBe('payments');
  });
});

describe('a ticket is in doubt', () => {
  const doubt = (
    over: Partial<Sorting> = {},
    text = 'The lamp is dark.',
    ticket: TicketParts = {},
    settings: Settings = aSettings(),
  ) => doubtOn(aTicket({ subject: text === '' ? '' : 'Hello', ...ticket }), settings, sorting(over, text));

  it('when nothing says more than the default', () => {
    expect(doubt()).toEqual([]);
  });

  it('with the guesses of a text model that is not sure', () => {
    const unsure = aSettings({ desk: { confidenceLimit: 1 } });
    const guesses = doubt({ model: textModel }, 'the login button is broken', {}, unsure) ?? [];
    expect(guesses[0]?.label).toBe('bug');
    expect(guesses.length).toBeGreaterThan(1);
  });

  it.each([
    ['its category was given', doubt({ given: new Set(['category'] as const) })],
    ['it has another category', doubt({}, 'a', { category: 'bug' })],
    ['the text model is sure', doubt({ model: textModel }, 'the login button is broken')],
    [
      'a rule holds',
      doubt(
        {},
        'The lamp is dark.',
        {},
        aSettings({ rules: [{ id: 'dark', when: { words: ['dark'] }, set: { category: 'payments' } }] }),
      ),
    ],
    ['it says nothing', doubt({}, '')],
    [
      'there is nothing to choose from',
      doubt({}, 'a', {}, { ...aSettings(), categories: aSettings().categories.filter((one) => one.default) }),
    ],
  ])('but not when %s', (_why, found) => {
    expect(found).toBeNull();
  });
});
