/** Resolves CloudFormation's intrinsic functions, as far as CDK uses them; any other is an error that names it. */
import { TemplateError } from './template-error.ts';

/** What the functions need to know about the stack in which they stand. */
export interface Scope {
  readonly ref: (name: string) => unknown;
  readonly attribute: (logicalId: string, attribute: string) => unknown;
  readonly condition: (name: string) => boolean;
  readonly importValue: (name: string) => unknown;
  readonly mapping: (map: string, first: string, second: string) => unknown;
}

/** What `AWS::NoValue` resolves to: the property, or the element, that it stands for is absent. */
export const NO_VALUE = Symbol('AWS::NoValue');

/** The value with every intrinsic function replaced by its result. */
export function resolve(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return refuseDynamicReference(value);
  if (Array.isArray(value)) return value.map((one) => resolve(one, scope)).filter((one) => one !== NO_VALUE);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (only !== undefined && entries.length === 1 && isIntrinsic(only[0])) {
    const intrinsic = INTRINSICS[only[0]];
    if (!intrinsic) throw new TemplateError(`The intrinsic function ${only[0]} is not known here.`);
    return intrinsic(only[1], scope);
  }
  return Object.fromEntries(
    entries.map(([key, one]) => [key, resolve(one, scope)] as const).filter(([, one]) => one !== NO_VALUE),
  );
}

/** The truth of a condition function (`Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not`, `Condition`). */
export function isTrue(value: unknown, scope: Scope): boolean {
  const result = resolve(value, scope);
  if (typeof result !== 'boolean') throw new TemplateError(`${JSON.stringify(value)} is no condition.`);
  return result;
}

const isIntrinsic = (key: string) => key === 'Ref' || key === 'Condition' || key.startsWith('Fn::');

/** A dynamic reference would need the secret's value at deployment; nothing of ours may put one in a template. */
function refuseDynamicReference(text: string): string {
  if (text.includes('{{resolve:'))
    throw new TemplateError(`The dynamic reference ${text} is not known here.`);
  return text;
}

const INTRINSICS: Readonly<Record<string, (argument: unknown, scope: Scope) => unknown>> = {
  Ref: (name, scope) => scope.ref(asText(name)),
  Condition: (name, scope) => scope.condition(asText(name)),
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId = '', ...attribute] = Array.isArray(argument)
      ? argument.map(String)
      : asText(argument).split('.');
    return scope.attribute(logicalId, attribute.join('.'));
  },
  'Fn::ImportValue': (name, scope) => scope.importValue(asText(resolve(name, scope))),
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = asList(argument);
    return asList(resolve(parts, scope)).map(asText).join(asText(separator));
  },
  'Fn::Split': (argument, scope) => {
    const [separator, text] = asList(argument);
    return asText(resolve(text, scope)).split(asText(separator));
  },
  'Fn::Select': (argument, scope) => {
    const [index, list] = asList(argument);
    const one = asList(resolve(list, scope))[Number(resolve(index, scope))];
    if (one === undefined)
      throw new TemplateError(`Fn::Select finds nothing in ${JSON.stringify(argument)}.`);
    return one;
  },
  'Fn::Sub': (argument, scope) => {
    const [text, given] = Array.isArray(argument) ? argument : [argument, {}];
    return substitute(asText(text), resolve(given, scope) as Record<string, unknown>, scope);
  },
  'Fn::If': (argument, scope) => {
    const [name, yes, no] = asList(argument);
    return resolve(scope.condition(asText(name)) ? yes : no, scope);
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second] = asList(resolve(argument, scope)).map(asText);
    return scope.mapping(map ?? '', first ?? '', second ?? '');
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = asList(argument);
    return String(resolve(left, scope)) === String(resolve(right, scope));
  },
  'Fn::And': (argument, scope) => asList(argument).every((one) => isTrue(one, scope)),
  'Fn::Or': (argument, scope) => asList(argument).some((one) => isTrue(one, scope)),
  'Fn::Not': (argument, scope) => asList(argument).every((one) => !isTrue(one, scope)),
};

function substitute(text: string, given: Record<string, unknown>, scope: Scope): string {
  return text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in given) return asText(given[name]);
    const dot = name.indexOf('.');
    return asText(dot < 0 ? scope.ref(name) : scope.attribute(name.slice(0, dot), name.slice(dot + 1)));
  });
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TemplateError(`A text was expected, not ${JSON.stringify(value)}.`);
}

function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new TemplateError(`A list was expected, not ${JSON.stringify(value)}.`);
}
