/** Finds states that lead nowhere, or to which nothing leads. */
import type { Scope, State } from '../asl.ts';

const targets = (state: State): readonly string[] => {
  switch (state.Type) {
    case 'Choice':
      return [
        ...state.Choices.map((rule) => rule.Next),
        ...(state.Default === undefined ? [] : [state.Default]),
      ];
    case 'Succeed':
    case 'Fail':
      return [];
    case 'Task':
    case 'Parallel':
    case 'Map':
      return [...(state.Next === undefined ? [] : [state.Next]), ...(state.Catch ?? []).map((c) => c.Next)];
    case 'Pass':
    case 'Wait':
      return state.Next === undefined ? [] : [state.Next];
  }
};

const ends = (state: State): boolean =>
  state.Type === 'Succeed' || state.Type === 'Fail' || ('End' in state && state.End === true);

const reachable = (scope: Scope): ReadonlySet<string> => {
  const seen = new Set<string>();
  const ahead = [scope.startAt];
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const state = scope.states.get(name);
    if (state !== undefined) ahead.push(...targets(state));
  }
  return seen;
};

/** `names` are all states of the scope, also those too broken to be read: a way to one of those is no further problem. */
export const scopeProblems = (scope: Scope, names: ReadonlySet<string>, where: string): string[] => {
  const problems: string[] = [];
  if (!names.has(scope.startAt))
    problems.push(`${where}: StartAt names '${scope.startAt}', which does not exist`);
  for (const [name, state] of scope.states) {
    for (const target of targets(state))
      if (!names.has(target)) problems.push(`state '${name}': leads to '${target}', which does not exist`);
    const hasTransition = !(state.Type === 'Choice' || state.Type === 'Succeed' || state.Type === 'Fail');
    if (hasTransition && (state.Next === undefined) === (state.End === undefined))
      problems.push(`state '${name}': needs either Next or End`);
  }
  if (scope.states.size < names.size || !names.has(scope.startAt)) return problems;
  const reached = reachable(scope);
  for (const name of names) if (!reached.has(name)) problems.push(`state '${name}': nothing leads to it`);
  if (![...scope.states.values()].some(ends)) problems.push(`${where}: no state ends it`);
  return problems;
};
