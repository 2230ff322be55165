import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Category, SETTINGS_SCHEMAS } from '../../../../../lambdas/core/domain/settings/schemas.ts';
import { DETAIL_KINDS, type DetailKind } from '../../../../../lambdas/core/domain/ticket/words.ts';
import { findDetails } from '../../../../../lambdas/core/domain/triage/details/details.ts';
import { type SourceFile, TEXT_MOST } from '../../../../../lambdas/core/domain/triage/text.ts';
import type { DetailFinding } from '../../../../../lambdas/core/domain/triage/triage.ts';

interface Rule {
  readonly name: string;
  readonly kind: DetailKind;
  readonly required?: boolean;
  readonly find?: { labels?: string[]; pattern?: string; values?: string[]; files?: string[] };
}

const categoryWith = (...details: Rule[]): Category => {
  const raw = {
    id: 'bug',
    name: { en: 'Bug' },
    line: 1,
    group: 'support',
    details: details.map((rule) => ({ ...rule, ask: { en: `${rule.name}?` } })),
  };
  const [category] = z.parse(SETTINGS_SCHEMAS.categories, [raw]);
  if (category === undefined) throw new Error('no category');
  return category;
};

const PRODUCTS = [
  { id: 'desktop', name: 'Acme Desktop', aliases: ['десктоп', 'desktop app'] },
  { id: 'cloud', name: 'Acme Cloud', aliases: ['облако'] },
];

const inText = (text: string, rule: Rule, fields: Record<string, string> = {}): DetailFinding => {
  const [found] = findDetails(categoryWith(rule), [{ where: 'description', text }], fields, PRODUCTS);
  if (found === undefined) throw new Error('no finding');
  return found;
};

const foundIn = (text: string, kind: DetailKind, find?: Rule['find']): string | null =>
  inText(text, { name: 'the-detail', kind, ...(find === undefined ? {} : { find }) }).value;

describe('a labelled line', () => {
  it.each<[DetailKind, string, string]>([
    ['version', 'Version: 5.2', '5.2'],
    ['version', 'Версия: 5.2', '5.2'],
    ['version', '- **Version:** 5.2 beta', '5.2 beta'],
    ['version', 'app version = 7', '7'],
    ['version', '> Версия программы – 10', '10'],
    ['version', 'Version:\n\n7.1\nand more', '7.1'],
    ['product', 'Product: Acme Cloud', 'cloud'],
    ['product', 'Программа: десктоп', 'desktop'],
    ['steps', 'Steps to reproduce:\n1. Open\n2. Save\n\nBye', '1. Open\n2. Save'],
    ['steps', 'Как воспроизвести: открыть файл\nнажать «Сохранить»', 'открыть файл\nнажать «Сохранить»'],
    ['log', 'Log:\r\nE17 at start\r\nstopped', 'E17 at start\nstopped'],
    ['screenshot', 'Screenshot: see error.png', 'see error.png'],
    ['screenshot', 'Снимок экрана: error.png', 'error.png'],
    ['link', 'Адрес: example.com/page', 'example.com/page'],
    ['version', 'Version - 5.2', '5.2'],
    ['version', 'Версия- 5.2', '5.2'],
    ['version', 'Version：5.2', '5.2'],
    ['version', '**Version**: 5.2', '5.2'],
    ['version', '**Version: 5.2**', '5.2'],
    ['version', '1. Version: 5.2', '5.2'],
    ['version', '2) **Версия:** 5.2', '5.2'],
    ['version', '«Версия»: 5.2', '5.2'],
    ['version', '| Version | 5.2 |', '5.2'],
    ['version', 'Version\t5.2', '5.2'],
    ['version', '\u200bVersion:\u00a05.2', '5.2'],
    ['version', 'Versión: 5.2', '5.2'],
    ['version', 'Версія: 5.2', '5.2'],
    ['product', 'Produit : Acme Cloud', 'cloud'],
    ['product', 'Product: acme deksotp', 'desktop'],
    ['log', 'Fehlermeldung: Zugriff verweigert', 'Zugriff verweigert'],
    ['steps', 'Étapes :\n1. ouvrir\n2. enregistrer', '1. ouvrir\n2. enregistrer'],
    ['business-effect', 'Impact: nobody can print', 'nobody can print'],
    ['business-effect', 'Последствия: стоит склад', 'стоит склад'],
    ['expected-result', 'Expected: a file', 'a file'],
    ['expected-result', 'Ожидаемый результат: файл', 'файл'],
    ['text', 'The detail: something', 'something'],
  ])('gives %s from %j', (kind, text, value) => {
    expect(foundIn(text, kind)).toBe(value);
  });

  it('may have labels of the company’s own', () => {
    expect(foundIn('Заказ: 17', 'text', { labels: ['Order', 'заказ'] })).toBe('17');
    expect(foundIn('Reordering: 17', 'text', { labels: ['order'] })).toBeNull();
  });

  it.each(['', ' -', ' I don’t know.', ' n/a', ' не знаю', ' ???'])('that says%s says nothing', (answer) => {
    expect(inText(`Version:${answer}`, { name: 'version', kind: 'version' }).found).toBe(false);
  });

  it('ends where the next label of the category begins', () => {
    const category = categoryWith({ name: 'version', kind: 'version' }, { name: 'steps', kind: 'steps' });
    const text = 'Version:\nSteps: open\nand save\nVersion: 5\nbye';
    const found = findDetails(category, [{ where: 'cmt_1', text }], {}, []);
    expect(found.map(({ value }) => value)).toEqual(['5', 'open\nand save']);
  });

  it('is quoted with the place where it stands', () => {
    expect(inText('Hello\r\nVersion: 5.2', { name: 'v', kind: 'version', required: true })).toEqual({
      name: 'v',
      kind: 'version',
      required: true,
      found: true,
      value: '5.2',
      confidence: 0.95,
      evidence: { quote: 'Version: 5.2', position: 7, where: 'description' },
    });
  });
});

