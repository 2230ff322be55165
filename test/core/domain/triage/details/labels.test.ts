import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { SETTINGS_SCHEMAS } from '../../../../../lambdas/core/domain/settings/schemas.ts';
import { findDetails } from '../../../../../lambdas/core/domain/triage/details/details.ts';
import { findLabelled } from '../../../../../lambdas/core/domain/triage/details/labels.ts';

const PRODUCTS = [
  { id: 'desktop', name: 'Acme Desktop', aliases: ['десктоп'] },
  { id: 'cloud', name: 'Acme Cloud', aliases: ['облако'] },
];

const [category] = z.parse(SETTINGS_SCHEMAS.categories, [
  {
    id: 'bug',
    name: { en: 'Bug' },
    line: 1,
    group: 'support',
    details: [
      { name: 'product', kind: 'product' },
      { name: 'version', kind: 'version' },
      { name: 'steps', kind: 'steps' },
      { name: 'expected', kind: 'expected-result' },
      { name: 'log', kind: 'log' },
      { name: 'invoice', kind: 'text', find: { labels: ['order', 'заказ'] } },
    ].map((rule) => ({ ...rule, ask: { en: `${rule.name}?` } })),
  },
]);

/** What is found under any label, by the name of the detail. */
const labelled = (text: string, hasFiles = false): Record<string, string> =>
  Object.fromEntries(
    (category?.details ?? []).flatMap((rule) => {
      const found = findLabelled(text, rule, category?.details ?? [], { products: PRODUCTS, hasFiles });
      return found === null ? [] : [[rule.name, found.value]];
    }),
  );

describe('a label without an answer', () => {
  it.each([
    ...['Version: I have no idea', 'Version - no idea where to look', 'Версия: не знаю, где посмотреть'],
    ...[
      'Версия: самая новая',
      'Version: latest',
      'Version: Windows 11',
      'Версия Windows: 10',
      'Version: <version>',
    ],
    ...[
      'Product: I do not know which one',
      'Продукт: не помню точно',
      'Product: [please fill in]',
      'Product: Gizmo',
    ],
    ...[
      'Программа: ваша',
      'Шаги: не указаны',
      'Steps: see attached',
      'Log: see attached',
      'Expected: (optional)',
    ],
    ...['App - crashes', 'Приложение - не открывается со вчера', 'order - I placed last week has not come'],
    ...['Заказ - ещё не пришёл, жду уже неделю', 'Product:\nVersion:\nSteps:\nExpected result:\n\nHelp!'],
    'Продукт:\n\nВерсия:\n\nШаги:\n\nПомогите, пожалуйста!',
  ])('gives nothing: %j', (text) => {
    expect(labelled(text)).toEqual({});
  });

  it('tells nothing in free text either', () => {
    const texts = ['Steps: see attached', 'Шаги: не указаны', 'Expected result:\n\n'];
    for (const text of texts) {
      const found = findDetails(category ?? expect.fail(), [{ where: 'description', text }], {}, PRODUCTS);
      expect(found.filter((one) => one.found)).toEqual([]);
    }
  });

  it('leaves the answer to a file where there is one', () => {
    expect(labelled('Steps: see attached', true)).toEqual({ steps: 'see attached' });
    expect(labelled('Version: see screenshot', true)).toEqual({});
  });
});

describe('a label with an answer', () => {
  it.each<[string, Record<string, string>]>([
    ['Версия Acme Desktop: 5.2', { version: '5.2' }],
    ['Версия десктопа: 5.2', { version: '5.2' }],
    ['Версия ПО: 5.2', { version: '5.2' }],
    ['Версия клиента: 5.2', { version: '5.2' }],
    ['Версия клиента (см. О программе): 5.2', { version: '5.2' }],
    ['Version of the app: 5.2', { version: '5.2' }],
    ['Version (see About): 5.2', { version: '5.2' }],
    ['Version #: 5.2', { version: '5.2' }],
    ['Version № = 5.2', { version: '5.2' }],
    ['Build number: 443', { version: '443' }],
    ['Версия: Acme Desktop 5.2', { version: '5.2' }],
    ['Version: five', { version: 'five' }],
    ['Версия: пять', { version: 'пять' }],
    ['Версия — 5,2', { version: '5.2' }],
    ['версия программы — 5.2 (сборка 443), Acme Desktop', { version: '5.2' }],
    ['"version": "5.2.1",', { version: '5.2.1' }],
    ['VERSION=5.2.1 BUILD=443', { version: '5.2.1' }],
    ['Product - Acme Cloud', { product: 'Acme Cloud' }],
    ['Product: not sure, the Acme Clodu I think', { product: 'not sure, the Acme Clodu I think' }],
    ['Order: 17', { invoice: '17' }],
    ['Заказ - 12345', { invoice: '12345' }],
    ['Заказ — синий диван', { invoice: 'синий диван' }],
    ['Error: cannot find module x', { log: 'cannot find module x' }],
    ['Error - I cannot log in', { log: 'I cannot log in' }],
    ['Expected: a file', { expected: 'a file' }],
    ['Expected result:\n\nThe file opens', { expected: 'The file opens' }],
    ['Version:\n\n7.1\n\nSteps:\n\nopen it', { version: '7.1', steps: 'open it' }],
  ])('gives what was said: %j', (text, found) => {
    expect(labelled(text)).toEqual(found);
  });

  it.each<[string, Record<string, string>]>([
    [
      'Что делали: открыли отчёт;\nЧто ожидали: увидеть цифры;',
      { steps: 'открыли отчёт', expected: 'увидеть цифры' },
    ],
    ['Steps:\n1. open\n2. save\nActual: crash\nand smoke', { steps: '1. open\n2. save' }],
    ['Шаги:\n1. открыть\n2. сохранить\nФактический результат: пусто', { steps: '1. открыть\n2. сохранить' }],
    ['Expected: a list\nBrowser: Chrome 120', { expected: 'a list' }],
    ['Product: Acme Desktop, Version: 5.2, OS: Windows', { product: 'Acme Desktop', version: '5.2' }],
    ['Steps: open it, save it; Expected: a file', { steps: 'open it, save it', expected: 'a file' }],
    ['Order: 17, Product: Acme Cloud', { invoice: '17', product: 'Acme Cloud' }],
    ['PRODUCT=cloud VERSION=5.2', { product: 'cloud', version: '5.2' }],
  ])('ends where the next begins: %j', (text, found) => {
    expect(labelled(text)).toEqual(found);
  });

  it.each<[string, Record<string, string>]>([
    [
      'Steps:\n1. Browser: open it\n2. choose Result: all',
      { steps: '1. Browser: open it\n2. choose Result: all' },
    ],
    ['Steps: open, then choose "View: all" in it', { steps: 'open, then choose "View: all" in it' }],
    ['Log:\nname: x\nresult: 5', { log: 'name: x\nresult: 5' }],
    ['Order:\nname: Anna\nphone: 5', { invoice: 'name: Anna\nphone: 5' }],
  ])('goes on over what only looks like a label: %j', (text, found) => {
    expect(labelled(text)).toMatchObject(found);
  });
});
