/** What sorting by the text model needs from outside, and what teaching it does. */
import type { Line, Priority } from '../domain/ticket/words.ts';
import type { Evaluation } from '../domain/triage/model/evaluate.ts';
import type { Target, TextModel } from '../domain/triage/model/model.ts';

/** For those who ask the model. */
export interface TextModels {
  /** The active model, from memory for some minutes; null: there is none, or it is damaged (logged). */
  current(): Promise<TextModel | null>;
}

/** What is known of a model beside the model itself; the figures are those on tickets that it had not seen. */
export interface ModelRecord {
  /** Sorts by time; the model's name in the store. */
  readonly version: string;
  /** Of its bytes, hex. */
  readonly sha256: string;
  /** ISO 8601 UTC. */
  readonly trainedAt: string;
  /** How many tickets it learnt from. */
  readonly examples: number;
  /** Of categories, 0 to 1. */
  readonly accuracy: number;
  readonly macroF1: number;
  /** Who had it trained; null: the desk by itself, or an earlier version of it that did not say. */
  readonly by: string | null;
}

/** A decision about which model the desk uses. */
export interface Activation {
  /** Null: the text model is switched off. */
  readonly version: string | null;
  /** ISO 8601 UTC; null: an earlier version of the desk did not say. */
  readonly at: string | null;
  /** Null: the desk by itself. */
  readonly by: string | null;
}

/** The decision that holds. */
export interface ActiveModel extends Omit<Activation, 'version'> {
  /** Null: people have switched the text model off. */
  readonly record: ModelRecord | null;
}

/** For those who teach it, and who choose between what was taught. */
export interface ModelStore {
  /** Strongly consistent; null: nobody has ever decided. */
  active(): Promise<ActiveModel | null>;
  /** Null when its bytes are gone or are not a model. */
  load(record: ModelRecord): Promise<TextModel | null>;
  /** Bytes first, then the record that speaks of them. A function that dies in between leaves bytes that nobody lists. */
  keep(model: Omit<ModelRecord, 'sha256'>, bytes: Uint8Array): Promise<ModelRecord>;
  /** Strongly consistent, the newest first; the active one is among them. */
  kept(): Promise<readonly ModelRecord[]>;
  /**
   * One transaction with the row that remembers the decision. False, and nothing changed, when `instead` does not hold
   * any more, or the model was forgotten meanwhile.
   */
  activate(next: ActiveModel, instead: ActiveModel | null): Promise<boolean>;
  /** False, and nothing changed, when it is the active one. */
  forget(version: string): Promise<boolean>;
  /** The newest first. */
  activations(most: number): Promise<readonly Activation[]>;
}

/** How good a model is on tickets that it has not seen, and what it costs; under these names `--json` prints it. */
export interface Measured extends Readonly<Partial<Record<Target, Evaluation>>> {
  /** How long the training took. */
  readonly seconds: number;
  readonly modelBytes: number;
  /** With its reasons, as the desk asks it; the mean of a model that has been asked a little. */
  readonly microsecondsPerTicket: number;
}

/** Counts and shares, for the log and for whoever asked. */
export type Trained = Readonly<Record<string, number>>;

/** One run of the training. There is at most one at a time, and one for each order, however often it is delivered. */
export interface Training {
  /** The order's. */
  readonly id: string;
  /** Null: the desk by itself. */
  readonly by: string | null;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  /** When its function is gone, whatever became of it; ISO 8601 UTC. */
  readonly until: string;
  readonly phase: 'reading' | 'learning' | 'comparing' | 'storing';
  /** Of the phase; `total` 0: it cannot be counted. */
  readonly done: number;
  readonly total: number;
  /** Null while it is under way; ISO 8601 UTC. */
  readonly finishedAt: string | null;
  readonly result: Trained | null;
  /** Of what was learnt, also where it is not used; null: nothing was, or an earlier version of the desk kept none. */
  readonly measured: Measured | null;
  /** Name of the error. */
  readonly failure: string | null;
}

/** The training that began last. */
export interface Trainings {
  /** Strongly consistent; null: there was none. */
  last(): Promise<Training | null>;
  /** False when another is under way, or this very order is or has been carried out; one that failed may begin again. */
  begin(training: Training): Promise<boolean>;
  /** How far it is. Nothing when it is not the last any more. */
  tell(training: Training): Promise<void>;
}

/** Something that a person said of a ticket by what they did. */
export interface Teaching {
  readonly ticketId: string;
  /** The event that says so; a later one takes the place of an earlier one, label by label. */
  readonly version: number;
  /** Id of the agent. */
  readonly by: string | null;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly category?: string;
  readonly priority?: Priority;
  readonly line?: Line;
  /** They solved it and left the rest as it was: what it ended as is right, probably. */
  readonly solved?: true;
  /** They merged it into another: while it is, what holds for that one holds for it. */
  readonly merged?: true;
}

/** All that people have said of one ticket. */
export interface Taught {
  readonly ticketId: string;
  readonly category: string | null;
  readonly priority: Priority | null;
  readonly line: Line | null;
  readonly solved: boolean;
  readonly merged: boolean;
}

export interface ExampleStore {
  /** Idempotent and independent of order. */
  put(teaching: Teaching): Promise<void>;
  /** About the newest tickets, at most so many, in no order. */
  newest(most: number): Promise<readonly Taught[]>;
}
