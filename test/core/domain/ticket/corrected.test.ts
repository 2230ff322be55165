import { describe, expect, it } from 'vitest';
import { changeFields, type FieldsChange } from '../../../../lambdas/core/domain/ticket/change.ts';
import { missingAfter } from '../../../../lambdas/core/domain/ticket/corrected.ts';
import { aSettings, aTicket, CREATED_AT, circumstances, type TicketParts } from '../../builders.ts';

const built = aSettings();
const settings = aSettings({
  categories: built.categories.map((one) =>
    one.id === 'bug'
      ? {
          ...one,
          details: [
            ...one.details,
            { name: 'app', kind: 'product' as const, required: true, ask: { en: 'Which app?' } },
          ],
        }
      : one,
  ),
});

describe('what a ticket lacks after a change by hand', () => {
  it.each<[string, TicketParts, FieldsChange, readonly string[]]>([
    ['a value fills it in', {}, { details: { version: '5' } }, ['app']],
    ['an empty value does not', {}, { details: { version: '' } }, ['version', 'app']],
    ['nor does one of spaces', {}, { details: { version: ' \n' } }, ['version', 'app']],
    ['nor one that says nothing', {}, { details: { version: "I don't know" } }, ['version', 'app']],
    ['a product answers the question for one', {}, { product: 'mobile' }, ['version']],
    ['a product taken away does not', { product: 'mobile' }, { product: null }, ['version', 'app']],
    [
      'what is emptied is missing again',
      { details: { steps: 'a' } },
      { details: { steps: '' } },
      ['version', 'app', 'steps'],
    ],
    ['what was never filled in is not', {}, { details: { steps: '' } }, ['version', 'app']],
    [
      'what nobody requires is not',
      { details: { logs: 'a' } },
      { details: { logs: '' } },
      ['version', 'app'],
    ],
    ['another category wants none of it', {}, { category: 'integration' }, []],
  ])('%s', (_what, over, change, missing) => {
    const ticket = aTicket({ category: 'bug', missingDetails: ['version', 'app'], ...over });
    expect(missingAfter(ticket, change, settings)).toEqual(missing);
  });
});

describe('a correction by hand', () => {
  const changed = (
    fields: FieldsChange,
    over: TicketParts = {},
    by: 'agent' | 'machine' | 'system' = 'agent',
  ) => changeFields(aTicket({ category: 'bug', ...over }), fields, circumstances({ by, settings })).after;
  const again = (...given: Parameters<typeof changed>) => changed(...given).progress.needsAnalysis;

  it.each<[string, FieldsChange, TicketParts?]>([
    ['of the category', { category: 'payments' }],
    ['from the default category', { category: 'bug' }, { category: 'other' }],
    ['of a detail that the category asks for', { details: { version: '5' } }],
    ['that empties one', { details: { version: '' } }, { details: { version: '5' } }],
    ['of the product where it is asked for', { product: 'mobile' }],
    ['on hold as well', { category: 'payments' }, { status: 'on-hold' }],
  ])('%s is analysed', (_what, fields, over) => {
    expect(again(fields, over)).toBe(true);
    expect(again(fields, over, 'machine')).toBe(true);
    expect(again(fields, over, 'system')).toBe(false);
  });

  it.each<[string, FieldsChange, TicketParts?]>([
    ['of anything else', { subject: 'Export', tags: ['vip'], line: 2, type: 'task', priority: 'high' }],
    ['to what it is', { category: 'bug', details: { version: '5' } }, { details: { version: '5' } }],
    ['of a detail that nobody asks for', { details: { colour: 'blue' } }],
    ['of a product that nobody asks for', { product: 'mobile' }, { category: 'integration' }],
    ['of what is solved', { category: 'payments' }, { status: 'solved' }],
    ['that solves it', { category: 'payments', status: 'solved' }],
  ])('%s is not', (_what, fields, over) => {
    expect(again(fields, over)).toBe(false);
  });

  it('bars the machine from asking once somebody has it in hand', () => {
    const waived = (...given: Parameters<typeof changed>) => changed(...given).progress.detailsWaived;
    expect(waived({ category: 'payments' })).toBe(false);
    expect(waived({ category: 'payments' }, { assigneeId: 'agt_1' })).toBe(true);
    expect(waived({ category: 'payments', assigneeId: 'agt_1' })).toBe(true);
    expect(waived({ category: 'payments' }, { marks: { firstReplyAt: CREATED_AT } })).toBe(true);
    expect(waived({ subject: 'Export' }, { assigneeId: 'agt_1' })).toBe(false);
  });
});
