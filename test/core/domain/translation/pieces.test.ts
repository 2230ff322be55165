import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bare, beginning, cut, MOST_BYTES } from '../../../../lambdas/core/domain/translation/pieces.ts';

/** Letters of one to four bytes, ends of sentences, white space, and halves of characters that stand alone. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom('a', 'ж', '語', '😀', '. ', '! ', '\n', '\n\n', ' ', '。', '\ud83d', '\ude00'),
      fc.string({ unit: 'grapheme' }),
    ),
    { maxLength: 200 },
  )
  .map((parts) => parts.join(''));

const halves = (text: string): boolean => /^[\udc00-\udfff]/.test(text) || /[\ud800-\udbff]$/.test(text);

describe('pieces of a text', () => {
  it('are the text when they are put together, and none has too many bytes', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 4, max: 60 }), (text, most) => {
        const pieces = cut(text, most);
        expect(pieces.join('')).toBe(text);
        for (const piece of pieces) {
          expect(piece).not.toBe('');
          expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  it('never halve a character', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 4, max: 60 }), (given, most) => {
        for (const piece of cut(given.toWellFormed(), most)) expect(halves(piece)).toBe(false);
      }),
    );
  });

  it.each([
    ['paragraphs', 'One one one.\n\nTwo\nis longer. Yes.', 20, ['One one one.\n\n', 'Two\nis longer. Yes.']],
    ['lines', 'One one. One one\nTwo two. Two two', 30, ['One one. One one\n', 'Two two. Two two']],
    ['sentences', 'It is slow. It was quick before.', 20, ['It is slow. ', 'It was quick before.']],
    ['Chinese sentences', '它很慢。以前很快。', 18, ['它很慢。', '以前很快。']],
    ['words', 'one two three four', 12, ['one two ', 'three four']],
    ['nothing, where there is nothing', 'aaaaaaaaaa', 4, ['aaaa', 'aaaa', 'aa']],
  ])('are cut behind %s', (_where, text, most, pieces) => {
    expect(cut(text, most)).toEqual(pieces);
  });

  it('are one for a text that fits, and none for an empty one', () => {
    expect(cut('x'.repeat(MOST_BYTES))).toHaveLength(1);
    expect(cut('x'.repeat(MOST_BYTES + 1))).toHaveLength(2);
    expect(cut('')).toEqual([]);
  });

  it('of a very long text of dots are there at once', () => {
    expect(cut('.'.repeat(200_000)).length).toBeGreaterThanOrEqual(20);
  });
});

describe('the beginning of a text', () => {
  it('is a beginning, no longer than asked for, and halves no character', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 60 }), (given, most) => {
        const text = given.toWellFormed();
        const begun = beginning(text, most);
        expect(text.startsWith(begun)).toBe(true);
        expect(begun.length).toBeLessThanOrEqual(most);
        expect(halves(begun)).toBe(false);
        if (text.length <= most) expect(begun).toBe(text);
        else expect(begun).not.toBe('');
      }),
    );
  });
});

describe('a piece without white space around it', () => {
  it('is the piece again with it', () => {
    fc.assert(
      fc.property(anyText, (piece) => {
        const { before, core, after } = bare(piece);
        expect(`${before}${core}${after}`).toBe(piece);
        expect(core).toBe(core.trim());
        expect(`${before}${after}`.trim()).toBe('');
      }),
    );
  });
});
