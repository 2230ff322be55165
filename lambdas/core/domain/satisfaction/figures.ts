/** The ratings of a desk by month. */
import type { Rating } from '../ticket/words.ts';

/** One survey, as far as the figures count it. */
export interface SurveyFact {
  /** Month of the offer, `2026-11`. */
  readonly period: string;
  readonly rating: Rating | null;
  readonly withdrawn: boolean;
}

/** Shares are 0 to 1; null where there is nothing to divide by. */
export interface SatisfactionRow {
  readonly period: string;
  readonly good: number;
  readonly ok: number;
  readonly bad: number;
  readonly answers: number;
  readonly offered: number;
  readonly responseRate: number | null;
  readonly positiveShare: number | null;
  readonly interval: [low: number, high: number] | null;
}

/** The standard normal quantile of a 95 % interval. */
const Z = 1.959963984540054;

/**
 * Wilson's 95 % score interval of `good` among `n` (E. B. Wilson, 1927): honest for few answers, never outside 0 to
 * 1. Without answers it is the whole of 0 to 1.
 */
export const wilson = (good: number, n: number): [low: number, high: number] => {
  if (n === 0) return [0, 1];
  const share = good / n;
  const scale = 1 + Z ** 2 / n;
  const middle = (share + Z ** 2 / (2 * n)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2));
  // Rounding of the machine must not push an interval off its own share.
  return [Math.max(0, Math.min(share, middle - half)), Math.min(1, Math.max(share, middle + half))];
};

const rowOf = (period: string, facts: readonly SurveyFact[]): SatisfactionRow => {
  const count = (rating: Rating): number => facts.filter((fact) => fact.rating === rating).length;
  const [good, ok, bad] = [count('good'), count('ok'), count('bad')];
  const answers = good + ok + bad;
  // Withdrawn before an answer: nobody could answer it, so it counts as never offered.
  const offered = facts.filter((fact) => !fact.withdrawn || fact.rating !== null).length;
  return {
    period,
    good,
    ok,
    bad,
    answers,
    offered,
    responseRate: offered === 0 ? null : answers / offered,
    positiveShare: answers === 0 ? null : good / answers,
    interval: answers === 0 ? null : wilson(good, answers),
  };
};

/** A row for every month in which something was offered, in order: `GET /v1/figures/satisfaction`. */
export const satisfactionByMonth = (facts: readonly SurveyFact[]): readonly SatisfactionRow[] =>
  [...Map.groupBy(facts, (fact) => fact.period)]
    .toSorted(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([period, ofPeriod]) => rowOf(period, ofPeriod));
