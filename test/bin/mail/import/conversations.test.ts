import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversationsOf } from '../../../../bin/desk/mail/import/conversations.ts';
import { type Letter, letterOf } from '../../../../bin/desk/mail/import/letter.ts';

const place = { file: 'a.eml', range: null };
const letter = (id: string, writtenAt: number | null, ...refersTo: readonly string[]): Letter => ({
  id,
  place,
  writtenAt,
  refersTo,
});
const shape = (letters: readonly Letter[], since = 0) =>
  conversationsOf(letters, since).map((one) => one.letters.map(({ id }) => id).join(' '));

describe('conversations', () => {
  it('are found by what messages refer to, also when the one in the middle is missing', () => {
    const letters = [
      letter('answer', 20, '<2>', '<1>'),
      letter('question', 10, '<1>'),
      letter('other', 15, '<9>'),
      letter('late', 30, '<4>', '<lost>', '<1>'),
      letter('later', 40, '<5>', '<lost>'),
    ];
    expect(shape(letters)).toEqual(['question answer late later', 'other']);
  });

  it('are ordered by when they were written, what has no date last', () => {
    expect(shape([letter('a', null, '<1>'), letter('b', 2, '<2>', '<1>'), letter('c', null)])).toEqual([
      'b a',
      'c',
    ]);
  });

  it('are history when nobody has written since', () => {
    const letters = [
      letter('a', 10, '<1>'),
      letter('b', 30, '<2>', '<1>'),
      letter('c', 10),
      letter('d', null),
    ];
    expect(conversationsOf(letters, 20).map((one) => [one.letters[0]?.id, one.history])).toEqual([
      ['a', false],
      ['c', true],
      ['d', false],
    ]);
  });

  it('hold every message once, whatever refers to what', () => {
    const ids = fc.array(fc.constantFrom('<1>', '<2>', '<3>', '<4>', '<5>', '<6>'), { maxLength: 3 });
    const any = fc.uniqueArray(
      fc.record({ id: fc.stringMatching(/^[0-9a-f]{1,9}$/), writtenAt: fc.option(fc.nat(9)), refersTo: ids }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(any, (parts) => {
        const letters = parts.map((one) => ({ ...one, place }));
        const found = conversationsOf(letters, 5).flatMap((one) => one.letters.map(({ id }) => id));
        expect(found.toSorted()).toEqual(letters.map(({ id }) => id).toSorted());
        const sharing = conversationsOf(letters, 5).map(
          (one) => new Set(one.letters.flatMap((l) => l.refersTo)),
        );
        for (const [index, one] of sharing.entries())
          for (const other of sharing.slice(index + 1))
            expect([...one].filter((id) => other.has(id))).toEqual([]);
      }),
    );
  });
});

describe('what is known of a message before it is read', () => {
  const message = (text: string) => letterOf(Buffer.from(text.replaceAll('\n', '\r\n')), place);

  it('is its name, its date and what it answers, folded or not', () => {
    const found = message(
      'message-id: <a@x>\nDate: Tue, 5 Mar 2024 10:00:00 +0300\nReferences: <b@x>\n <c@x>\nIn-Reply-To: <c@x>\n\nMessage-ID: <no@x>\n',
    );
    expect(found).toMatchObject({
      writtenAt: Date.parse('2024-03-05T07:00:00Z'),
      refersTo: ['<a@x>', '<c@x>', '<b@x>'],
    });
    expect(found.id).toMatch(/^[0-9a-f]{40}$/);
  });

  it('may be nothing', () => {
    expect(message('Subject: x\nDate: soon\n\n')).toMatchObject({ writtenAt: null, refersTo: [] });
    expect(message('')).toMatchObject({ writtenAt: null, refersTo: [] });
  });
});
