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
    expect(asked('de')).toContain('we still need');
  });

  it.each(['ru-RU', 'ru-Cyrl'])('speaks Russian to a requester whose language is %s', (language) => {
    expect(asked(language)).toBe(asked('ru'));
  });

  it('names what nobody wrote a question for', () => {
    expect(asked('en', 'gone')).toContain('- version\n- steps');
  });
});
