import { describe, expect, it } from 'vitest';
import { detailsQuestion } from '../../../../../lambdas/core/domain/triage/details/question.ts';
import { aSettings, aTicket } from '../../../builders.ts';

const asked = (language: string, category = 'bug') =>
  detailsQuestion(aTicket({ category, language, missingDetails: ['version', 'steps'] }), aSettings());

describe('the question for details', () => {
  it('asks for exactly what is missing', () => {
    expect(asked('en').split('\n').slice(0, 4)).toEqual([
      'To work on your request we still need:',
      '',
      '- Which version?',
      '- How does it happen?',
    ]);
  });

  it('speaks the language of the ticket where every question is written in it, else English', () => {
    expect(asked('ru')).toBe(asked('en'));
    const russian = detailsQuestion(
      aTicket({ category: 'bug', language: 'ru', missingDetails: ['version'] }),
      aSettings(),
    );
    expect(russian).toContain('нам не хватает:\n\n- Какая версия?\n');
    expect(asked('ja')).toContain('we still need');
  });

  it.each([
    [
      'de',
      { en: 'Version?', de: 'Welche Version?' },
      { en: 'Steps?' },
      'we still need',
      ['Version?', 'Steps?'],
    ],
    ['de', { de: 'Version?', ru: 'Версия?' }, { de: 'Schritte?' }, 'brauchen wir', ['Version?', 'Schritte?']],
    ['en', { de: 'Version?' }, { de: 'Schritte?' }, 'brauchen wir', ['Version?', 'Schritte?']],
    ['ru', { de: 'Welche?' }, { en: 'Steps?' }, 'we still need', ['Welche?', 'Steps?']],
    [
      'ru',
      { en: 'Which?', ru: 'Какая?' },
      { 'ru-RU': 'Шаги?', ru: 'Шаги?' },
      'не хватает',
      ['Какая?', 'Шаги?'],
    ],
  ])(
    'mixes no languages where it need not: of "%s" with %j and %j',
    (language, version, steps, frame, asks) => {
      const categories = aSettings().categories.map((category) => ({
        ...category,
        details: category.details.map((detail) => ({
          ...detail,
          ask: detail.name === 'version' ? version : steps,
        })),
      }));
      const ticket = aTicket({ category: 'bug', language, missingDetails: ['version', 'steps'] });
      const text = detailsQuestion(ticket, aSettings({ categories: categories as never }));
      expect(text).toContain(frame);
      expect(text.split('\n').filter((line) => line.startsWith('- '))).toEqual(asks.map((ask) => `- ${ask}`));
    },
  );

  it.each([
    ['de', 'Um Ihre Anfrage zu bearbeiten', '- Welche Version?'],
    ['de-AT', 'Um Ihre Anfrage zu bearbeiten', '- Welche Version?'],
    ['ja', 'To work on your request', '- どのバージョンですか'],
    ['fr', 'To work on your request', '- Which version?'],
  ])('speaks to a requester whose language is %s as the category does', (language, before, question) => {
    const categories = aSettings().categories.map((category) => ({
      ...category,
      details: category.details.map((detail) => ({
        ...detail,
        ask: { ...detail.ask, de: 'Welche Version?', ja: 'どのバージョンですか' },
      })),
    }));
    const ticket = aTicket({ category: 'bug', language, missingDetails: ['version'] });
    const text = detailsQuestion(ticket, aSettings({ categories }));
    expect(text.startsWith(before)).toBe(true);
    expect(text).toContain(question);
  });

  it.each(['ru-RU', 'ru-Cyrl'])('speaks Russian to a requester whose language is %s', (language) => {
    expect(asked(language)).toBe(asked('ru'));
  });

  it('names what nobody wrote a question for', () => {
    expect(asked('en', 'gone')).toContain('- version\n- steps');
  });
});
