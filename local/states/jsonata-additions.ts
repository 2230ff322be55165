/**
 * The functions that Step Functions adds to JSONata, and those whose time is the desk's.
 * {@link https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn}
 */
import { createHash, randomUUID } from 'node:crypto';
import jsonata from 'jsonata';

const HASHES: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

const partition = (array: readonly unknown[] | undefined, size: number): unknown[][] | undefined => {
  if (array === undefined) return undefined;
  if (!Number.isInteger(size) || size < 1) throw new Error('$partition: the size must be a positive integer');
  return Array.from({ length: Math.ceil(array.length / size) }, (_, index) =>
    array.slice(index * size, (index + 1) * size),
  );
};

const range = (first: number, last: number, step: number): number[] => {
  if (![first, last, step].every(Number.isInteger) || step === 0)
    throw new Error('$range: takes three integers, and the step must not be 0');
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  return Array.from({ length }, (_, index) => first + index * step);
};

const hash = (data: unknown, algorithm: string): string | undefined => {
  if (data === undefined) return undefined;
  const name = HASHES[algorithm];
  if (name === undefined) throw new Error(`$hash: unknown algorithm ${algorithm}`);
  return createHash(name)
    .update(typeof data === 'string' ? data : JSON.stringify(data))
    .digest('hex');
};

/** From 0 to below 1; the same seed gives the same number. */
const random = (seed?: number): number =>
  seed === undefined
    ? Math.random()
    : createHash('sha256').update(String(seed)).digest().readUInt32BE() / 2 ** 32;

const picturedTime = jsonata('$fromMillis($at, $picture, $timezone)');

/** Bindings for one evaluation at desk time `now` (ms). */
export const jsonataAdditions = (now: number): Readonly<Record<string, unknown>> => ({
  partition,
  range,
  hash,
  random,
  uuid: randomUUID,
  parse: (text: string | undefined) => (text === undefined ? undefined : JSON.parse(text)),
  millis: () => now,
  now: (picture?: string, timezone?: string) =>
    picture === undefined
      ? new Date(now).toISOString()
      : picturedTime.evaluate(undefined, { at: now, picture, timezone }),
  eval: undefined, // bound to nothing, so that calling it is an error
});
