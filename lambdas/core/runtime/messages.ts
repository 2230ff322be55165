/** Every line that a function may log, by code: a sentence and never a body, an address or a token. */

export const MESSAGES = {
  API_UNEXPECTED: 'A request failed for a reason that no rule knows.',
  API_ANSWER_MISMATCH: 'An operation answered in another shape than its route promises.',
  API_BUSY: 'A request failed because a service that we need is busy.',
  STREAM_STOPPED: 'A record of the stream failed; reading stops there and goes on with it.',
  STREAM_UNREADABLE: 'A record of the stream is no event that we can read.',
  QUEUE_FAILED: 'A message of the queue failed and comes again.',
  QUEUE_UNREADABLE: 'A message of the queue is no event that we can read.',
  MAIL_FAILED: 'An inbound mail failed and comes again.',
  MAIL_UNREADABLE: 'A message of the mail queue is no notification that we can read.',
  BUS_FAILED: 'An event of the bus failed and comes again.',
  BUS_UNREADABLE: 'An event of the bus has not the shape that its rule promises.',
  STEP_REFUSED: 'A step of the workflow ended with an error that the workflow knows.',
  STEP_FAILED: 'A step of the workflow failed for a reason that no rule knows.',
  STEP_UNREADABLE: 'A step of the workflow was asked in a shape that nobody knows.',
  MODEL_DAMAGED: 'The text model cannot be read; tickets are sorted without it.',
  TRANSLATION_FAILED: 'Amazon Translate did not translate a text; it is shown without a translation.',
  TRANSLATION_BUDGET_SPENT: 'No more is translated today; desk.translation says how much may be.',
  LANGUAGE_MODEL_UNHEARD:
    'A language model was not heard; the ticket is sorted without it. The cause says why.',
  SCHEDULE_DONE: 'A scheduled task is done.',
  SCHEDULE_FAILED: 'A scheduled task failed.',
} as const;

export type MessageCode = keyof typeof MESSAGES;

/** What a log line may carry beside its sentence: ids, names of our own, numbers. */
export interface LogIds {
  readonly correlationId?: string | undefined;
  readonly route?: string;
  readonly status?: number;
  readonly errorName?: string;
  /** Service and status of an AWS error, or the engine's own words; never the text of a foreign error. */
  readonly cause?: string;
  /** Frames of a stack, without the message above them. */
  readonly stack?: string;
  readonly ticketId?: string;
  readonly eventId?: string;
  readonly eventType?: string;
  readonly sequenceNumber?: string;
  readonly messageId?: string;
  /** Version of a text model, or id of a language model. */
  readonly model?: string;
  readonly step?: string;
  readonly generation?: number;
  /** Paths of fields, without their values. */
  readonly fields?: readonly string[];
  readonly counts?: Readonly<Record<string, number>>;
}
