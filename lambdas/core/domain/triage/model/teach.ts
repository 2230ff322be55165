/** One target from its examples: two ways of learning, blended as held-out examples say, and honest about its confidence. */
import type { Rows } from './bag.ts';
import { learnComplement } from './complement.ts';
import { doubtOf, type Said } from './doubt.ts';
import { evidenceOf } from './evidence.ts';
import { foldsOf } from './folds.ts';
import { type Learnt, type Lesson, learnMargins } from './margin.ts';
import { measuresOf } from './measures.ts';
import type { Vocabulary } from './model.ts';
import { sharpnessOf } from './probabilities.ts';
import { addWeights, scaleWeights, scoreRow, strideOf, type Weights } from './weights.ts';

const SEED = 20_261_123;
const COST = 1.5;

/** With so few examples every one is held out once; of more, a part is enough. */
const FEW = 4_000;
const FOLDS_OF_FEW = 5;
const FOLDS_OF_MANY = 8;

/** Weights that may be read and written, so that all targets of a large set are learnt in half a minute. */
const WORK_MOST = 1e10;

/** A walk to a column costs as much as so many of its weights. */
const WALK = 6;

/** After eight passes nothing moves any more; after three the rest is small. */
const PASSES_MOST = 8;
const PASSES_LEAST = 3;

/** The share of the passes that suffices when most of the texts were learnt before. */
const PASSES_AGAIN = 0.5;

/**
 * How much complement naive Bayes may say beside margins; the first nearly always serves, so another must be better by
 * more than chance.
 */
const SHARES = [0.3, 0, 0.6];
const BETTER = 0.004;

/** A lesson, and a few words of each of its texts. */
export interface Taking extends Lesson {
  readonly fragments: Rows;
  /** Of each row; copies of a text have the same. */
  readonly texts: Float64Array;
  readonly vocabulary: Vocabulary;
}

const part = <T extends Lesson>(lesson: T, keep: (at: number) => boolean): T => {
  const places = Uint32Array.from(lesson.members, (_, at) => at).filter(keep);
  return {
    ...lesson,
    members: places.map((at) => lesson.members[at] ?? 0),
    answers: Uint16Array.from(places, (at) => lesson.answers[at] ?? 0),
  };
};

/** Of copies with the same answer one: an outbreak must not decide how sure the model is of everything else. */
const firstCopies = (answers: Uint16Array, texts: Float64Array): readonly boolean[] => {
  const met = new Set<string>();
  return Array.from(texts, (text, at) => {
    const copy = `${text} ${answers[at]}`;
    const isFirst = !met.has(copy);
    met.add(copy);
    return isFirst;
  });
};

const passesFor = ({ rows, members, classes }: Lesson, rounds: number, work: number): number => {
  const entries = members.reduce(
    (sum, row) => sum + (rows.starts[row + 1] ?? 0) - (rows.starts[row] ?? 0),
    0,
  );
  const once = 1 + entries * (strideOf(classes) + WALK) * (rounds + PASSES_AGAIN);
  return Math.max(PASSES_LEAST, Math.min(PASSES_MOST, Math.floor(work / once)));
};

/** What each way of learning says of examples that it has not seen, and the answers to them. */
interface HeldOut {
  readonly margins: Float64Array[];
  readonly complements: Float64Array[];
  readonly answers: number[];
  readonly evidence: number[];
}

const noneHeld = (): HeldOut => ({ margins: [], complements: [], answers: [], evidence: [] });

/** Rows without anything are of texts that gave none. */
const hold = (
  heldOut: HeldOut,
  { rows, vocabulary, ...lesson }: Pick<Taking, 'rows' | 'members' | 'answers' | 'classes' | 'vocabulary'>,
  margins: Weights,
  complements: Weights,
): void => {
  lesson.members.forEach((row, at) => {
    const columns = rows.columns.subarray(rows.starts[row] ?? 0, rows.starts[row + 1] ?? 0);
    if (columns.length === 0) return;
    heldOut.evidence.push(evidenceOf(columns, vocabulary));
    for (const [weights, scores] of [
      [margins, heldOut.margins],
      [complements, heldOut.complements],
    ] as const) {
      const own = new Float64Array(weights.stride);
      scoreRow(rows, row, weights, own);
      scores.push(own.subarray(0, lesson.classes));
    }
    heldOut.answers.push(lesson.answers[at] ?? 0);
  });
};

