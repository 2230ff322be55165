/** Parses every JSONata expression of a state and looks at what it reaches for. */
import jsonata from 'jsonata';
import { isExpression, sourceOf } from '../expressions.ts';

interface Found {
  /** `Arguments/Payload/token`, `Choices[0]/Condition`: as AWS names it in errors. */
  readonly field: string;
  /** The JSONata between the marks. */
  readonly source: string;
}

/** Every `{% … %}` inside a field. */
const expressionsIn = (value: unknown, field: string): Found[] => {
  if (isExpression(value)) return [{ field, source: sourceOf(value) }];
  if (Array.isArray(value))
    return value.flatMap((entry, index) => expressionsIn(entry, `${field}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => expressionsIn(entry, `${field}/${key}`));
};

type Node = Readonly<Record<string, unknown>>;

const nodesOf = (value: unknown): Node[] => {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(nodesOf)];
};

const parse = (source: string): Node[] => nodesOf(jsonata(source).ast());

/** What parsed nodes read of `$states`, dotted, without `$states` itself: `input`, `result.Payload`, or '' for all of it. */
const stepsOf = (nodes: readonly Node[]): string[] => {
  const paths = nodes.filter((node) => node.type === 'path').map((node) => node.steps as Node[]);
  const inPaths = paths
    .filter((steps) => steps[0]?.type === 'variable' && steps[0].value === 'states')
    .map((steps) => {
      const end = steps.findIndex((step, index) => index > 0 && step.type !== 'name');
      return steps
        .slice(1, end === -1 ? undefined : end)
        .map((step) => String(step.value))
        .join('.');
    });
  const firsts = new Set(paths.map((steps) => steps[0]));
  const alone = nodes.filter(
    (node) => node.type === 'variable' && node.value === 'states' && !firsts.has(node),
  );
  return [...inPaths, ...alone.map(() => '')];
};

/** Whether a field's expressions read the task token, by itself or with all that is around it. */
export const readsTaskToken = (value: unknown): boolean =>
  expressionsIn(value, '').some(({ source }) => {
    try {
      return stepsOf(parse(source)).some((steps) => 'context.Task.Token'.startsWith(steps) && steps !== '');
    } catch {
      return false; // what does not parse is reported as such
    }
  });

/**
 * Which of `$states` a field sees besides `input` and `context`: `result` where the state has one to shape,
 * `errorOutput` only in a Catch.
 * {@link https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html}
 */
const extrasOf = (type: string, field: string): readonly string[] => {
  if (field.startsWith('Catch[')) return ['errorOutput'];
  const shapes = field.startsWith('Output') || field.startsWith('Assign');
  return shapes && (type === 'Task' || type === 'Parallel' || type === 'Map') ? ['result'] : [];
};

const problemsOf = ({ field, source }: Found, type: string, waitsForToken: boolean): string[] => {
  let nodes: Node[];
  try {
    nodes = parse(source);
  } catch (error) {
    const reason = error instanceof Error ? error.message : (error as { message?: string }).message;
    return [`${field}: the expression does not parse: ${reason}`];
  }
  const problems: string[] = [];
  if (nodes.some((node) => node.type === 'variable' && node.value === 'eval'))
    problems.push(`${field}: $eval is not available in Step Functions`);
  const seen = ['input', 'context', ...extrasOf(type, field)];
  for (const steps of stepsOf(nodes)) {
    const first = steps.split('.')[0] ?? '';
    if (steps !== '' && !seen.includes(first)) problems.push(`${field}: there is no $states.${first} here`);
    if (steps.startsWith('context.Task') && !(waitsForToken && field.startsWith('Arguments')))
      problems.push(`${field}: there is no $states.context.Task here`);
  }
  return problems;
};

/** Expressions that do not parse, `$eval`, and parts of `$states` that do not exist where they are read. */
export const expressionProblems = (
  state: { readonly Type: string; readonly Resource?: string | undefined },
  where: string,
): string[] =>
  Object.entries(state)
    .filter(([field]) => field !== 'Branches' && field !== 'ItemProcessor' && field !== 'Comment')
    .flatMap(([field, value]) => expressionsIn(value, field))
    .flatMap((found) => problemsOf(found, state.Type, state.Resource?.endsWith('.waitForTaskToken') === true))
    .map((problem) => `${where}: ${problem}`);
