import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../../lambdas/core/domain/settings/parse.ts';
import { settingsProblems } from '../../../../lambdas/core/domain/settings/references.ts';
import type { Settings } from '../../../../lambdas/core/domain/settings/schemas.ts';
import { aSettings } from '../../builders.ts';

const wrong = (rules: Settings['rules']) =>
  settingsProblems({ ...aSettings(), rules }).map(({ path, message }) => `${path.join('.')} ${message}`);

const MUST_END = 'must end with a word (letters or digits, and + or # behind them), or a word and *';

describe('rules of classification', () => {
  it('refer to what exists', () => {
    const when = { product: 'none', mailbox: 'a@help.example' };
    expect(wrong([{ id: 'a', when, set: { category: 'paymnts', line: 2 } }])).toEqual([
      '0.when.product there is no product "none"',
      '0.when.mailbox there is no mailbox "a@help.example"',
      '0.set.category there is no category "paymnts"; did you mean "payments"?',
    ]);
  });

  it('ask something, say something, and have a name of their own', () => {
    const rule = { id: 'a', when: { plan: 'basic' }, set: { priority: 'low' } } as const;
    expect(wrong([rule])).toEqual([]);
    expect(wrong([rule, { ...rule, when: {} }, { ...rule, id: 'b', set: {} }])).toEqual([
      '1.id is there twice: "a"',
      '1.when must have a condition',
      '2.set must set something',
    ]);
  });

  it.each([
    '!!!',
    '*',
    ' ',
    '* * money',
    ' * money',
    '*money',
    'money *',
    'money * *',
    'm*ney',
    'my ** money',
  ])('know no phrase "%s"', (word) => {
    const rule = { id: 'a', when: { words: [word] }, set: { line: 1 } };
    expect(readDocument('rules', [rule])).toHaveProperty('problems');
  });

  it.each([
    ['', 'must not be empty'],
    ['*', MUST_END],
  ])('know no phrase "%s", and say so once', (word, message) => {
    const rule = { id: 'a', when: { words: [word] }, set: { line: 1 } };
    expect(readDocument('rules', [rule])).toMatchObject({ problems: [{ message }] });
  });

  it('say where the stars of a phrase may stand', () => {
    const when = { words: ['give * * my money* * back*', 'C++ * C#', '.NET*', '* money', 'money *', 'C+ +'] };
    expect(readDocument('rules', [{ id: 'a', when, set: { line: 1 } }])).toMatchObject({
      problems: [
        { message: 'may have * behind a word, or on its own between two' },
        { message: MUST_END },
        { message: MUST_END },
      ],
    });
  });
});
