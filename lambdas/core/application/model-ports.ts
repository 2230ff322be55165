/** What sorting by the text model needs from outside, and what teaching it does. */
import type { Line, Priority } from '../domain/ticket/words.ts';
import type { TextModel } from '../domain/triage/model/model.ts';

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
}

/** For those who teach it. */
export interface ModelStore {
  /** Strongly consistent; null: the desk has never had one. */
  active(): Promise<ModelRecord | null>;
  /** Null when its bytes are gone or are not a model. */
  load(record: ModelRecord): Promise<TextModel | null>;
  /** Before any record speaks of it. Answers the SHA-256 of the bytes, hex. */
  write(version: string, bytes: Uint8Array): Promise<string>;
  /** False, and nothing changed, when the active version is not `instead` any more; null: none was. */
  activate(record: ModelRecord, instead: string | null): Promise<boolean>;
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
}

/** All that people have said of one ticket. */
export interface Taught {
  readonly ticketId: string;
  readonly category: string | null;
  readonly priority: Priority | null;
  readonly line: Line | null;
  readonly solved: boolean;
}

export interface ExampleStore {
  /** Idempotent and independent of order. */
  put(teaching: Teaching): Promise<void>;
  /** About the newest tickets, at most so many, in no order. */
  newest(most: number): Promise<readonly Taught[]>;
}
