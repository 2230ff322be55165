/** Checks of single states that a schema of fields cannot make. */
import { readsTaskToken } from './expressions.ts';

interface Checked {
  readonly Type: string;
  readonly Resource?: string | undefined;
  readonly Arguments?: unknown;
  readonly TimeoutSeconds?: number | string | undefined;
  readonly HeartbeatSeconds?: number | string | undefined;
  readonly Seconds?: number | string | undefined;
  readonly Timestamp?: string | undefined;
  readonly Assign?: Readonly<Record<string, unknown>> | undefined;
}

/** A token that nobody is told, times that contradict each other, a Wait for nothing, a variable that shadows `$states`. */
export const taskProblems = (state: Checked, where: string): string[] => {
  const problems: string[] = [];
  const { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = state;
  if (state.Resource?.endsWith('.waitForTaskToken') && !readsTaskToken(state.Arguments))
    problems.push(
      `${where}: waits for a task token, but its Arguments do not contain $states.context.Task.Token`,
    );
  if (typeof heartbeat === 'number' && typeof timeout === 'number' && heartbeat >= timeout)
    problems.push(`${where}: HeartbeatSeconds must be less than TimeoutSeconds`);
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined))
    problems.push(`${where}: needs either Seconds or Timestamp`);
  if (state.Assign !== undefined && 'states' in state.Assign)
    problems.push(`${where}: Assign: the name 'states' is reserved`);
  return problems;
};
