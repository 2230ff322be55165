import { describe, expect, it } from 'vitest';
import type {
  Category,
  DeskSettings,
  DetailRule,
} from '../../../../../lambdas/core/domain/settings/schemas.ts';
import type { DetailKind } from '../../../../../lambdas/core/domain/ticket/words.ts';
import { withAnswers } from '../../../../../lambdas/core/domain/triage/details/answers.ts';
import { findDetails } from '../../../../../lambdas/core/domain/triage/details/details.ts';
import { asksOneThing, detailsQuestion } from '../../../../../lambdas/core/domain/triage/details/question.ts';
import type { SourceFile } from '../../../../../lambdas/core/domain/triage/text.ts';
import type { DetailFinding, Triage } from '../../../../../lambdas/core/domain/triage/triage.ts';
import { aSettings, aTicket } from '../../../builders.ts';

const missing = (name: string, kind: DetailKind = 'text'): DetailFinding => ({
  ...{ name, kind, required: true, found: false, value: null, confidence: 0, evidence: null },
});
const found = (name: string, where = 'description'): DetailFinding => ({
  ...missing(name),
  ...{ found: true, value: '5', confidence: 0.9, evidence: { quote: '5', position: 3, where } },
});
const TRIAGE: Triage = {
  ...{ analysedAt: null, round: 0, language: null, category: null, priority: null, line: null },
  ...{ details: [], ranking: [], assignment: null },
};

const PRODUCTS: DeskSettings['products'] = [
  { id: 'desktop', name: 'Acme Desktop', aliases: ['десктоп', 'desktop app'] },
  { id: 'cloud', name: 'Acme Cloud', aliases: ['облако'] },
];

const aRule = (name: string, kind: DetailKind, en: string, ru: string): DetailRule => ({
  ...{ name, kind, required: true, ask: { en, ru } },
});
const RULES: readonly DetailRule[] = [
  aRule('product', 'product', 'Which product do you use?', 'Каким продуктом вы пользуетесь?'),
  aRule(
    'version',
    'version',
    'Which version is it? You find it under Help, About.',
    'Какая у вас версия? Она указана в меню «Справка», «О программе».',
  ),
  aRule(
    'steps',
    'steps',
    'What do you do, step by step, until the error appears?',
    'Что вы делаете, шаг за шагом, до появления ошибки?',
  ),
  aRule('log', 'log', 'What does the error say?', 'Что пишет ошибка?'),
  aRule('expected', 'expected-result', 'What did you expect instead?', 'Что вы ожидали увидеть?'),
  aRule('os', 'text', 'Which system?', 'Какая система?'),
];

const afterAnswer = (
  text: string,
  finding = missing('os'),
  asked: readonly string[] = ['os'],
  files: readonly SourceFile[] = [],
) =>
  withAnswers([finding], {
    asked,
    texts: [
      { where: 'description', text: 'It is slow.' },
      { where: 'cmt_2', text, isAnswer: true, files },
    ],
    earlier: null,
    rules: [aRule(finding.name, finding.kind, 'What?', 'Что?')],
    products: PRODUCTS,
  })[0];

/** What all that was asked for in one question is after an answer. */
const answersTo = (asked: readonly string[], text: string, earlier: Triage | null = null) => {
  const rules = RULES.filter(({ name }) => asked.includes(name));
  const texts = [
    { where: 'description', text: 'It is slow.', isRequesters: true },
    { where: 'cmt_2', text, isRequesters: true, isAnswer: asked.length === 1 },
  ];
  const category = { ...aSettings().categories[0], details: [...rules] } as Category;
  const findings = findDetails(category, texts, {}, PRODUCTS);
  return withAnswers(findings, { asked, texts, earlier, rules, products: PRODUCTS });
};
const valuesOf = (findings: readonly DetailFinding[]) => findings.map(({ value }) => value);

