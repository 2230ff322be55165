import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  indexedStems,
  soughtStems,
  stemOf,
  tellingTerms,
  wordsByStem,
} from '../../../../lambdas/core/domain/search/stems.ts';
import { isStopWord } from '../../../../lambdas/core/domain/search/stop-words.ts';
import { fold, tokensIn } from '../../../../lambdas/core/domain/search/tokens.ts';

/** Words as people write them, from both scripts, with digits and joiners between. */
const word = fc.string({
  unit: fc.constantFrom(
    ...'abcdeinorst',
    ...'авеёийлнорст',
    ...'0123456789',
    ...'éüß',
    '-',
    '.',
    '@',
    '_',
    "'",
  ),
  minLength: 1,
  maxLength: 12,
});

describe('a word', () => {
  it.each([
    ['invoices', 'Invoice'],
    ['exported', 'exporting'],
    ['connection', 'connects'],
    ['Straße', 'STRASSE'],
    ['оплаты', 'Оплата'],
    ['ошибкой', 'ошибки'],
    ['счёт', 'счета'],
    ['печать', 'печати'],
    ['печатью', 'печать'],
    ['память', 'памятью'],
    ['запись', 'записей'],
    ['подпись', 'подписи'],
    ['ошибка', 'ошибок'],
    ['ссылка', 'ссылок'],
    ['папку', 'папок'],
    ['письмо', 'писем'],
    ['звонок', 'звонки'],
    ['настройки', 'настроек'],
    ['список', 'списка'],
    ['строка', 'строк'],
    ['копейка', 'копеек'],
    ['урок', 'уроки'],
    ['человек', 'человека'],
    ['Café', 'cafe'],
    ['ＩＮＶＯＩＣＥ', 'invoice'],
    ['dis\u00adconnect', 'disconnect'],
  ])('"%s" and "%s" have one stem', (one, other) => {
    expect(soughtStems(one)).toEqual(soughtStems(other));
    expect(soughtStems(one)).toHaveLength(1);
  });

  it.each([
    ['печать', 'печатать'],
    ['запись', 'записал'],
    ['сорок', 'сок'],
    ['чек', 'чекан'],
  ])('"%s" and "%s" are different words', (one, other) => {
    expect(soughtStems(one)).not.toEqual(soughtStems(other));
  });

  it('of another script stays as it is', () => {
    expect(stemOf('τιμολόγια')).toBe('τιμολόγια');
    expect(stemOf('принтерok')).toBe('принтерok');
  });

  it('never has an empty stem', () => {
    fc.assert(
      fc.property(word, (text) => {
        expect(indexedStems(text)).not.toContain('');
        expect(stemOf(text === '' ? 'x' : text)).not.toBe('');
      }),
    );
    expect(stemOf('ый')).not.toBe('');
  });

  it.each(['the', 'не', 'Здравствуйте', 'Thanks', 'её', 'a'])('"%s" alone is not looked up', (text) => {
    expect(soughtStems(text)).toEqual([]);
    expect(indexedStems(text)).toEqual([]);
  });

  it('of the stop words is spelled as words are folded', () => {
    for (const stop of ['ее', 'the', 'здравствуйте']) expect(isStopWord(fold(stop))).toBe(true);
  });
});

describe('a code', () => {
  it.each([
    ['INV-2041', ['inv-2041', 'inv', '2041']],
    ['5.2.1', ['5.2.1']],
    ['maria.lind@example.com', ['maria.lind@example.com', 'maria', 'lind', 'example.com']],
    ['crash.log', ['crash.log', 'crash', 'log']],
    ['Ошибка 0x80004005.', ['ошибк', '0x80004005']],
    ['ERR_CONNECTION_RESET', ['err', 'connect', 'reset']],
    ['wi-fi', ['wi', 'fi']],
  ])('"%s" is found by %j', (text, stems) => {
    expect(indexedStems(text)).toEqual(stems);
  });

  it('is sought as a whole', () => {
    expect(soughtStems('inv-2041')).toEqual(['inv-2041']);
    expect(soughtStems('Maria.Lind@Example.com')).toEqual(['maria.lind@example.com']);
  });

  it('that is endless is no code', () => {
    expect(indexedStems(`${'ab1-'.repeat(40)}c`).every((stem) => stem.length <= 64)).toBe(true);
    expect(indexedStems('x'.repeat(65))).toEqual([]);
  });
});

describe('what is sought', () => {
  it('is among what is indexed, for every text and each of its words', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (words) => {
        const text = words.join(' ');
        const indexed = new Set(indexedStems(text));
        for (const stem of soughtStems(text)) expect(indexed).toContain(stem);
        for (const one of words) for (const stem of soughtStems(one)) expect(indexed).toContain(stem);
      }),
    );
  });

  it('is the same in any case and normal form', () => {
    fc.assert(
      fc.property(word, (text) => {
        expect(soughtStems(text.toUpperCase().toLowerCase().normalize('NFD'))).toEqual(
          soughtStems(text.toLowerCase()),
        );
      }),
    );
  });

  it('comes of anything that can be typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(soughtStems(text).every((stem) => !/[\s#]/u.test(stem))).toBe(true);
        tokensIn(text);
      }),
    );
  });
});

describe('the most telling of a text', () => {
  it('are codes, what is said again, long words, and of equals what comes first', () => {
    const terms = tellingTerms(
      'Red box. The printer INV-2041 prints nothing, printer is broken. Blue sky.',
      5,
    );
    expect(terms.map(({ stem }) => stem)).toEqual(['inv-2041', '2041', 'printer', 'inv', 'noth']);
    expect(terms[0]?.weight).toBe(4);
  });

  it('are never more than asked for, and each once', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), fc.integer({ min: 0, max: 10 }), (words, most) => {
        const stems = tellingTerms(words.join(' '), most).map(({ stem }) => stem);
        expect(stems.length).toBeLessThanOrEqual(most);
        expect(new Set(stems).size).toBe(stems.length);
      }),
    );
  });
});

it('people are shown words, not stems', () => {
  const words = wordsByStem('Оплата не прошла: INV-2041, оплаты');
  expect(words.get('оплат')).toBe('оплата');
  expect(words.get('inv-2041')).toBe('inv-2041');
});
