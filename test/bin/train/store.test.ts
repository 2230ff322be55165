import { describe, expect, it } from 'vitest';
import { trainedText } from '../../../bin/desk/train/store.ts';

const learnt = { activated: 1, worse: 0, examples: 60, accuracy: 0.91, macroF1: 0.8 };

describe('what came of a training at the desk', () => {
  it('is a line that says what it learnt from, and what was left out', () => {
    expect(trainedText(learnt)).toBe(
      'learnt from 60 tickets; the desk uses the model within a minute: accuracy 0.910, macro-F1 0.800',
    );
    expect(trainedText({ ...learnt, blank: 2 })).toMatch(
      /^learnt from 60 tickets \(2 without subject and body were left out\); the desk uses/,
    );
  });

  it('is a refusal where the present model stays', () => {
    const present = { presentAccuracy: 0.95, presentMacroF1: 0.9 };
    expect(() => trainedText({ ...learnt, activated: 0, worse: 1, ...present })).toThrow(
      /the present model stays, it is better: accuracy 0\.950, macro-F1 0\.900, the new one: accuracy 0\.910/,
    );
    expect(() => trainedText({ nothing: 1, activated: 0 })).toThrow(/nothing to learn from/);
  });
});
