/** The state machine as it is deployed, read once. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface AnyState {
  readonly Type: string;
  readonly Comment?: string;
  readonly Resource?: string;
  readonly TimeoutSeconds?: number | string;
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[]; readonly JitterStrategy?: string }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly Choices?: readonly { readonly Condition: string; readonly Next: string }[];
  readonly Default?: string;
  readonly Arguments?: { readonly FunctionName: string; readonly Payload: Readonly<Record<string, unknown>> };
  readonly Next?: string;
}

export const DEFINITION_FOLDER = join(import.meta.dirname, '../../statemachines');
export const DEFINITION_TEXT = readFileSync(join(DEFINITION_FOLDER, 'ticket-lifecycle.asl.json'), 'utf8');
export const DEFINITION = JSON.parse(DEFINITION_TEXT) as {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, AnyState>>;
};
export const STATES = Object.entries(DEFINITION.States);
export const TASKS = STATES.filter(([, state]) => state.Type === 'Task');
