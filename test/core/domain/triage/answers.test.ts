import { describe, expect, it } from 'vitest';
import type { DetailKind } from '../../../../lambdas/core/domain/ticket/words.ts';
import { withAnswers } from '../../../../lambdas/core/domain/triage/answers.ts';
import { asksOneThing, detailsQuestion } from '../../../../lambdas/core/domain/triage/question.ts';
import type { DetailFinding, Triage } from '../../../../lambdas/core/domain/triage/triage.ts';
import { aSettings, aTicket } from '../../builders.ts';

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

const afterAnswer = (text: string, finding = missing('os'), asked: readonly string[] = ['os']) =>
  withAnswers([finding], {
    asked,
    texts: [
      { where: 'description', text: 'It is slow.' },
      { where: 'cmt_2', text, isAnswer: true },
    ],
    earlier: null,
  })[0];

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

describe('what an earlier analysis had found', () => {
  const again = (details: readonly DetailFinding[], now: DetailFinding = missing('os')) =>
    withAnswers([now], { asked: [], texts: [], earlier: { ...TRIAGE, details } })[0];

  it('stays', () => {
    expect(again([found('os')])).toEqual(found('os'));
    expect(again([{ ...found('os'), required: false }])?.required).toBe(true);
  });

  it('goes when it is found elsewhere now, was another thing, or stood in a field that was emptied', () => {
    expect(again([found('os')], found('os', 'cmt_2'))?.evidence?.where).toBe('cmt_2');
    expect(again([{ ...found('os'), kind: 'log' }])?.found).toBe(false);
    expect(again([found('version'), missing('os')])?.found).toBe(false);
    expect(again([found('os', 'field')])?.found).toBe(false);
  });
});