describe('a field', () => {
  it('wins over anything that is written', () => {
    expect(inText('Version: 1', { name: 'version', kind: 'version' }, { version: '2' })).toMatchObject({
      value: '2',
      confidence: 1,
      evidence: { quote: '2', position: 0, where: 'field' },
    });
  });

  it('that says nothing does not', () => {
    expect(inText('Version: 1', { name: 'version', kind: 'version' }, { version: '-' }).value).toBe('1');
    expect(inText('', { name: 'constructor', kind: 'text' }).found).toBe(false);
  });

  it('names a product by any of its names, with doubt when it is none of ours', () => {
    const product = { name: 'product', kind: 'product' } as const;
    expect(inText('', product, { product: 'облако' })).toMatchObject({ value: 'cloud', confidence: 1 });
    expect(inText('', product, { product: 'Gizmo' })).toMatchObject({ value: 'Gizmo', confidence: 0.5 });
    const [found] = findDetails(categoryWith(product), [], { product: 'Gizmo' }, []);
    expect(found).toMatchObject({ value: 'Gizmo', confidence: 1 });
  });
});

describe('free text', () => {
  it.each<[DetailKind, string, string]>([
    ['version', 'I use version 5.2.1 at home', '5.2.1'],
    ['version', 'после обновления до версии 12 не работает', '12'],
    ['version', 'on v5.2-beta.1 it fails', '5.2-beta.1'],
    ['version', 'Acme Desktop 5.2 does not start', '5.2'],
    ['version', 'since 10.4.11 it fails', '10.4.11'],
    ['version', 'версия 5.2', '5.2'],
    ['version', 'версия программы 5.2, Windows', '5.2'],
    ['version', 'Version - 5.2.', '5.2'],
    ['version', 'I am on the 5.2 version', '5.2'],
    ['version', 'Стоит 5.2-я версия', '5.2'],
    ['version', 'version 2024R2 since May', '2024R2'],
    ['version', '5.2', '5.2'],
    ['version', 'Hello,\nit’s 5.2.\nBye', '5.2'],
    ['version', `${'It is slow. '.repeat(60)}Version 5.2 it is.`, '5.2'],
    ['product', 'my desktop app, the Acme Cloud too', 'desktop'],
    ['product', 'Не открывается облако!', 'cloud'],
    ['steps', 'This:\n1. Open it\n2) Save it\nFails.', '1. Open it\n2) Save it'],
    ['steps', 'It breaks when I press Save', 'It breaks when I press Save'],
    ['steps', 'Падает при открытии файла', 'Падает при открытии файла'],
    [
      'log',
      'See\n2026-11-02 09:00:01 started\n2026-11-02 09:00:02 [ERROR] died\nok?',
      '2026-11-02 09:00:01 started\n2026-11-02 09:00:02 [ERROR] died',
    ],
    ['steps', 'Шаг 1 - открыть\nШаг 2 - сохранить', 'Шаг 1 - открыть\nШаг 2 - сохранить'],
    ['steps', 'Hello. Открываю файл. Нажимаю «Печать».', 'Открываю файл. Нажимаю «Печать».'],
    ['log', '    at Foo.bar (foo.js:1)', 'at Foo.bar (foo.js:1)'],
    ['log', '    at async Object.<anonymous> (foo.js:1)', 'at async Object.<anonymous> (foo.js:1)'],
    ['log', 'goroutine 1 [running]:', 'goroutine 1 [running]:'],
    ['log', '09:00:01.123 started', '09:00:01.123 started'],
    ['log', 'PHP Fatal error:  Uncaught', 'PHP Fatal error:  Uncaught'],
    ['log', 'it shows NullPointerException sometimes', 'NullPointerException'],
    ['log', 'Пишет: ошибка 1603', 'ошибка 1603'],
    ['log', 'fails with 0x80070005.', '0x80070005'],
    ['link', 'see (https://example.com/a?b=1).', 'https://example.com/a?b=1'],
    ['business-effect', 'We cannot work since noon', 'We cannot work since noon'],
    ['business-effect', 'Из-за этого склад простаивает', 'Из-за этого склад простаивает'],
    ['expected-result', 'It opens a list instead of a file', 'It opens a list instead of a file'],
    ['expected-result', 'Я ожидал увидеть файл', 'Я ожидал увидеть файл'],
    ['expected-result', 'Пусто! Хотелось бы, чтобы был отчёт. Спасибо', 'Хотелось бы, чтобы был отчёт.'],
    ['business-effect', 'Hello! Our customers wait. Bye!', 'Our customers wait.'],
  ])('gives %s from %j', (kind, text, value) => {
    expect(foundIn(text, kind)).toBe(value);
  });

  it.each<[DetailKind, string]>([
    ['version', 'on 12.05.2026 from 192.168.1.20 for 10.50 euros'],
    ['version', 'Acme Desktop does not start'],
    ['version', 'since 05.11.26 or 2026.11.05'],
    ['version', 'Thanks\n5\nBye'],
    ['product', 'my desktops'],
    ['steps', '1. is the only one'],
    ['log', 'no terrors here'],
    ['screenshot', 'I attached a screenshot'],
    ['text', 'anything'],
    ['link', 'example.com'],
    ['business-effect', 'thanks'],
    ['expected-result', 'thanks'],
  ])('gives no %s from %j', (kind, text) => {
    expect(foundIn(text, kind)).toBeNull();
  });

  it.each<[DetailKind, Partial<SourceFile>, boolean]>([
    ['screenshot', { fileName: 'cat.bin', contentType: 'image/png' }, true],
    ['screenshot', { contentType: 'image/png', inline: true, size: 9_999 }, false],
    ['screenshot', { contentType: 'image/png', inline: true, size: 10_000 }, true],
    ['screenshot', { fileName: 'screenshot.pdf', contentType: 'application/pdf' }, false],
    ['log', { fileName: 'desktop.LOG' }, true],
    ['log', { fileName: 'desktop.log.2.gz' }, true],
    ['log', { fileName: 'acme-logs.zip' }, true],
    ['log', { fileName: 'logo.png', contentType: 'image/png' }, false],
    ['log', { fileName: 'catalog.pdf' }, false],
    ['text', { fileName: 'notes.txt', contentType: 'text/plain' }, false],
  ])('%s is given by the file %j: %s', (kind, parts, isFound) => {
    const file = {
      fileName: 'file',
      contentType: 'application/octet-stream',
      size: 5,
      inline: false,
      ...parts,
    };
    const sources = [{ where: 'description', text: 'Here you are.', files: [file] }];
    const [finding] = findDetails(categoryWith({ name: 'it', kind }), sources, {}, []);
    expect(finding).toMatchObject(
      isFound
        ? { found: true, value: file.fileName, evidence: { quote: file.fileName, where: 'description' } }
        : { found: false },
    );
  });

  it.each<[readonly string[], Partial<SourceFile>, boolean]>([
    [['pdf', 'docx'], { fileName: 'Contract.PDF' }, true],
    [['pdf'], { fileName: 'contract.pdf.exe' }, false],
    [['pdf'], { fileName: 'pdf' }, false],
    [['*'], { fileName: 'anything' }, true],
    [['*'], { fileName: 'logo.png', inline: true, size: 900 }, false],
    [[], { fileName: 'contract.pdf' }, false],
  ])('where the company wants files ending in %j, %j is one: %s', (endings, parts, isFound) => {
    const file = { fileName: 'f', contentType: 'application/pdf', size: 5000, inline: false, ...parts };
    const category = categoryWith({ name: 'contract', kind: 'text', find: { files: [...endings] } });
    const sources = [{ where: 'cmt_2', text: 'Here you are.', files: [file] }];
    expect(findDetails(category, sources, {}, [])[0]).toMatchObject({ found: isFound });
  });

  it('is searched with the company’s own pattern, by line, group first', () => {
    const find = { pattern: '\\b(INV-\\d{4,8})\\b' };
    expect(foundIn('about\ninvoice inv-1234, please', 'text', find)).toBe('inv-1234');
    expect(foundIn(`${'x '.repeat(90)}INV-123456 and ${'y '.repeat(90)}`, 'text', find)).toBe('INV-123456');
    expect(foundIn('nothing', 'text', find)).toBeNull();
    expect(foundIn('abc', 'text', { pattern: 'b' })).toBe('b');
    expect(foundIn('abc', 'text', { pattern: 'z?' })).toBeNull();
  });

  it('never suffers a pattern that could run away', () => {
    expect(foundIn('a'.repeat(100), 'text', { pattern: '(a+)+b' })).toBeNull();
  });

  it('shows what a pattern found in full where windows overlap', () => {
    const word = 'w'.repeat(60);
    expect(foundIn(`${' '.repeat(160)}${word} end of it`, 'text', { pattern: 'w+' })).toBe(word);
    expect(foundIn('w'.repeat(500), 'text', { pattern: 'w+' })).toBe('w'.repeat(200));
  });

  it('is searched for the company’s own values', () => {
    const find = { values: ['Windows 11', 'macOS'] };
    expect(foundIn('it is on windows 11 now', 'text', find)).toBe('Windows 11');
    expect(foundIn('windows 111', 'text', find)).toBeNull();
  });

  it('is believed most where it was said last', () => {
    const sources = [
      { where: 'description', text: 'version 1' },
      { where: 'cmt_2', text: 'sorry, version 2' },
    ];
    const [found] = findDetails(categoryWith({ name: 'version', kind: 'version' }), sources, {}, []);
    expect(found).toMatchObject({ value: '2', evidence: { where: 'cmt_2', position: 7 } });
  });

  it('is not read beyond a bound, and quotes and values end at theirs', () => {
    expect(foundIn(`${'x'.repeat(TEXT_MOST)}\nVersion: 5`, 'version')).toBeNull();
    const long = inText(`Log: ${'😀'.repeat(3000)}`, { name: 'log', kind: 'log' });
    expect(long.value?.length).toBe(2000);
    expect(long.evidence?.quote.length).toBe(199);
    expect(long.evidence?.quote.isWellFormed()).toBe(true);
  });
});

