import { describe, expect, it } from 'vitest';
import { joined, type TranslatedPiece } from '../../../../lambdas/core/domain/translation/join.ts';
import { pieceId } from '../../../../lambdas/core/domain/translation/translation.ts';

const piece = (core: string, outcome: TranslatedPiece['outcome']): TranslatedPiece => ({
  before: '',
  core,
  after: '\n',
  outcome,
});

describe('a translation of pieces', () => {
  it('has them in order, with their white space', () => {
    expect(joined([piece('Один', { text: 'One' }), piece('Два', { text: 'Two' })], '')).toEqual({
      translation: 'One\nTwo\n',
      untranslated: null,
    });
  });

  it('ends at the first gap, and says how much is missing', () => {
    const gap = [
      piece('Один', { text: 'One' }),
      piece('Два', { reason: 'ServiceAway' }),
      piece('Три', { text: '3' }),
    ];
    expect(joined(gap, 'rest')).toEqual({
      translation: 'One\n',
      untranslated: { reason: 'ServiceAway', characters: 12 },
    });
  });

  it('is none when the first piece is missing', () => {
    expect(joined([piece('Один', { reason: 'BudgetSpent' })], '')).toEqual({
      translation: null,
      untranslated: { reason: 'BudgetSpent', characters: 5 },
    });
  });

  it('of a long text says that the rest was too long, unless nothing is written there', () => {
    expect(joined([piece('Один', { text: 'One' })], 'rest').untranslated).toEqual({
      reason: 'TooLong',
      characters: 4,
    });
    expect(joined([piece('Один', { text: 'One' })], ' \n').untranslated).toBeNull();
  });
});

it('a piece has another name for every text and direction', () => {
  const names = [
    pieceId('Да', { from: 'ru', to: 'en' }),
    pieceId('Нет', { from: 'ru', to: 'en' }),
    pieceId('Да', { from: 'bg', to: 'en' }),
    pieceId('Да', { from: 'ru', to: 'de' }),
  ];
  expect(new Set(names).size).toBe(4);
  expect(names[0]).toMatch(/^[0-9a-f]{32}$/);
});
