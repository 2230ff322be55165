import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  agentSaid,
  type SectionKind,
  splitMail,
} from '../../../../../../lambdas/core/domain/mail/inbound/visible/split.ts';
import { FORWARDS } from '../fixtures/forwards.ts';
import { HISTORY, quoted } from '../fixtures/history.ts';
import { OTHER_CLIENTS } from '../fixtures/other-clients.ts';
import { QUOTING_CLIENTS } from '../fixtures/quoting-clients.ts';

const visible = (mail: string): string => splitMail(mail, 'Re: Export').visible;
const kinds = (mail: string): readonly SectionKind[] =>
  splitMail(mail, 'Re: Export').sections.map(({ kind }) => kind);
const WROTE = 'On Fri, Nov 20, 2026 at 2:30 PM Acme <a@help.example.com> wrote:';

describe('a sentence of their own', () => {
  it.each([
    'On 2 November Olga wrote:\nthe list is hers.',
    'Version 5.2 writes:\nerror 7',
    '2 мая Ольга пишет:\nсписок её.',
  ])('is no attribution without an address or a quote behind it: %j', (text) => {
    expect(visible(`${text}\n\nMaria`)).toContain(text);
  });
});

describe('a reply that would come out empty', () => {
  it.each([
    quoted(HISTORY.en),
    `${WROTE}\n\n${quoted(HISTORY.en)}`,
    `-----Original Message-----\nHello`,
    'Sent from my iPhone',
    '-- \nMaria',
    'From: Maria <m@x.example>\nDate: 14:30\nSubject: Export\n\nIt stops.',
  ])('is shown whole: %j', (mail) => {
    expect(visible(mail)).toBe(mail);
  });

  it('stays empty when there is nothing', () => {
    expect(splitMail('', '')).toEqual({ visible: '', sections: [{ kind: 'said', text: '' }] });
    expect(visible(' \n\t\n')).toBe('');
  });
});

describe('answers between the quotes', () => {
  it('stay visible', () => {
    const mail = `${WROTE}\n> Which version?\n5.2.1\n\n> Which system?\nAndroid 15\n\n> Anything else?\n\nNo, thanks.\n\n-- \nMaria`;
    expect(visible(mail)).toBe('5.2.1\n\nAndroid 15\n\nNo, thanks.');
    expect(kinds(mail)).toEqual(['quote', 'said', 'quote', 'said', 'quote', 'said', 'signature']);
  });

  it('stay visible without an attribution too', () => {
    expect(visible('> Which version\n> do you use?\n5.2.1')).toBe('5.2.1');
  });
});

describe('what looks like a quote and is none', () => {
  it.each([
    'I type this:\n\n> npm install\n\nand it hangs.',
    'Our tour:\nFrom: Berlin\nTo: Paris\nDate: 20 November\nThanks',
    'From: what I see it works\nTo: be sure, I tried twice',
    'On Friday 14:30 my colleague wrote:\n\nit works again',
    'As you wrote on 20.11.2026:\nit is the cache.',
    'On Friday I wrote to billing@help.example.com:\nno answer.',
    'We tried 3 times:\n1. at 14:30\n2. at 15:30',
    `${'a'.repeat(400)} wrote 14:30:`,
    'At 14:30 it stopped again:\n1. open\n2. wait',
    'Log:\n--------------------\nERROR 17\n--------------------\nEnd',
    '--------------------',
    'Table\n----------------\nFrom: us',
    'Date: 20 November\nSubject: Export\nTo: all',
    'From: our office\nDate: soon\nSubject: Export',
    '---\nHello\n---',
    'Sent from the warehouse on Friday, it arrived broken.',
    `Here you are:\n\n---------- Forwarded message ---------\nFrom: M <m@x.example>\nDate: 14:30\nSubject: x\nTo: y\n\nHello`,
    `\n${'-'.repeat(300)}`,
  ])('is visible: %j', (mail) => {
    expect(visible(mail)).toBe(mail.trim());
  });
});

describe('where a quote begins', () => {
  it.each<[string, string]>([
    ['close below what was said', `Yes.\n${WROTE}\n> Hello`],
    ['below a line that begins alike', `On another note, 2 things:\n${WROTE}\n> Hello`],
    [
      'with a name first',
      'Yes.\n\nAcme Support <a@help.example.com> schrieb am Fr., 20. Nov. 2026, 14:30:\n\nHallo',
    ],
    [
      'in a language that nobody listed',
      'Yes.\n\n20.11.2026 14:30 tarihinde Acme Support <a@help.example.com> yazdı:\n\nMerhaba',
    ],
    [
      'wrapped in the brackets',
      'Yes.\n\nAm Fr., 20. Nov. 2026 um 14:30 Uhr schrieb Acme Support <\na@help.example.com>:\n\nHallo',
    ],
    [
      'with the values on lines of their own',
      'Yes.\n\nFrom:\nAcme <a@help.example.com>\nSent:\n14:30\nSubject:\nExport\n\nHello',
    ],
    [
      'with a label twice',
      'Yes.\n\nFrom: Acme\nDate: 14:30\nDate: 15:30\nSubject: Export\nImportance: High\n\nHello',
    ],
    [
      'with an address and no date',
      'Yes.\n\nFrom: a@help.example.com\nTo: m@x.example\nSubject: Export\n\nHello',
    ],
    [
      'below a rule and a block',
      `Yes.\n\n----------------\n\nFrom: Acme\nSent: 14:30\nSubject: Export\n\nHello`,
    ],
  ])('is found %s', (_name, mail) => {
    expect(visible(mail)).toBe(mail.split('\n', 1).join(''));
  });
});

