/** Details that no finder finds in the texts, and that were given all the same. */
import type { DeskSettings, DetailRule } from '../../settings/schemas.ts';
import type { Find, Source } from '../text.ts';
import type { DetailFinding, Triage } from '../triage.ts';
import { belowQuestions, cutsOf, type Part } from './asked.ts';
import { givingIn } from './empty-answers.ts';
import { givenAs } from './given-as.ts';

type Products = DeskSettings['products'];

interface Conversation {
  /** Names that the last question may have been about, in its order. */
  readonly asked: readonly string[];
  readonly texts: readonly Source[];
  readonly earlier: Triage | null;
  /** The category's. */
  readonly rules: readonly DetailRule[];
  readonly products: Products;
}

const answered = (finding: DetailFinding, found: Find, where: string): DetailFinding => {
  const { value, quote, position, confidence } = found;
  return { ...finding, found: true, value, confidence, evidence: { quote, position, where } };
};

const missing = (finding: DetailFinding): DetailFinding => ({
  ...finding,
  ...{ found: false, value: null, confidence: 0, evidence: null },
});

/** What is given at a part of a text, at its place in the whole. */
const givenAt = (text: string, { from, to }: Part, rule: DetailRule, products: Products): Find | null => {
  const given = givenAs(text.slice(from, to), rule, products);
  return given === null ? null : { ...given, position: from + given.position };
};

/** Kinds that are not taken for anything else: an answer that has them where they were asked for is in order. */
const isProof = (rule: DetailRule, found: Find | null): boolean =>
  found !== null &&
  found.confidence > 0.4 &&
  (rule.kind === 'version' ||
    rule.kind === 'product' ||
    rule.kind === 'link' ||
    rule.find?.pattern !== undefined);

/** Whether a part may be what its rule asks for, or says that it is not known; a name of nothing only behind its number. */
const mayBe = (found: Find | null, said: string, rule: DetailRule, isNumbered: boolean): boolean => {
  if (rule.kind === 'screenshot' || givingIn(said, true).length === 0) return true;
  return found !== null && (isNumbered || rule.kind !== 'product' || isProof(rule, found));
};

/**
 * The part of an answer for each thing asked for: below its question, or else in the order of the questions. That order
 * is believed where a version or the like stands in its place; a numbered list alone might be steps.
 */
const partsFor = (
  text: string,
  rules: readonly DetailRule[],
  products: Products,
): ReadonlyMap<string, Part> => {
  const below = belowQuestions(text, rules);
  if (below.size > 0 || rules.length < 2) return below;
  for (const { parts, isNumbered } of cutsOf(text, rules.length)) {
    const founds = parts.flatMap((part, at) => {
      const rule = rules[at];
      return rule === undefined ? [] : [{ rule, part, found: givenAt(text, part, rule, products) }];
    });
    const isInOrder = founds.every(({ rule, part: { from, to }, found }) =>
      mayBe(found, text.slice(from, to), rule, isNumbered),
    );
    const isProven = founds.some(({ rule, found }) => isProof(rule, found));
    const isPlain = isNumbered && !rules.some(({ kind }) => kind === 'steps');
    if (isInOrder && (isProven || isPlain)) return new Map(founds.map(({ rule, part }) => [rule.name, part]));
  }
  return below;
};

const lies = (finding: DetailFinding, where: string, { from, to }: Part): boolean => {
  const { evidence } = finding;
  if (evidence?.where !== where) return false;
  return evidence.position >= from && evidence.position + evidence.quote.length <= to;
};

/** Labels and fields say themselves what they are of. */
const SURE = 0.95;

/** What was found in the whole of an answer gives way to what stands in the part that is about it. */
const byPart = (
  finding: DetailFinding,
  part: Part | undefined,
  { where, text }: Source,
  { rules, products }: Conversation,
): DetailFinding => {
  const rule = rules.find(({ name }) => name === finding.name);
  if (part === undefined || rule === undefined || finding.confidence >= SURE) return finding;
  if (finding.found && (finding.evidence?.where !== where || lies(finding, where, part))) return finding;
  const given = givenAt(text, part, rule, products);
  return given === null ? missing(finding) : answered(finding, given, where);
};

/** A guess that nobody has confirmed; a version that was one is asked for again. */
const isMereGuess = ({ kind, confidence }: DetailFinding): boolean => kind === 'version' && confidence <= 0.4;

/** The same words, read more closely: a part of them was the answer. */
const isCloser = (before: DetailFinding, now: DetailFinding): boolean =>
  before.evidence !== null &&
  before.evidence.where === now.evidence?.where &&
  before.evidence.position > now.evidence.position &&
  (now.value ?? '').includes(before.value ?? '');

const fromEarlier = (finding: DetailFinding, earlier: Triage | null): DetailFinding | null => {
  const before = earlier?.details.find(
    (one) => one.name === finding.name && one.kind === finding.kind && one.found,
  );
  if (before === undefined || before.evidence?.where === 'field' || isMereGuess(before)) return null;
  return finding.found && !isCloser(before, finding) ? null : { ...before, required: finding.required };
};

/**
 * Fills in what is missing of `findings`: by the parts of an answer to several questions, by the answer to a question
 * for one thing alone, and by what the analysis before had found, which stays, whatever happens (fields aside: those are
 * taken back by emptying them).
 */
export const withAnswers = (
  findings: readonly DetailFinding[],
  conversation: Conversation,
): readonly DetailFinding[] => {
  const { asked, texts, earlier, rules, products } = conversation;
  const wanted = rules.filter(({ name }) => asked.includes(name));
  const last = texts.findLast(
    ({ where, isRequesters }) => isRequesters === true && where !== 'subject' && where !== 'description',
  );
  const parts = last === undefined ? new Map<string, Part>() : partsFor(last.text, wanted, products);
  const answer = texts.findLast((source) => source.isAnswer === true);
  return findings.map((one) => {
    const before = fromEarlier(one, earlier);
    if (before !== null) return before;
    const finding = last === undefined ? one : byPart(one, parts.get(one.name), last, conversation);
    const rule = wanted[0];
    if (finding.found || asked.length !== 1 || rule?.name !== finding.name || answer === undefined)
      return finding;
    const given = givenAs(answer.text, rule, products, (answer.files ?? []).length > 0);
    return given === null ? finding : answered(finding, given, answer.where);
  });
};
