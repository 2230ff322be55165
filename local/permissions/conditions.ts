/** The condition operators and keys that the desk knows; any other in a policy is an error at start. */
import { wildcard } from './wildcards.ts';

/** What is known about a request, by condition key in lower case. A key may have several values. */
export type Context = Readonly<Record<string, readonly string[]>>;

export type Condition = (context: Context) => boolean;

/** Keys whose values the desk can tell for the calls that it sees. */
const KNOWN_KEYS = new Set([
  'aws:securetransport',
  'aws:requestedregion',
  'dynamodb:leadingkeys',
  'ses:fromaddress',
  'ses:recipients',
  'events:source',
  'events:detail-type',
  's3:prefix',
  'bedrock:inferenceprofilearn',
]);

type Compare = (value: string, wanted: string) => boolean;

const like: Compare = (value, wanted) => wildcard(wanted)(value);

const OPERATORS: Readonly<Record<string, Compare>> = {
  StringEquals: (value, wanted) => value === wanted,
  StringEqualsIgnoreCase: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Bool: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
};

/** A `Condition` block: every operator and every key in it must hold; of several values, one. */
export function compileConditions(block: unknown, place: string): readonly Condition[] {
  if (block === undefined) return [];
  return Object.entries(block as Record<string, Record<string, unknown>>).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, wanted]) => compileCondition(operator, key, valuesOf(wanted), place)),
  );
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function compileCondition(written: string, key: string, wanted: readonly string[], place: string): Condition {
  const name = key.toLowerCase();
  if (!KNOWN_KEYS.has(name)) throw new Error(`${place}: the condition key ${key} is not known here.`);
  const [, quantifier, operator = '', ifExists] =
    /^(ForAllValues:|ForAnyValue:)?(.*?)(IfExists)?$/.exec(written) ?? [];
  if (operator === 'Null') {
    return (context) => (context[name] === undefined) === (wanted[0]?.toLowerCase() === 'true');
  }
  const negated = operator.startsWith('StringNot') || operator.startsWith('ArnNot');
  const compare = OPERATORS[operator.replace(/^(String|Arn)Not/, '$1')];
  if (!compare) throw new Error(`${place}: the condition operator ${written} is not known here.`);
  const holds = (value: string) => wanted.some((one) => compare(value, one)) !== negated;
  return (context) => {
    const values = context[name];
    if (quantifier === 'ForAllValues:') return (values ?? []).every(holds);
    if (values === undefined || values.length === 0)
      return ifExists !== undefined || (negated && !quantifier);
    return quantifier === 'ForAnyValue:' ? values.some(holds) : values.every(holds);
  };
}

function valuesOf(wanted: unknown): readonly string[] {
  return (Array.isArray(wanted) ? wanted : [wanted]).map(String);
}
