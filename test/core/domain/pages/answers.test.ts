import { describe, expect, it } from 'vitest';
import { ANSWER_WORDS } from '../../../../lambdas/core/domain/pages/answer-words.ts';
import { answersText, isLong } from '../../../../lambdas/core/domain/pages/answers.ts';
import type { DetailRule } from '../../../../lambdas/core/domain/settings/schemas.ts';
import { DETAIL_KINDS, type DetailKind } from '../../../../lambdas/core/domain/ticket/words.ts';
import { findDetails } from '../../../../lambdas/core/domain/triage/details/details.ts';
import { aSettings } from '../../builders.ts';

const rule = (name: string, kind: DetailKind, labels?: readonly string[]): DetailRule => ({
  ...{ name, kind, required: true, ask: { en: `Which ${name}?` } },
  ...(labels === undefined ? {} : { find: { labels: [...labels] } }),
});

const [someCategory] = aSettings().categories;
const asking = (details: readonly DetailRule[]) => {
  const category = {
    ...(someCategory as NonNullable<typeof someCategory>),
    id: 'asks',
    details: [...details],
  };
  return { category, settings: aSettings({ categories: [category] }) };
};

/** The text, and what analysis reads in it. */
const answered = (
  details: readonly DetailRule[],
  answers: Readonly<Record<string, string>>,
  language = 'en',
) => {
  const { category, settings } = asking(details);
  const missingDetails = details.map(({ name }) => name);
  const text = answersText({ category: 'asks', language, missingDetails }, answers, settings);
  const found = findDetails(category, [{ where: 'cmt_1', text }], {}, []);
  return {
    text,
    values: Object.fromEntries(found.filter((one) => one.found).map(({ name, value }) => [name, value])),
    least: Math.min(...found.filter((one) => one.found).map(({ confidence }) => confidence)),
  };
};

const KINDS = DETAIL_KINDS.filter((kind) => kind !== 'text');

describe.each([...ANSWER_WORDS.keys(), 'pt-BR'])('answers in %s', (language) => {
  it.each(KINDS)('about %s are read back as they were given', (kind) => {
    const other = kind === 'product' ? rule('build', 'version') : rule('app', 'product');
    const { values, least } = answered([rule('asked', kind), other], { asked: 'abc 5.2' }, language);
    expect(values).toEqual({ asked: 'abc 5.2' });
    expect(least).toBeGreaterThanOrEqual(0.95);
  });
});

describe('the answers of a form', () => {
  const usual = [rule('product', 'product'), rule('version', 'version'), rule('steps', 'steps')];

  it.each([
    ['en', 'Product: Acme\nVersion: 5.2\nSteps: I press Save.'],
    ['ru', 'Продукт: Acme\nВерсия: 5.2\nШаги: I press Save.'],
    ['ru-RU', 'Продукт: Acme\nВерсия: 5.2\nШаги: I press Save.'],
    ['de', 'Produkt: Acme\nVersion: 5.2\nSchritte: I press Save.'],
  ])('are headed in the language of the ticket: %s', (language, text) => {
    const answers = { product: 'Acme', version: '5.2', steps: 'I press Save.' };
    expect(answered(usual, answers, language).text).toBe(text);
  });

  it.each([
    ['en', 'Invoice: 4711'],
    ['ru', 'Счёт: 4711'],
  ])('have the label of their category in %s', (language, text) => {
    const invoice = rule('invoice', 'text', ['invoice', 'order', 'счёт', 'заказ']);
    expect(answered([invoice], { invoice: '4711' }, language).text).toBe(text);
  });

  it('have the name of the detail where nothing better is read back', () => {
    const two = [rule('os-version', 'version'), rule('app-version', 'version')];
    const { text, values } = answered(two, { 'os-version': '14', 'app-version': '5.2' }, 'ru');
    expect(text).toBe('Os version: 14\nApp version: 5.2');
    expect(values).toEqual({ 'os-version': '14', 'app-version': '5.2' });
    expect(answered([rule('colour', 'text')], { colour: 'blue' }, 'ru').text).toBe('Colour: blue');
  });

  it('keep their lines', () => {
    const trace = 'TypeError: x is undefined\n    at save (app.js:1:2)\n    at main (app.js:9:1)';
    const answers = { log: trace, steps: '1. Open\n2. Save', version: '5.2' };
    const all = [rule('log', 'log'), rule('steps', 'steps'), rule('version', 'version')];
    const { text, values } = answered(all, answers);
    expect(text).toBe(`Error text:\n${trace}\n\nSteps:\n1. Open\n2. Save\n\nVersion: 5.2`);
    expect(values).toMatchObject({ steps: '1. Open\n2. Save', version: '5.2' });
    expect(values.log).toContain('at main');
  });

  it('are nothing when nothing was asked or said', () => {
    expect(answered(usual, {}).text).toBe('');
    expect(answered(usual, { product: '  \n ' }).text).toBe('');
    expect(answered(usual, { colour: 'blue', constructor: 'x' }).text).toBe('');
    const gone = { category: 'gone', language: 'ru', missingDetails: ['receipt_no'] };
    expect(answersText(gone, { receipt_no: '5' }, aSettings())).toBe('Receipt no: 5');
  });

  it('have room for many lines where people write many', () => {
    const long = DETAIL_KINDS.filter(isLong);
    expect(long).toEqual(['text', 'steps', 'log', 'business-effect', 'expected-result']);
    expect(isLong(undefined)).toBe(true);
  });
});
