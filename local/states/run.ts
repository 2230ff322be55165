/** One turn of an execution: what the interpreter reads, and what it leaves behind to be saved and done. */
import type { Definition, Json } from './asl.ts';
import { type Execution, type Frame, openTasks, type Status, type TaskPhase } from './execution.ts';
import { evaluate } from './expressions.ts';
import { dataLimitExceeded } from './failure.ts';
import type { HistoryEvent } from './history.ts';

export interface Run {
  readonly execution: Execution;
  readonly definition: Definition;
  readonly machineName: string;
  /** Desk ms; it stands still during a turn. */
  readonly now: number;
  readonly region: string;
  readonly newToken: () => string;
  /** Appended to the history when the turn is saved. */
  readonly events: HistoryEvent[];
  /** Names of the states entered and retried, each a billed transition. */
  readonly transitions: string[];
  /** Changes of status to be told, in order. */
  readonly statuses: Status[];
  /** `$states.context.Execution.Input`, parsed once. */
  executionInput?: Json;
}

/** The most bytes of a state's input, output, arguments and of one Assign. */
export const MOST_BYTES = 262_144;

/** The JSON text of a value that Step Functions may carry. `what` begins the sentence if it is too large. */
export const carried = (value: Json, what: string): string => {
  const text = JSON.stringify(value);
  // A character has at most 3 bytes of UTF-8 in a JavaScript string, so most texts need no counting.
  if (text.length * 3 > MOST_BYTES && Buffer.byteLength(text) > MOST_BYTES) throw dataLimitExceeded(what);
  return text;
};

const iso = (at: number): string => new Date(at).toISOString();

/**
 * The context object.
 * {@link https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html}
 */
const contextOf = (run: Run, frame: Frame, extra: Extra): Json => {
  const { execution } = run;
  run.executionInput ??= JSON.parse(execution.input) as Json;
  const item = extra.item ?? frame.item;
  return {
    Execution: {
      Id: execution.arn,
      Input: run.executionInput,
      Name: execution.name,
      RoleArn: execution.roleArn,
      StartTime: iso(execution.startedAt),
      RedriveCount: 0,
    },
    StateMachine: { Id: execution.machineArn, Name: run.machineName },
    State: {
      Name: frame.state,
      EnteredTime: iso(frame.enteredAt),
      RetryCount: frame.attempts.reduce((sum, n) => sum + n, 0),
    },
    ...(extra.token === undefined ? {} : { Task: { Token: extra.token } }),
    ...(item === undefined ? {} : { Map: { Item: { Index: item.Index, Value: item.Value } } }),
  };
};

/** What an expression sees beyond the state's input and the usual context. */
export interface Extra {
  readonly result?: Json | undefined;
  readonly errorOutput?: Json;
  readonly token?: string | undefined;
  readonly item?: Frame['item'];
}

/** Evaluates a field of the frame's current state. */
export const evaluateField = (
  run: Run,
  frame: Frame,
  template: Json,
  field: string,
  extra: Extra = {},
): Promise<Json> =>
  evaluate(template, field, {
    states: {
      input: frame.input,
      context: contextOf(run, frame, extra),
      ...(extra.result === undefined ? {} : { result: extra.result }),
      ...(extra.errorOutput === undefined ? {} : { errorOutput: extra.errorOutput }),
    },
    variables: frame.variables,
    now: run.now,
  });

/** The tasks of the execution whose call is not acknowledged: to be made now, or again after a crash. */
export const callsToMake = (execution: Execution): TaskPhase[] =>
  execution.root === undefined ? [] : openTasks(execution.root).filter((task) => !task.acknowledged);
