import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillIn } from '../../../../lambdas/core/domain/macros/render.ts';
import { templateProblems, VARIABLES } from '../../../../lambdas/core/domain/macros/variables.ts';
import { foundDetails, type Writing, wordsFor } from '../../../../lambdas/core/domain/macros/words.ts';
import { inLanguage } from '../../../../lambdas/core/domain/people/language.ts';
import type { Triage } from '../../../../lambdas/core/domain/triage/triage.ts';
import { aSettings, aTicket, type TicketParts } from '../../builders.ts';

const writing = (over: Partial<Writing> = {}): Writing => ({
  settings: aSettings({ desk: { name: 'Acme Support', timeZone: 'Europe/Berlin' } }),
  agentName: 'Anna Berg',
  ticketUrl: 'https://desk.example/v1/tickets/1001',
  found: {},
  locale: 'en',
  isPublic: true,
  ...over,
});

const NOT_ANALYSED: Triage = {
  analysedAt: null,
  round: 0,
  details: [],
  language: null,
  category: null,
  priority: null,
  line: null,
  ranking: [],
  assignment: null,
};
const A_FINDING = { kind: 'text', required: false, confidence: 1, evidence: null } as const;

const filled = (template: string, parts: TicketParts = {}, over: Partial<Writing> = {}): string =>
  fillIn(template, wordsFor(aTicket(parts), writing(over)));

describe('a variable of a macro', () => {
  const known: TicketParts = {
    category: 'payments',
    product: 'mobile',
    groupId: 'billing',
    details: { version: '5.2' },
    promises: { expectedFixAt: '2026-11-21T13:30:00.000Z' },
  };

  it.each([
    ['requester.name', 'Maria Lind'],
    ['requester.email', 'maria@example.com'],
    ['ticket.number', '1001'],
    ['ticket.subject', 'The export stops half way'],
    ['ticket.category', 'Payments'],
    ['ticket.product', 'Mobile app'],
    ['ticket.group', 'Billing'],
    ['ticket.expectedFixAt', 'November 21, 2026 at 14:30 GMT+1'],
    ['ticket.link', ''],
    ['agent.name', 'Anna Berg'],
    ['desk.name', 'Acme Support'],
    ['details.version', '5.2'],
  ])('{{%s}} is "%s"', (name, value) => {
    expect(filled(`{{${name}}}`, known)).toBe(value);
  });

  it('says the ids of things that the settings no longer have', () => {
    const parts = { category: 'gone', product: 'old', groupId: 'left' };
    expect(filled('{{ticket.category}} {{ticket.product}} {{ticket.group}}', parts)).toBe('gone old left');
  });

  it('is in the language of the text', () => {
    const settings = aSettings();
    const categories = settings.categories.map((one) => ({ ...one, name: { en: 'Any', ru: 'Любая' } }));
    const texts = (locale: string) =>
      filled('{{ticket.category}}', {}, { locale, settings: { ...settings, categories } });
    expect([texts('ru'), texts('de')]).toEqual(['Любая', 'Any']);
    expect(filled('{{ticket.expectedFixAt}}', known, { locale: 'ru' })).toContain('21 ноября 2026');
  });

  it('is signed by the desk where the agent has no name', () => {
    expect(filled('{{agent.name}}', {}, { agentName: null })).toBe('Acme Support');
  });

  it('links in notes', () => {
    expect(filled('{{ticket.link}}', {}, { isPublic: false })).toBe('https://desk.example/v1/tickets/1001');
  });

  it('is cut where a detail is long', () => {
    expect(filled('{{details.log}}', { details: { log: 'x'.repeat(5000) } })).toBe(`${'x'.repeat(1000)}…`);
  });

  it('is what analysis found where nobody has filled the detail in', () => {
    const found = foundDetails({
      ...NOT_ANALYSED,
      details: [
        { ...A_FINDING, name: 'version', found: true, value: '5.1' },
        { ...A_FINDING, name: 'log', found: true, value: 'E42' },
        { ...A_FINDING, name: 'steps', found: false, value: null },
      ],
    });
    expect(filled('{{details.version}} {{details.log}} {{details.steps}}.', known, { found })).toBe(
      '5.2 E42.',
    );
    expect(foundDetails(null)).toEqual({});
  });

  it('quotes nothing to an address that has not proven itself, but in notes', () => {
    const parts = { ...known, requester: { verified: false } };
    const template = 'Hello {{requester.name}}: {{ticket.subject}}{{details.version}}';
    expect(filled(template, parts)).toBe('Hello:');
    expect(filled(template, parts, { isPublic: false })).toBe(
      'Hello Maria Lind: The export stops half way5.2',
    );
  });

  it('is not read as a template, nor escaped', () => {
    const subject = '{{agent.name}} <b> & "x"';
    expect(filled('{{ticket.subject}}', { subject })).toBe(subject);
  });
});

