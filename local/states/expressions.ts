/** Evaluates JSONata 2.0.6 as Step Functions does: its own functions added, `$eval` gone, time from the desk's clock. */
import jsonata from 'jsonata';
import type { Json } from './asl.ts';
import { evaluationFailed } from './failure.ts';
import { jsonataAdditions } from './jsonata-additions.ts';

/** What an expression can see. `now` is desk time in ms. */
export interface Sight {
  readonly states: Readonly<Record<string, unknown>>;
  readonly variables: Readonly<Record<string, Json>>;
  readonly now: number;
}

/** Only a text that begins and ends with the marks, without blanks around, is an expression. */
export const isExpression = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith('{%') && value.endsWith('%}') && value.length >= 4;

/** The JSONata between the marks. */
export const sourceOf = (expression: string): string => expression.slice(2, -2).trim();

const compiled = new Map<string, jsonata.Expression>();

const compile = (source: string): jsonata.Expression => {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const expression = jsonata(source);
  compiled.set(source, expression);
  return expression;
};

const evaluateSource = async (source: string, field: string, sight: Sight): Promise<Json> => {
  let result: unknown;
  try {
    const bindings = { ...jsonataAdditions(sight.now), ...sight.variables, states: sight.states };
    result = await compile(source).evaluate(undefined, bindings);
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message?: string };
    const reason = [code, message].filter((part) => part !== undefined).join(': ');
    throw evaluationFailed(source, field, `threw an error during evaluation. ${reason}`);
  }
  // JSONata marks its sequences with hidden properties and answers functions as values: only JSON goes on from here.
  const text = JSON.stringify(result);
  if (text === undefined) throw evaluationFailed(source, field, 'returned nothing (undefined).');
  return JSON.parse(text) as Json;
};

/** A template with every expression in it evaluated. `field` names it in errors, as `Arguments/Payload/ticketId`. */
export const evaluate = async (template: Json, field: string, sight: Sight): Promise<Json> => {
  if (isExpression(template)) return evaluateSource(sourceOf(template), field, sight);
  if (Array.isArray(template)) {
    const values: Json[] = [];
    for (const [index, entry] of template.entries())
      values.push(await evaluate(entry, `${field}[${index}]`, sight));
    return values;
  }
  if (typeof template !== 'object' || template === null) return template;
  const values: [string, Json][] = [];
  for (const [key, entry] of Object.entries(template))
    values.push([key, await evaluate(entry, `${field}/${key}`, sight)]);
  return Object.fromEntries(values);
};

const TYPES = {
  integer: (value: Json) => Number.isSafeInteger(value),
  boolean: (value: Json) => typeof value === 'boolean',
  string: (value: Json) => typeof value === 'string',
  array: (value: Json) => Array.isArray(value),
};

/** Refuses a value of another type, or an integer below `least`, as States.QueryEvaluationError. */
export const expectType = (
  value: Json,
  type: keyof typeof TYPES,
  template: Json,
  field: string,
  least?: number,
): void => {
  const source = isExpression(template) ? sourceOf(template) : JSON.stringify(template);
  if (!TYPES[type](value)) {
    const actual = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
    throw evaluationFailed(
      source,
      field,
      `returned an unexpected result type. Expected '${type}', but was '${actual}'.`,
    );
  }
  if (least !== undefined && (value as number) < least)
    throw evaluationFailed(source, field, `returned ${value}, which is less than ${least}.`);
};
