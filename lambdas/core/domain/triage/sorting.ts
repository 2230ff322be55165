/** What sorting a ticket goes by beside the ticket, and how its layers word what they say (ADR 22). */
import type { Settings } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Given } from './givable.ts';
import type { Detect } from './language.ts';
import type { Guess, Judgement, Target, TextModel } from './model/model.ts';
import { type Heard, type Opinion, offeredIn, UNHEARD } from './opinion/opinion.ts';
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
  /** What a language model said of it; null: it was not asked. */
  readonly opinion: Heard | null;
}

type Sorted = 'language' | 'category' | 'priority' | 'line' | 'groupId' | 'product';

export type SortedTicket = Pick<Ticket, Sorted | 'mailbox' | 'subject' | 'requester' | 'progress'>;

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

/** Certain is only what people say; a model may be as sure as it likes. */
const MOST_PERCENT = 99;

const percent = (share: number): string => `${Math.min(MOST_PERCENT, Math.round(share * 100))} %`;

/** A guess in words: "payments" (82 %, by "invoice", "refund"). */
export const worded = ({ label, probability }: Guess, judgement: Judgement, target: Target): string => {
  const words = judgement.reasons[target].map((word) => `"${word}"`).join(', ');
  return `"${label}" (${percent(probability)}${words === '' ? '' : `, by ${words}`})`;
};

/** As the model has said it; the probability is calibrated. */
export const byModel = <T>(value: T, guess: Guess, judgement: Judgement, target: Target): Judged<T> =>
  judged(value, guess.probability, `The text model takes it for ${worded(guess, judgement, target)}.`);

/** What a language model says, where it is as sure as the text model has to be and names a category that it was offered. */
export const sureOpinion = (
  opinion: Heard | null,
  settings: SortingSettings,
): (Opinion & { readonly category: string }) | null => {
  if (opinion?.kind !== 'said' || opinion.confidence < settings.desk.confidenceLimit) return null;
  const { category } = opinion;
  const isOffered = offeredIn(settings).some(({ id }) => id === category);
  return category !== null && isOffered ? { ...opinion, category } : null;
};

export const byOpinion = <T>(value: T, { model, confidence, reason }: Opinion): Judged<T> =>
  judged(value, confidence, `The language model ${model} says so (${percent(confidence)}): ${reason}`);

/** What is added to the reason of a default: what the language model would say, or why it was not heard. */
export const besides = (opinion: Heard | null): string => {
  if (opinion === null) return '';
  if (opinion.kind === 'unheard')
    return ` The language model ${opinion.model} was not heard: ${UNHEARD[opinion.why]}.`;
  const { model, category, confidence, reason } = opinion;
  return category === null
    ? ` The language model ${model} finds none that fits: ${reason}`
    : ` The language model ${model} would guess "${category}" (${percent(confidence)}): ${reason}`;
};

/** What was said before of the same value, so that its reason is not forgotten. */
export const asBefore = <T>(before: Judged<T> | null | undefined, value: T): Judged<T> | null =>
  before != null && before.value === value ? before : null;
