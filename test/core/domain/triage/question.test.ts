import { describe, expect, it } from 'vitest';
import { detailsQuestion } from '../../../../lambdas/core/domain/triage/question.ts';
import { aSettings, aTicket } from '../../builders.ts';

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

  it('speaks the language of the ticket as far as it was written, else English', () => {
    expect(asked('ru')).toContain('- Какая версия?\n- How does it happen?');
    expect(asked('ru')).toContain('нам не хватает');
    expect(asked('ja')).toContain('we still need');
  });

  it.each([
    ['de', 'Um Ihre Anfrage zu bearbeiten', '- Welche Version?'],
    ['de-AT', 'Um Ihre Anfrage zu bearbeiten', '- Welche Version?'],
    ['ja', 'To work on your request', '- どのバージョンですか'],
    ['fr', 'Pour traiter votre demande', '- Which version?'],
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
