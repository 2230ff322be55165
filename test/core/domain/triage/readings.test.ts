import { describe, expect, it } from 'vitest';
import type { Detect } from '../../../../lambdas/core/domain/triage/language.ts';
import { languageFor } from '../../../../lambdas/core/domain/triage/readings.ts';
import type { Sorting } from '../../../../lambdas/core/domain/triage/sorting.ts';
import type { Source } from '../../../../lambdas/core/domain/triage/text.ts';
import type { Judged, Triage } from '../../../../lambdas/core/domain/triage/triage.ts';
import { aTicket, type TicketParts } from '../../builders.ts';

const RUSSIAN = 'Здравствуйте, программа опять не открывается.';
const GERMAN = 'Guten Tag, das Programm startet seit gestern nicht mehr.';
const detect: Detect = (text) => {
  const language = text.startsWith('Guten') ? 'de' : 'ru';
  return { language, isReliable: true, scores: { [language]: 0.8 } };
};

const judgedBefore = (language: Judged<string>): Triage => ({
  ...{ analysedAt: null, round: 0, details: [], category: null, priority: null, line: null },
  ...{ language, ranking: [], assignment: null },
});
const said = (text: string, isRequesters = true): Source => ({ where: 'cmt_2', text, isRequesters });
const languageOf = (texts: readonly Source[], over: TicketParts = {}, by: Partial<Sorting> = {}) =>
  languageFor(aTicket(over), {
    ...{ texts: [{ where: 'description', text: 'Help!' }, ...texts], given: new Set(), detect },
    ...{ model: null, earlier: null, opinion: null },
    ...by,
  });

describe('the language of a ticket', () => {
  it('is that of the last words of its requester', () => {
    expect(languageOf([]).value).toBe('en');
    expect(languageOf([said(RUSSIAN)]).value).toBe('ru');
    expect(languageOf([said(RUSSIAN), said(GERMAN)], { language: 'ru' }).value).toBe('de');
  });

  it('stays when those are short, or somebody else’s', () => {
    expect(languageOf([said(RUSSIAN), said('5.2')], { language: 'ru' }).value).toBe('ru');
    expect(languageOf([said(GERMAN, false)]).value).toBe('en');
  });

  it('is that of the subject where the description says nothing', () => {
    const texts = (description: string): readonly Source[] => [
      { where: 'subject', text: RUSSIAN },
      { where: 'description', text: description },
    ];
    const by = (description: string) => languageOf([], {}, { texts: texts(description) }).value;
    expect(by('')).toBe('ru');
    expect(by(GERMAN)).toBe('de');
    expect(languageOf([said('')], {}, { texts: [...texts(GERMAN), said('5.2')] }).value).toBe('en');
  });

  it('stays as it was given', () => {
    const by = { given: new Set(['language'] as const) };
    expect(languageOf([said(GERMAN)], {}, by)).toMatchObject({ value: 'en', confidence: 1 });
  });

  it('is not taken for given because another one was seen at first sight', () => {
    expect(languageOf([said(GERMAN)], { language: 'ru', requester: { locale: 'en' } }).value).toBe('de');
  });

  it('keeps the reason of its first day', () => {
    const before = { value: 'ru', confidence: 0.9, reason: 'It was Russian.' };
    const by = { earlier: judgedBefore(before) };
    expect(languageOf([said('ok')], { language: 'ru' }, by)).toEqual(before);
    expect(languageOf([said('ok')], { language: 'ru' }, { ...by, detect: null })).toEqual(before);
    expect(languageOf([said(GERMAN)], { language: 'ru' }, by).reason).toContain('de');
  });
});
