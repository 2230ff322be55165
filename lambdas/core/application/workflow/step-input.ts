/** What the state machine hands to each step. */
export interface StepInput {
  readonly ticketId: string;
  readonly generation: number;
  /** When the execution started. */
  readonly startedAt: string;
}