describe('a signature', () => {
  it.each([
    'Yes.\n\n-- \nMaria Lind\n+46 8 123',
    'Yes.\n--\nMaria',
    'Yes.\n—\nMaria',
    'Yes.\n\nKind regards,\nMaria Lind\nAcme GmbH, Berlin\n+49 30 1234',
    'Yes.\n\nС уважением, Мария Линд',
    'Yes.\n\nBest regards\nMaria\n\n-- \nMaria Lind | Lind AB',
    'Yes.\n\nMit freundlichen Grüßen\n\nMaria Lind\n\nSent from my iPad',
    'Yes.\n\n发自我的iPhone',
  ])('is not shown: %j', (mail) => {
    expect(visible(mail)).toBe('Yes.');
    expect(kinds(mail)).toContain('signature');
  });

  it.each([
    'Best regards,\nMaria',
    'Yes.\n\nBest regards,\nMaria\n\nPS: And the second file?',
    'Yes.\n\nBest regards,\nMaria\n\nP.S. The second file is missing.',
    'Да.\n\nС уважением, Мария\n\nЗЫ и второй файл тоже',
    `Yes.\n\nRegards,\n${'x'.repeat(120)}`,
    `Yes.\n\nRegards,\n${'line\n'.repeat(10)}end`,
    `SQL:\n--\n${'select 1;\n'.repeat(30)}end`,
    'Thanks,\nMaria',
    'Saludos a todos los del equipo de soporte, que siempre responden muy bien y con mucha paciencia.',
  ])('is nothing that says something: %j', (mail) => {
    expect(visible(mail)).toBe(mail);
  });

  it('by a program hides nothing that stands below it', () => {
    expect(visible('Sent from my iPhone\n\nIt stops.')).toBe('It stops.');
  });
});

describe('what an agent said', () => {
  it.each(QUOTING_CLIENTS)('is their visible text: $name', ({ said, mail }) => {
    expect(agentSaid(mail)).toBe(said);
  });

  it.each([
    '',
    `${WROTE}\n\n${quoted(HISTORY.en)}`,
    '-----Original Message-----\nAn internal note',
    '---------- Forwarded message ---------\nFrom: M <m@x.example>\n\nAn internal note',
    '-- \nAnna',
  ])('is nothing rather than the whole mail: %j', (mail) => {
    expect(agentSaid(mail)).toBe('');
  });

  it('ends where a forwarded mail begins', () => {
    expect(agentSaid('Look:\n\nBegin forwarded message:\n\nFrom: M <m@x.example>\n\nHello')).toBe('Look:');
  });
});

describe('any text', () => {
  const fixtures = [...QUOTING_CLIENTS, ...OTHER_CLIENTS, ...FORWARDS.map(({ text }) => ({ mail: text }))];
  const pieces = fixtures.flatMap(({ mail }) => mail.split('\n'));
  const shuffled = fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 30 })), {
      maxLength: 40,
    })
    .map((lines) => lines.join('\n'));
  const subject = fc.constantFrom('Export', 'Re: Export', 'Fwd: Export');
  const plain = (text: string): string =>
    text.replace(/\r\n?/g, '\n').replace(/[\u200b\u200e\u200f\u2060\ufeff]/g, '');

  it('is the sum of its sections', () => {
    fc.assert(
      fc.property(shuffled, subject, (text, about) => {
        const { sections } = splitMail(text, about);
        expect(sections.map((section) => section.text).join('\n')).toBe(plain(text));
      }),
    );
  });

  it('shows something whenever it says something, and nothing that it does not say', () => {
    fc.assert(
      fc.property(shuffled, subject, (text, about) => {
        const shown = splitMail(text, about).visible;
        expect(shown === '').toBe(plain(text).trim() === '');
        const lines = new Set(
          plain(text)
            .split('\n')
            .map((line) => line.trim()),
        );
        for (const line of shown.split('\n')) expect(lines.has(line.trim())).toBe(true);
      }),
    );
  });

  it('shows the same when it is split again', () => {
    fc.assert(
      fc.property(fc.constantFrom(...QUOTING_CLIENTS), ({ said }) => {
        expect(visible(visible(said))).toBe(visible(said));
      }),
    );
  });
});

describe('hostile texts', () => {
  const SIZE = 600_000;
  const repeated = (piece: string): string => piece.repeat(Math.ceil(SIZE / piece.length)).slice(0, SIZE);

  /** Each would take minutes if any line were looked at a growing number of times; the test would time out. */
  it.each([
    '>',
    '> a\n> b\nx\n',
    'From: a@b.example\n',
    `From: ${' '.repeat(900)}x\n`,
    `De${'\u00a0'.repeat(3)}: *${' *'.repeat(400)}x\n`,
    'On 20.11.2026 14:30\n',
    `${WROTE}\n`,
    'On 20.11.2026, 14:30, Acme wrote:\n\n',
    '<a@b.example> wrote 14:30\n',
    '\n',
    ' \n\t\n',
    '-',
    '_'.repeat(40).concat('\n'),
    '--\n',
    'Best regards,\n',
    'Sent from my iPhone\n',
    '#1001 ',
    '<',
    '@',
    'a'.repeat(64).concat('@'),
  ])('are split in one pass: %j', { timeout: 20_000 }, (piece) => {
    const text = repeated(piece);
    const { visible: shown, sections } = splitMail(text, 'Re: x');
    expect(shown.length).toBeLessThanOrEqual(500_000);
    expect(sections.at(-1)?.kind).toBe('quote');
  });
});