describe('a name that nobody knows', () => {
  it.each([
    ['Hello {{requester.name}}, we are on it.', 'Hello, we are on it.'],
    ['Hello {{requester.name}}!', 'Hello!'],
    ['Hello, {{requester.name}}', 'Hello'],
    ['Здравствуйте, {{requester.name}}!', 'Здравствуйте!'],
    ['{{requester.name}}, we are on it.', 'We are on it.'],
    ['{{requester.name}}, мы занимаемся этим.', 'Мы занимаемся этим.'],
    ['{{requester.name}}: 5 things.', '5 things.'],
    ['A note of {{requester.name}} came in.', 'A note of came in.'],
    ['It was reported ({{requester.name}}) today.', 'It was reported today.'],
    ['It is from «{{requester.name}}».', 'It is from.'],
    ['Hello!\n\n{{requester.name}}\n\nWe are on it.', 'Hello!\n\nWe are on it.'],
    [
      '{{#requester.name}}Dear {{requester.name}}{{/requester.name}}{{^requester.name}}Hi{{/requester.name}}',
      'Hi',
    ],
  ])('%s → %s', (template, text) => {
    expect(filled(template, { requester: { name: null } })).toBe(text);
  });

  it('leaves alone what is not about it', () => {
    const template = 'One , two\n: three\n\n{{requester.name}} , four';
    expect(filled(template)).toBe('One , two\n: three\n\nMaria Lind , four');
  });
});

describe('the language of a macro', () => {
  it.each([
    ['ru', { en: 'a', ru: 'b' }, 'ru'],
    ['ru-RU', { en: 'a', ru: 'b' }, 'ru'],
    ['pt-BR', { en: 'a', 'pt-BR': 'b', pt: 'c' }, 'pt-BR'],
    ['de', { ru: 'b', en: 'a' }, 'en'],
    ['de', { ru: 'b', fr: 'a' }, 'ru'],
    ['constructor', { en: 'a' }, 'en'],
  ])('for a ticket in %s, of %j, is %s', (wanted, texts, locale) => {
    expect(inLanguage(texts, wanted)).toMatchObject({ locale });
  });

  it('is English, and empty, when there is no text', () => {
    expect(inLanguage({}, 'ru')).toEqual({ locale: 'en', text: '' });
  });
});

const DETAILS = ['version', 'constructor', 'to-string'];
const NAMES = [...VARIABLES, ...DETAILS.map((name) => `details.${name}`)];
const piece = fc.oneof(
  fc.constantFrom(...NAMES).map((name) => `{{${name}}}`),
  fc.constantFrom(...NAMES).map((name) => `{{#${name}}}x{{${name}}}{{/${name}}}`),
  fc.constantFrom(...NAMES).map((name) => `{{^${name}}}y{{/${name}}}`),
  fc.string({ maxLength: 8 }).map((text) => text.replaceAll(/[{}\uE000]/gu, '')),
);
const template = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
/** Texts of a stranger, some of them like templates. */
const said = fc.oneof(
  fc.constantFrom('', '{{requester.email}}', '{{#x}}', '\uE000', '  ', ' , ', '</b>'),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

describe('filling in', () => {
  it('never throws for a text that was let in, whatever the ticket says', () => {
    const ticket = fc.record({
      subject: said,
      product: fc.option(said),
      details: fc.dictionary(fc.constantFrom(...DETAILS, 'other'), said),
      requester: fc.record({ name: fc.option(said), verified: fc.boolean() }),
    });
    fc.assert(
      fc.property(template, ticket, fc.boolean(), (text, parts, isPublic) => {
        fc.pre(templateProblems(text, { isPublic, details: DETAILS }).length === 0);
        const result = filled(text, parts, { isPublic });
        expect(result).not.toContain('\uE000');
        expect(result).toBe(result.trim());
      }),
    );
  });

  it('says nothing of any ticket but the one', () => {
    const mine = { number: 1001, subject: 'mine', details: { version: 'mine' }, requester: { name: 'mine' } };
    const other = 'OTHER';
    fc.assert(
      fc.property(template, (text) => {
        fc.pre(!text.includes(other));
        const ofOther = wordsFor(
          aTicket({ subject: other, details: { version: other }, requester: { name: other, email: other } }),
          writing(),
        );
        const before = filled(text, mine);
        fillIn(text, ofOther);
        expect(filled(text, mine)).toBe(before);
        expect(before).not.toContain(other);
      }),
    );
  });
});
