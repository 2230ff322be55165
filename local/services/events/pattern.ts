/** The event-pattern language. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
import { BlockList, isIP } from 'node:net';
import { AwsError } from '../../kernel/contract.ts';

type Json = Record<string, unknown>;

/** Whether a value of the event (undefined: it has none) fits. */
type Test = (value: unknown) => boolean;

const invalid = (reason: string): AwsError =>
  new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isScalar = (value: unknown): boolean => value === null || typeof value !== 'object';

const onText =
  (test: (text: string) => boolean): Test =>
  (value) =>
    typeof value === 'string' && test(value);

const textOf = (operator: string, value: unknown): string => {
  if (typeof value === 'string' && value !== '') return value;
  throw invalid(`${operator} needs a string that is not empty`);
};

const ignoringCase = (operator: string, value: Json): string => {
  const [[name, text] = [], ...rest] = Object.entries(value);
  if (name !== 'equals-ignore-case' || rest.length > 0)
    throw invalid(`${operator} knows only equals-ignore-case`);
  return textOf(operator, text).toLowerCase();
};

const prefix = (value: unknown): Test => {
  if (isObject(value)) {
    const lower = ignoringCase('prefix', value);
    return onText((text) => text.toLowerCase().startsWith(lower));
  }
  const start = textOf('prefix', value);
  return onText((text) => text.startsWith(start));
};

const suffix = (value: unknown): Test => {
  if (isObject(value)) {
    const lower = ignoringCase('suffix', value);
    return onText((text) => text.toLowerCase().endsWith(lower));
  }
  const end = textOf('suffix', value);
  return onText((text) => text.endsWith(end));
};

const equalsIgnoreCase = (value: unknown): Test => {
  const lower = textOf('equals-ignore-case', value).toLowerCase();
  return onText((text) => text.toLowerCase() === lower);
};

/** `*` stands for any text, `\*` for itself and `\\` for a backslash. */
const wildcard = (value: unknown): Test => {
  const pattern = textOf('wildcard', value);
  if (/(?<!\\)\*\*/.test(pattern)) throw invalid('wildcard has consecutive asterisks');
  const source = pattern.replace(/\\([*\\])|\*|[$()+.?[\\\]^{|}/]/g, (found, escaped: string | undefined) => {
    if (escaped !== undefined) return `\\${escaped}`;
    return found === '*' ? '.*' : `\\${found}`;
  });
  const regex = new RegExp(`^${source}$`, 's');
  return onText((text) => regex.test(text));
};

const COMPARISONS: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
  '=': (value, limit) => value === limit,
};

const numeric = (value: unknown): Test => {
  if (!Array.isArray(value) || value.length === 0 || value.length % 2 !== 0) {
    throw invalid('numeric needs pairs of operator and number');
  }
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < value.length; index += 2) {
    const compare = COMPARISONS[String(value[index])];
    const limit: unknown = value[index + 1];
    if (compare === undefined || typeof limit !== 'number') {
      throw invalid(`numeric does not know ${JSON.stringify(value)}`);
    }
    tests.push((given) => compare(given, limit));
  }
  return (given) => typeof given === 'number' && tests.every((test) => test(given));
};

const cidr = (value: unknown): Test => {
  const [address = '', bits] = textOf('cidr', value).split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  const block = new BlockList();
  try {
    block.addSubnet(address, Number(bits), family);
  } catch {
    throw invalid(`cidr does not know ${String(value)}`);
  }
  return onText((text) => isIP(text) === (family === 'ipv6' ? 6 : 4) && block.check(text, family));
};

const anyOf =
  (tests: readonly Test[]): Test =>
  (value) =>
    tests.some((test) => test(value));

const NESTED_ANYTHING_BUT: Readonly<Record<string, (value: unknown) => Test>> = {
  prefix,
  suffix,
  wildcard,
  'equals-ignore-case': equalsIgnoreCase,
};

const anythingBut = (value: unknown): Test => {
  let excluded: Test;
  if (isObject(value)) {
    const [[name = '', operand] = [], ...rest] = Object.entries(value);
    const operator = NESTED_ANYTHING_BUT[name];
    if (operator === undefined || rest.length > 0) throw invalid(`anything-but does not know ${name}`);
    excluded = anyOf((Array.isArray(operand) ? operand : [operand]).map(operator));
  } else {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (values.length === 0 || !values.every((one) => ['string', 'number'].includes(typeof one))) {
      throw invalid('anything-but needs strings or numbers');
    }
    excluded = (given) => values.includes(given);
  }
  return (given) => given !== undefined && isScalar(given) && !excluded(given);
};

const exists = (value: unknown): Test => {
  if (typeof value !== 'boolean') throw invalid('exists needs true or false');
  // Only leaves count: an object in this place does not make the field exist.
  return (given) => (given !== undefined && !isObject(given)) === value;
};

const OPERATORS: Readonly<Record<string, (value: unknown) => Test>> = {
  prefix,
  suffix,
  wildcard,
  numeric,
  cidr,
  exists,
  'anything-but': anythingBut,
  'equals-ignore-case': equalsIgnoreCase,
};

const compileMatcher = (matcher: unknown): Test => {
  if (isScalar(matcher)) return (value) => value === matcher;
  if (!isObject(matcher)) throw invalid('an array holds an array');
  const [[name = '', operand] = [], ...rest] = Object.entries(matcher);
  const operator = OPERATORS[name];
  if (operator === undefined) throw invalid(`Unrecognized match type ${name}`);
  if (rest.length > 0) throw invalid('Only one key allowed in match expression');
  return operator(operand);
};

const compileLeaf = (name: string, matchers: readonly unknown[]): Test => {
  if (matchers.length === 0) throw invalid(`Empty arrays are not allowed: ${name}`);
  const tests = anyOf(matchers.map(compileMatcher));
  // Of an array in the event one element is enough; an empty one has no value.
  return (value) => {
    if (!Array.isArray(value)) return tests(value);
    return value.length === 0 ? tests(undefined) : value.some((element) => tests(element));
  };
};

const compileObject = (pattern: Json): Test => {
  const fields = Object.entries(pattern).map(([name, wanted]): Test => {
    if (name === '$or') {
      if (!Array.isArray(wanted) || wanted.length < 2 || !wanted.every(isObject)) {
        throw invalid('$or needs at least two objects');
      }
      return anyOf(wanted.map(compileObject));
    }
    if (!Array.isArray(wanted) && !isObject(wanted)) {
      throw invalid(`"${name}" must be an object or an array`);
    }
    const test = Array.isArray(wanted) ? compileLeaf(name, wanted) : compileNested(wanted);
    return (value) => test(isObject(value) ? value[name] : undefined);
  });
  if (fields.length === 0) throw invalid('Empty objects are not allowed');
  return (value) => fields.every((field) => field(value));
};

const compileNested = (pattern: Json): Test => {
  const test = compileObject(pattern);
  return (value) => (Array.isArray(value) ? value.some((element) => test(element)) : test(value));
};

/** Makes the pattern a predicate over events; throws AwsError `InvalidEventPatternException` for what AWS does not know. */
export const compilePattern = (pattern: Readonly<Record<string, unknown>>): ((event: unknown) => boolean) =>
  compileObject(pattern);

const compiled = new WeakMap<object, Test>();

/** Whether the event fits the pattern; each pattern object is compiled once. Lambda's filter patterns are the same language. */
export const matchesPattern = (pattern: Readonly<Record<string, unknown>>, event: unknown): boolean => {
  const test = compiled.get(pattern) ?? compilePattern(pattern);
  compiled.set(pattern, test);
  return test(event);
};
