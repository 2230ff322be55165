/** What sorting a ticket goes by beside the ticket, and how its layers word what they say (ADR 22). */
import type { Settings } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Given } from './given.ts';
import type { Detect } from './language.ts';
import type { Guess, Judgement, Target, TextModel } from './model/model.ts';
import type { Ruled } from './rules.ts';
import type { Source } from './text.ts';
import type { Judged, Triage } from './triage.ts';

/** What is known of a ticket beside itself; without detector and model their layers say nothing. */
export interface Sorting {
  /** What the requester wrote, oldest first. */
  readonly texts: readonly Source[];
  readonly given: ReadonlySet<Given>;
  readonly detect: Detect | null;
  readonly model: TextModel | null;
  /** What was said at the analysis before. */
  readonly earlier: Triage | null;
}

export type SortedTicket = Pick<
  Ticket,
  'language' | 'category' | 'priority' | 'line' | 'groupId' | 'product' | 'mailbox' | 'subject' | 'requester'
>;

export type SortingSettings = Pick<Settings, 'categories' | 'groups' | 'rules' | 'desk'>;

export const judged = <T>(value: T, confidence: number, reason: string): Judged<T> => ({
  value,
  confidence,
  reason,
});

/** Somebody wrote the rule, and did not know the ticket. */
const RULE_CONFIDENCE = 0.9;

export const byRule = <T>({ value, rule, word }: Ruled<T>): Judged<T> =>
  judged(
    value,
    RULE_CONFIDENCE,
    word === null ? `The rule "${rule}" says so.` : `The rule "${rule}" says so: the text has "${word}".`,
  );

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** A guess in words: "payments" (82 %, by "invoice", "refund"). */
export const worded = ({ label, probability }: Guess, judgement: Judgement, target: Target): string => {
  const words = judgement.reasons[target].map((word) => `"${word}"`).join(', ');
  return `"${label}" (${percent(probability)}${words === '' ? '' : `, by ${words}`})`;
};

/** As the model has said it; the probability is calibrated. */
export const byModel = <T>(value: T, guess: Guess, judgement: Judgement, target: Target): Judged<T> =>
  judged(value, guess.probability, `The text model takes it for ${worded(guess, judgement, target)}.`);

/** What was said before of the same value, so that its reason is not forgotten. */
export const asBefore = <T>(before: Judged<T> | null | undefined, value: T): Judged<T> | null =>
  before != null && before.value === value ? before : null;
