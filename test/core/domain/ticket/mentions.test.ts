import { describe, expect, it } from 'vitest';
import { calledAfter, mentionsIn } from '../../../../lambdas/core/domain/ticket/mentions.ts';
import { anAgent } from '../../builders.ts';

const agents = [
  anAgent(),
  anAgent({ id: 'agt_2', name: 'Boris Orlov' }),
  anAgent({ id: 'agt_20', name: 'Ann' }),
  anAgent({ id: 'agt_4', name: 'Вера Кац' }),
  anAgent({ id: 'agt_5', name: 'Вера Ли' }),
];

describe('mentions in a note', () => {
  it.each([
    ['@agt_2 please look', ['agt_2']],
    ['@agt_20, and @agt_2.', ['agt_20', 'agt_2']],
    ['Ask @Boris Orlov or @boris', ['agt_2']],
    ['@Anna Berg and @ann', ['agt_1', 'agt_20']],
    ['(@ANNA)', ['agt_1']],
    ['@Вера Кац', ['agt_4']],
    ['> @anna said so\n@boris, is that right?', ['agt_2']],
    ['version >= 5, @boris', ['agt_2']],
    ['a -> @agt_2', ['agt_2']],
  ])('are found: %s', (text, ids) => {
    expect(mentionsIn(text, agents)).toEqual(ids);
  });

  it.each([
    'no one here',
    'mail anna@boris.example',
    'who is @Вера',
    '@annabel',
    '@',
    'x@agt_2',
    '@ boris',
    '> @boris, look',
    'Anna:\n   >> @agt_2\n>@boris',
  ])('are not seen in: %s', (text) => {
    expect(mentionsIn(text, agents)).toEqual([]);
  });

  it('are looked for in the first hundred calls only', () => {
    expect(mentionsIn(`${'@x '.repeat(100)}@agt_2`, agents)).toEqual([]);
    expect(mentionsIn(`${'@x '.repeat(99)}@agt_2`, agents)).toEqual(['agt_2']);
  });

  it.each([
    ['addresses', 'ann@example.org, '],
    ['at signs by themselves', '5 pieces @ 3 €, '],
    ['quoted calls', '\n> @agt_1\n'],
  ])('%s are no calls, however many there are', (_what, text) => {
    expect(mentionsIn(`${text.repeat(300)}@agt_2`, agents)).toEqual(['agt_2']);
  });
});

describe('whom a ticket remembers as called', () => {
  it.each([
    [[], ['a', 'b'], ['a', 'b']],
    [['a', 'b'], [], ['a', 'b']],
    [
      ['a', 'b'],
      ['c', 'a'],
      ['b', 'c', 'a'],
    ],
  ])('%j and %j are %j, each once, the newest last', (before, now, after) => {
    expect(calledAfter(before, now)).toEqual(after);
  });

  it('are the fifty who were called last', () => {
    const ids = Array.from({ length: 60 }, (_, index) => `agt_${index}`);
    expect(calledAfter(ids.slice(0, 45), ids.slice(45))).toEqual(ids.slice(10));
  });
});
