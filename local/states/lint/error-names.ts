/** Looks at the error names that Retry and Catch wait for. */
import type { Catcher, Retrier } from '../asl.ts';

/**
 * The reserved names that can happen to a JSONata state.
 * {@link https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html}
 */
const RESERVED = new Set([
  'States.ALL',
  'States.BranchFailed',
  'States.DataLimitExceeded',
  'States.HeartbeatTimeout',
  'States.NoChoiceMatched',
  'States.Permissions',
  'States.QueryEvaluationError',
  'States.TaskFailed',
  'States.Timeout',
]);

const listProblems = (rules: readonly (Retrier | Catcher)[], field: string, where: string): string[] =>
  rules.flatMap((rule, index) => {
    const at = `${where}: ${field}[${index}]`;
    const problems: string[] = [];
    for (const name of rule.ErrorEquals) {
      if (name === 'States.Runtime') problems.push(`${at}: States.Runtime always ends the execution`);
      else if (name.startsWith('States.') && !RESERVED.has(name))
        problems.push(`${at}: unknown error ${name}`);
    }
    if (!rule.ErrorEquals.includes('States.ALL')) return problems;
    if (rule.ErrorEquals.length > 1) problems.push(`${at}: States.ALL must stand alone`);
    if (index < rules.length - 1) problems.push(`${at}: States.ALL must come last`);
    return problems;
  });

/** Unknown reserved names, names that nothing can catch, `States.ALL` in company or not last, delays that contradict. */
export const errorNameProblems = (
  state: {
    readonly Type: string;
    readonly Retry?: readonly Retrier[] | undefined;
    readonly Catch?: readonly Catcher[] | undefined;
  },
  where: string,
): string[] => [
  ...listProblems(state.Retry ?? [], 'Retry', where),
  ...listProblems(state.Catch ?? [], 'Catch', where),
  ...(state.Retry ?? []).flatMap((rule, index) =>
    rule.MaxDelaySeconds !== undefined && rule.MaxDelaySeconds <= (rule.IntervalSeconds ?? 1)
      ? [`${where}: Retry[${index}]: MaxDelaySeconds must be greater than IntervalSeconds`]
      : [],
  ),
];