describe('any text', () => {
  const words = fc.constantFrom(
    ...[
      'Version:',
      'версия',
      'Steps:',
      '\n',
      '\n\n',
      '5.2',
      '1.',
      '- ',
      'when I ',
      'https://',
      '0x80',
      'а',
      'a',
    ],
    ...['İ', '>', 'acme clodu', 'щидфлщ', 'облаке', 'Продукт: ', '\t', '|', '1) '],
    ...['Acme Cloud', 'error 5', '2026-11-02 09:00:00', 'expected', ' ', '.', '=', '(', '😀', '\r\n'],
  );

  it('gives one finding a rule, whose evidence stands where it says', () => {
    const category = categoryWith(...DETAIL_KINDS.map((kind) => ({ name: kind, kind })));
    const texts = fc.oneof(
      fc.array(words).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const found = findDetails(category, [{ where: 'description', text }], {}, PRODUCTS);
        expect(found.map(({ name }) => name)).toEqual([...DETAIL_KINDS]);
        for (const one of found) {
          expect(one.found).toBe(one.value !== null);
          if (one.evidence === null) continue;
          expect(one.confidence).toBeGreaterThan(0);
          expect(one.confidence).toBeLessThanOrEqual(1);
          expect(one.evidence.quote).not.toBe('');
          expect(text.startsWith(one.evidence.quote, one.evidence.position)).toBe(true);
        }
      }),
    );
  });

  it('is read to its end, however hard it tries', () => {
    const category = categoryWith(...DETAIL_KINDS.map((kind) => ({ name: kind, kind })));
    for (const unit of ['1.', 'a', ' ', '-', 'v1', 'at ', 'A', 'версия ', 'https://', '2026-', '*_']) {
      const text = unit.repeat(TEXT_MOST);
      expect(findDetails(category, [{ where: 'description', text }], {}, PRODUCTS)).toHaveLength(9);
    }
  });
});
