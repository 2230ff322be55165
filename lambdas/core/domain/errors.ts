/** The one visible error of the rules: what is true, by name, and of what kind. */

/**
 * The kinds and nothing else decide the HTTP status (runtime/problem.ts):
 * malformed 400, unauthenticated 401, forbidden 403, missing 404, conflict 409, stale 412, too-large 413,
 * unsupported 415, invalid 422, limited 429, transient 503, unbuilt 501.
 */
export type ErrorKind =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'stale'
  | 'too-large'
  | 'unsupported'
  | 'invalid'
  | 'limited'
  | 'transient'
  | 'unbuilt'
  | 'superseded';

/** One wrong field of the input: `path` in JSON pointer-like dots (`requester.email`), `message` a sentence. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

/**
 * Thrown for everything that a caller can do something about. `name` is stable: it is the problem's type, and what
 * `ErrorEquals` sees in the state machine.
 */
export class DomainError extends Error {
  readonly kind: ErrorKind;
  readonly problems: readonly FieldProblem[];
  /** Shown in the problem document beside the standard members, for instance what arrived meanwhile. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(
    name: string,
    kind: ErrorKind,
    message: string,
    more: {
      problems?: readonly FieldProblem[];
      extra?: Readonly<Record<string, unknown>>;
      cause?: unknown;
    } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = name;
    this.kind = kind;
    this.problems = more.problems ?? [];
    this.extra = more.extra ?? {};
  }
}

/** Whether a rule refused, by this name. */
export const isNamed = (error: unknown, name: string): error is DomainError =>
  error instanceof DomainError && error.name === name;

export const ticketNotFound = (): DomainError =>
  new DomainError('TicketNotFound', 'missing', 'There is no such ticket, or you may not see it.');

/** `arrived` lists the events that the caller has not seen, oldest first. */
export const versionConflict = (current: number, arrived: readonly unknown[] = []): DomainError =>
  new DomainError(
    'VersionConflict',
    'stale',
    'The ticket changed meanwhile. Read it again, then repeat your change.',
    {
      extra: { currentVersion: current, arrived },
    },
  );

/** A workflow step found that a later generation owns the ticket; it must end quietly and write nothing. */
export const superseded = (): DomainError =>
  new DomainError('Superseded', 'superseded', 'A newer execution of the workflow owns this ticket.');

export const invalid = (problems: readonly FieldProblem[]): DomainError =>
  new DomainError('InvalidInput', 'invalid', 'Some fields are wrong; each is named in errors.', { problems });

/** Another ticket has this number already: take the next. */
export const numberTaken = (): DomainError =>
  new DomainError('NumberTaken', 'conflict', 'Another ticket has this number.');

/** Two tickets at the same time never overfill an agent: the count is part of the transaction. */
export const agentFull = (agentId: string): DomainError =>
  new DomainError('AgentFull', 'conflict', 'The agent has no room for another ticket.', {
    extra: { agentId },
  });

/** A request with the same idempotency key has been answered, perhaps a moment ago. */
export const onceTaken = (): DomainError =>
  new DomainError('OnceTaken', 'conflict', 'A request with this Idempotency-Key has been answered.');

/** The person was offered a survey not long ago (desk.surveyEveryDays). */
export const surveyTooSoon = (): DomainError =>
  new DomainError('SurveyTooSoon', 'conflict', 'This person was offered a survey a short while ago.');

/** SES will never take this mail, however often it is tried. */
export const mailRejected = (reason: string, cause?: unknown): DomainError =>
  new DomainError('MailRejected', 'conflict', `The mail can not be sent: ${reason}`, { cause });

/** A service that we need is busy or away; the same request may succeed in a moment. */
export const throttled = (service: string, cause?: unknown): DomainError =>
  new DomainError('Throttled', 'transient', `${service} is busy. Try again in a moment.`, { cause });

/** Somebody else noticed it, or linked it to a problem, a moment ago. */
export const outbreakChanged = (): DomainError =>
  new DomainError('OutbreakChanged', 'conflict', 'The outbreak changed meanwhile. Look again.');

/** The inbound message has ended in another way meanwhile, or already. */
export const mailDisposed = (): DomainError =>
  new DomainError('MailDisposed', 'conflict', 'Something else was decided about this message meanwhile.');

/** The same Message-ID with the same content was filed; `first` is the SES id of that message. */
export const mailDuplicate = (first: string): DomainError =>
  new DomainError('MailDuplicate', 'conflict', 'The same mail has come before.', { extra: { first } });
