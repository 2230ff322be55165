/** What became of dead letters that were to go back. */

/** `say` gets one line for each item. */
export interface Redrive {
  readonly say: (line: string) => void;
  readonly dryRun: boolean;
}

export interface Outcome {
  readonly done: number;
  /** Stay where they are, because what they need failed again or they cannot be read. */
  readonly left: number;
}

export const NOTHING: Outcome = { done: 0, left: 0 };