describe('an answer to a question for one thing alone', () => {
  it.each(['Windows 11', ' Домашняя сеть, кабель\n', 'The latest one.'])('is that thing: "%s"', (text) => {
    expect(afterAnswer(text)).toEqual({
      ...missing('os'),
      found: true,
      value: text.trim(),
      confidence: 0.4,
      evidence: { quote: text.trim(), position: text.length - text.trimStart().length, where: 'cmt_2' },
    });
  });

  it.each([
    ...['', '👍', '...', '-', '> ', 'Why do you ask?', 'Thanks!', 'Спасибо', 'не знаю', 'I do not know.'],
    ...['I have no idea what you mean.', 'Я не знаю, где это посмотреть', "Sorry, can't find it"],
  ])('is none when it says nothing: "%s"', (text) => {
    expect(afterAnswer(text)?.found).toBe(false);
  });

  it.each<[DetailKind, string]>([
    ...[
      ...['Добрый день!', 'ok', 'Ок', 'Сейчас посмотрю и напишу', 'Скоро вышлю', "I'll check tomorrow…"],
      ...['Перезвоните мне', 'How do I find it? I looked everywhere.', 'Где это смотреть? Подскажите'],
      ...['см. скриншот', 'see attachment', 'It is fixed now, please close', 'Проблема решилась сама'],
      ...[
        'I have no access to it, my colleague has',
        'Please hurry, this is very annoying',
        'Same as before',
      ],
      ...['Why do you need this? Just fix it.', 'the latest', 'последняя', 'Перезвоните мне 8 903 123-45-67'],
      ...['вышлю в 5 часов', 'у меня 2 компьютера не работают', 'one moment please', 'I sent it 2 days ago'],
      ...['Hi Anna,\n\nthe newest one\n\nRegards', 'Windows 11', 'две недели назад обновлял', '12.05.2026'],
      ...['We will send version details tomorrow', 'It is on my 3 screens', 'Whatever you say'],
    ].map((text): [DetailKind, string] => ['version', text]),
    ...[
      ...['Добрый день, Анна!', 'ok', 'Сейчас посмотрю и напишу', 'Почему вы спрашиваете?', 'не знаю'],
      ...['см. скриншот', 'Просто почините', 'We will send it later', 'everything works again', '👍'],
      ...[
        'Я уже писал об этом',
        'срочно!',
        'Let me ask my colleague.',
        'Hello,\n\nwill do\n\nBest regards,\nAnna',
      ],
    ].flatMap((text): [DetailKind, string][] => [
      ['steps', text],
      ['text', text],
      ['log', text],
      ['product', text],
    ]),
    ['product', 'I told you that it does not work and I want it fixed at last'],
  ])('is no %s when it gives none: %j', (kind, text) => {
    expect(afterAnswer(text, missing('it', kind), ['it'])).toEqual(missing('it', kind));
  });

  it.each<[DetailKind, string, string, number]>([
    ['version', 'пять точка два', 'пять точка два', 0.5],
    ['version', 'It is five.', 'It is five', 0.5],
    ['version', 'Сейчас посмотрел: 12', '12', 0.5],
    ['version', '7', '7', 0.5],
    ['version', '2024R2', '2024R2', 0.5],
    ['version', 'Добрый день! Стоит 8', '8', 0.5],
    ['version', 'Where is it? Ah, 9.', '9', 0.5],
    ['steps', 'Отчёты, печать, вылет', 'Отчёты, печать, вылет', 0.4],
    ['product', 'Добрый день! У нас Gizmo Pro', 'У нас Gizmo Pro', 0.4],
    ['product', 'Gizmo', 'Gizmo', 0.4],
    ['text', 'не знаю точно, вроде 10', 'не знаю точно, вроде 10', 0.4],
    ['text', 'yes', 'yes', 0.4],
    ['expected-result', 'an invoice with a total', 'an invoice with a total', 0.4],
    ['log', 'access denied', 'access denied', 0.4],
  ])('gives %s in %j', (kind, text, value, confidence) => {
    const found = afterAnswer(text, missing('it', kind), ['it']);
    expect(found).toMatchObject({ found: true, value, confidence });
    expect(text.slice(found?.evidence?.position)).toContain(found?.evidence?.quote);
  });

  it('may be left to a file where there is one', () => {
    const file = { fileName: 'note.odt', contentType: 'application/odt', size: 5, inline: false };
    expect(afterAnswer('see attachment', missing('os'), ['os'], [file])?.found).toBe(true);
    expect(afterAnswer('see attachment')?.found).toBe(false);
  });

  it('is none of several things, of another one, nor of what only a file can give', () => {
    expect(afterAnswer('Windows', missing('os'), ['os', 'version'])?.found).toBe(false);
    expect(afterAnswer('Windows', missing('os'), ['version'])?.found).toBe(false);
    expect(afterAnswer('It is attached', missing('os', 'screenshot'))?.found).toBe(false);
  });

  it('is told by the question', () => {
    const asked = (...missingDetails: string[]) =>
      asksOneThing(detailsQuestion(aTicket({ category: 'bug', missingDetails }), aSettings()));
    expect(asked('version')).toBe(true);
    expect(asked('version', 'steps')).toBe(false);
    expect(asksOneThing('Have you tried again?')).toBe(false);
  });
});

