/** Details that no finder finds in the texts, and that were given all the same. */
import { isThanks } from '../ticket/thanks.ts';
import type { DetailKind } from '../ticket/words.ts';
import { find, type Source, saysNothing, TEXT_MOST } from './text.ts';
import type { DetailFinding, Triage } from './triage.ts';

/** These are files and addresses: no words take their place. */
const NEVER_WORDS: ReadonlySet<DetailKind> = new Set<DetailKind>(['screenshot', 'link']);

/** Nobody has recognised it; a person asked, and a person answered. */
const ANSWER_CONFIDENCE = 0.4;

/** "I have no idea what you mean", «не знаю, где это посмотреть». */
const HELPLESS =
  /(?<![\p{L}])(?:no (?:idea|clue)|(?:don(?:'|’)?t|do not|can(?:'|’)?t|cannot|could not|couldn(?:'|’)?t) (?:know|remember|understand|find|see|tell)|what do you mean|не (?:знаю|помню|понимаю|понял|поняла|могу найти|нашёл|нашел|нашла|вижу)|без понятия|понятия не имею)(?![\p{L}])/iu;

/** It says something, and is neither a question back nor thanks nor helpless. */
const isAnswer = (text: string): boolean => {
  const plain = text.trim();
  if (!/[\p{L}\p{N}]/u.test(plain) || plain.endsWith('?')) return false;
  return !saysNothing(plain) && !isThanks(plain) && !HELPLESS.test(plain.slice(0, TEXT_MOST));
};

const answered = (finding: DetailFinding, { where, text }: Source): DetailFinding => {
  const { value, quote, position, confidence } = find(text, text, [0, text.length], ANSWER_CONFIDENCE);
  return { ...finding, found: true, value, confidence, evidence: { quote, position, where } };
};

/**
 * Fills in what is missing of `findings`: by the answer to a question for it alone, and by what the analysis before had
 * found, which stays, whatever happens (fields aside: those are taken back by emptying them). `asked` are the names that
 * the last question may have been about.
 */
export const withAnswers = (
  findings: readonly DetailFinding[],
  {
    asked,
    texts,
    earlier,
  }: {
    readonly asked: readonly string[];
    readonly texts: readonly Source[];
    readonly earlier: Triage | null;
  },
): readonly DetailFinding[] => {
  const answer = texts.findLast((source) => source.isAnswer === true);
  return findings.map((finding) => {
    if (finding.found) return finding;
    const { name, kind, required } = finding;
    const before = earlier?.details.find((one) => one.name === name && one.kind === kind && one.found);
    if (before !== undefined && before.evidence?.where !== 'field') return { ...before, required };
    const isAsked = asked.length === 1 && asked[0] === name && !NEVER_WORDS.has(kind);
    return isAsked && answer !== undefined && isAnswer(answer.text) ? answered(finding, answer) : finding;
  });
};
