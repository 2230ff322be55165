import { describe, expect, it } from 'vitest';
import { linesOf, saysNothing, wholeWordAt } from '../../../../lambdas/core/domain/triage/text.ts';

describe('reading text', () => {
  it('knows where each line begins, whatever ends it', () => {
    expect(linesOf('a\r\nb\n\nc')).toEqual([
      { text: 'a', position: 0 },
      { text: 'b', position: 3 },
      { text: '', position: 5 },
      { text: 'c', position: 6 },
    ]);
  });

  it('finds words that stand on their own, in any script', () => {
    expect(wholeWordAt('на облаке, но облако', 'облако')).toBe(14);
    expect(wholeWordAt('cloudy cloud', 'cloud')).toBe(7);
    expect(wholeWordAt('cloudy', 'cloud')).toBe(-1);
    expect(wholeWordAt('anything', '')).toBe(-1);
  });

  it('knows an answer that answers nothing', () => {
    expect(saysNothing(' N/A. ')).toBe(true);
    expect(saysNothing('I don’t know!')).toBe(true);
    expect(saysNothing('5')).toBe(false);
  });
});