describe('an answer to several questions', () => {
  const three = ['product', 'version', 'steps'];

  it.each<[string, readonly string[], readonly (string | null)[]]>([
    [
      '1) Десктоп\n2) 5.2\n3) Открыл отчёт, нажал печать',
      three,
      ['desktop', '5.2', 'Открыл отчёт, нажал печать'],
    ],
    ['1) Десктоп 2) 5 3) Отчёты, печать', three, ['desktop', '5', 'Отчёты, печать']],
    ['Hi!\n1. Gizmo\n2. 5.2 (stable)\n3. reports, print\nThanks', three, ['Gizmo', '5.2', 'reports, print']],
    ['1) Десктоп\n2) не знаю\n3) Отчёты, печать', three, ['desktop', null, 'Отчёты, печать']],
    ['Десктоп\n7\nоткрыла отчёт, нажала печать', three, ['desktop', '7', 'открыла отчёт, нажала печать']],
    [
      'Здравствуйте!\n\nдесктоп\n\n5\n\nотчёты,\nпечать\n\nС уважением,\nАнна',
      three,
      ['desktop', '5', 'отчёты,\nпечать'],
    ],
    ['1. access denied\n2. a list', ['log', 'expected'], ['access denied', 'a list']],
  ])('is read in their order: %j', (text, asked, values) => {
    expect(valuesOf(answersTo(asked, text))).toEqual(values);
  });

  it.each<[string, readonly string[], readonly (string | null)[]]>([
    ['> - Что вы делаете?\nотчёт, печать', three, [null, null, 'отчёт, печать']],
    [
      '> - Какая у вас версия? Она указана в меню «Справка», «О\n> программе».\n7\n> - Что вы делаете?\nотчёт, печать',
      ['version', 'steps'],
      ['7', 'отчёт, печать'],
    ],
    [
      '- Which product do you use? Gizmo\n- Which version is it? 5\n- What do you do, step by step, until the error appears? reports, print',
      three,
      ['Gizmo', '5', 'reports, print'],
    ],
    ['Which version is it? You find it under Help, About. 7', ['version'], ['7']],
    ['> Which system?\nthe old one\n> Regards\nthat is all', ['os', 'log'], [null, 'the old one']],
  ])('is read below the questions that it repeats: %j', (text, asked, values) => {
    expect(valuesOf(answersTo(asked, text))).toEqual(values);
  });

  it.each<[string, readonly string[], readonly (string | null)[]]>([
    ['1. Open it\n2. Press save', ['product', 'steps'], [null, '1. Open it\n2. Press save']],
    ['1. Open it\n2. Press save', ['steps', 'expected'], ['1. Open it\n2. Press save', null]],
    [
      '1) открываю файл\n2) нажимаю «Печать»\n\nУ меня десктоп.',
      three,
      ['desktop', null, '1) открываю файл\n2) нажимаю «Печать»'],
    ],
    ['It is bad.\n5.2\nPlease help', three, [null, '5.2', null]],
    ['It is bad.\nReally.\nPlease help', three, [null, null, null]],
    ['How is the weather?\nFine', three, [null, null, null]],
  ])('is not cut where nothing says so: %j', (text, asked, values) => {
    expect(valuesOf(answersTo(asked, text))).toEqual(values);
  });

  it('shows where each part stands, and stays as it was read when it is read again', () => {
    const text = '1) Десктоп\n2) 5.2\n3) Открыл отчёт, нажал печать';
    const details = answersTo(three, text);
    for (const { evidence } of details) expect(text.slice(evidence?.position)).toContain(evidence?.quote);
    const again = answersTo(three, text, { ...TRIAGE, details });
    expect(valuesOf(again)).toEqual(valuesOf(details));
    const later = withAnswers(
      details.map((one) =>
        one.name === 'steps'
          ? { ...one, value: text, evidence: { quote: text, position: 0, where: 'cmt_2' } }
          : one,
      ),
      { asked: [], texts: [], earlier: { ...TRIAGE, details }, rules: RULES, products: PRODUCTS },
    );
    expect(valuesOf(later)).toEqual(valuesOf(details));
  });
});

describe('what an earlier analysis had found', () => {
  const again = (details: readonly DetailFinding[], now: DetailFinding = missing('os')) =>
    withAnswers([now], {
      ...{ asked: [], texts: [], rules: [], products: [] },
      earlier: { ...TRIAGE, details },
    })[0];

  it('stays', () => {
    expect(again([found('os')])).toEqual(found('os'));
    expect(again([{ ...found('os'), required: false }])?.required).toBe(true);
  });

  it('goes when it was a mere guess at a version', () => {
    const guess = { ...found('version', 'cmt_2'), kind: 'version' as const, confidence: 0.4 };
    expect(again([guess], missing('version', 'version'))?.found).toBe(false);
    expect(again([{ ...guess, confidence: 0.5 }], missing('version', 'version'))?.found).toBe(true);
  });

  it('goes when it is found elsewhere now, was another thing, or stood in a field that was emptied', () => {
    expect(again([found('os')], found('os', 'cmt_2'))?.evidence?.where).toBe('cmt_2');
    expect(again([{ ...found('os'), kind: 'log' }])?.found).toBe(false);
    expect(again([found('version'), missing('os')])?.found).toBe(false);
    expect(again([found('os', 'field')])?.found).toBe(false);
  });
});
