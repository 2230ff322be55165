/** Detection of languages by eld, whose 0.9 MB of pieces of words are read when the first text is there. */
import type { Detect } from '../../domain/triage/language.ts';

/** Loads it once; after a failure the next call tries again. */
export const languageDetector = (): (() => Promise<Detect>) => {
  let detect: Detect | null = null;
  return async () => {
    if (detect !== null) return detect;
    const { eld } = await import('eld/extrasmall');
    detect = (text) => {
      const found = eld.detect(text);
      return found.language === ''
        ? null
        : { language: found.language, isReliable: found.isReliable(), scores: found.getScores() };
    };
    return detect;
  };
};