const mixed = (a: readonly Float64Array[], factorA: number, b: readonly Float64Array[], factorB: number) =>
  a.map((scores, at) => scores.map((score, one) => factorA * score + factorB * (b[at]?.[one] ?? 0)));

const bestOf = (scores: Float64Array): number =>
  scores.reduce((best, score, one) => (score > (scores[best] ?? 0) ? one : best), 0);

/** Accuracy and macro-F1 both count: neither large classes nor small ones may be given up. */
const meritOf = (scores: readonly Float64Array[], answers: readonly number[]): number => {
  const { accuracy, macroF1 } = measuresOf(
    scores.map((row, at) => ({ actual: answers[at] ?? 0, guessed: bestOf(row) })),
  );
  return (accuracy + macroF1) / 2;
};

interface Blend {
  readonly margin: number;
  readonly complement: number;
}

/** By what to multiply the scores of each before they are added, so that they become logarithms of odds. */
const blendOf = ({ margins, complements, answers }: HeldOut): Blend => {
  const own = sharpnessOf(margins, answers);
  const other = sharpnessOf(complements, answers);
  const blends = SHARES.map((share) => {
    const scores = mixed(margins, own, complements, share * other);
    const sharpness = sharpnessOf(scores, answers);
    return {
      margin: own * sharpness,
      complement: share * other * sharpness,
      merit: meritOf(scores, answers),
    };
  });
  return blends.reduce((best, one) => (one.merit > best.merit + BETTER ? one : best));
};

const said = ({ margins, complements, answers, evidence }: HeldOut, blend: Blend): Said => ({
  scores: mixed(margins, blend.margin, complements, blend.complement),
  answers,
  evidence,
});

/**
 * Weights whose scores are logarithms of odds, for all classes of the lesson. `share` is the part of all work that this
 * lesson may take; `progress` hears shares from 0 to 1.
 */
export const teach = (
  lesson: Taking,
  share: number,
  progress: (share: number) => void,
): { readonly weights: Weights; readonly doubt: number } => {
  const few = lesson.members.length < FEW;
  const folds = few ? FOLDS_OF_FEW : FOLDS_OF_MANY;
  const rounds = few ? FOLDS_OF_FEW : 1;
  const texts = Float64Array.from(lesson.members, (row) => lesson.texts[row] ?? 0);
  const fold = foldsOf(lesson.answers, texts, folds, SEED);
  const isFirst = firstCopies(lesson.answers, texts);
  const effort = { cost: COST, passes: passesFor(lesson, rounds, WORK_MOST * share), seed: SEED };
  const heldOut = noneHeld();
  const pieces = noneHeld();
  let before: Learnt | null = null;
  for (let round = 0; round < rounds; round += 1) {
    const seen = part(lesson, (at) => fold[at] !== round);
    const tell = (done: number): void => progress((round + done) / (rounds + 1));
    const learnt = learnMargins(seen, effort, tell);
    const unseen = part(lesson, (at) => fold[at] === round && isFirst[at] === true);
    const complements = learnComplement(seen);
    hold(heldOut, unseen, learnt.weights, complements);
    hold(pieces, { ...unseen, rows: lesson.fragments }, learnt.weights, complements);
    before = few ? null : learnt;
  }
  const blend = blendOf(heldOut);
  const { doubt, sharpness } = doubtOf(said(heldOut, blend), said(pieces, blend));
  const last = before === null ? effort : { ...effort, passes: Math.ceil(effort.passes * PASSES_AGAIN) };
  const { weights } = learnMargins(lesson, last, (done) => progress((rounds + done) / (rounds + 1)), before);
  scaleWeights(weights, blend.margin * sharpness);
  if (blend.complement > 0) addWeights(weights, learnComplement(lesson), blend.complement * sharpness);
  return { weights, doubt };
};
