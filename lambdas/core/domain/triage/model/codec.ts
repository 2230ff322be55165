/** The model as bytes: a signature, a checksum, a head in JSON, and the numbers as they stand in memory. */
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { DomainError } from '../../errors.ts';
import { BLOCKS } from './features.ts';
import { type Classifier, type LearntTexts, TARGETS, type TextModel } from './model.ts';
import { packWeights, unpackWeights } from './pack.ts';
import { vocabularyOf } from './vocabulary.ts';

/** "3line text model", and the version of what follows. */
const SIGNATURE = new TextEncoder().encode('3LTM\u0001');
const CHECKSUM_BYTES = 32;
const HEAD_AT = SIGNATURE.length + CHECKSUM_BYTES;
const CLASSES_MOST = 1_000;
const HASH_BYTES = 4;

/** More weights no model of ours has; a forged head shall not make us ask for memory without end. */
const WEIGHTS_MOST = 64_000_000;

/** The bytes are no model of ours, or not all of it. */
export const modelDamaged = (reason: string, cause?: unknown): DomainError =>
  new DomainError('ModelDamaged', 'invalid', `The text model can not be read: ${reason}.`, { cause });

const classifierHead = z.object({
  classes: z.array(z.string()).check(z.minLength(2), z.maxLength(CLASSES_MOST)),
  scales: z.array(z.number()),
  biases: z.array(z.number()),
  // Models of earlier versions have none.
  doubt: z._default(z.number().check(z.gte(0)), 0),
});

const headSchema = z.object({
  reach: z.int().check(z.gte(0)),
  novelty: z.int().check(z.gte(0), z.lte(255)),
  balance: z.array(z.number().check(z.gte(0))).check(z.length(BLOCKS)),
  bits: z.int().check(z.gte(8), z.lte(24)),
  columns: z.int().check(z.gte(0)),
  classifiers: z.partialRecord(z.enum(TARGETS), classifierHead),
  /** Four bytes each, in base64. It stands in the head, where earlier versions pass it over. */
  learnt: z.optional(z.object({ until: z.number(), hashes: z.string() })),
});

type Head = z.infer<typeof headSchema>;

const checksum = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** Distances between ascending numbers, seven bits a byte: most take one byte. */
const packAscending = (numbers: Uint32Array): Uint8Array => {
  const bytes: number[] = [];
  let before = 0;
  for (const number of numbers) {
    let distance = number - before;
    before = number;
    while (distance >= 128) {
      bytes.push((distance & 127) | 128);
      distance >>>= 7;
    }
    bytes.push(distance);
  }
  return Uint8Array.from(bytes);
};

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

const numberOf = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
};

const packLearnt = ({ hashes, until }: LearntTexts) => {
  const bytes = Buffer.alloc(hashes.length * HASH_BYTES);
  hashes.forEach((hash, at) => {
    bytes.writeUInt32LE(hash, at * HASH_BYTES);
  });
  return { until, hashes: bytes.toString('base64') };
};

export const encodeModel = ({ reach, vocabulary, classifiers, learnt }: TextModel): Uint8Array => {
  const present = TARGETS.flatMap((target) => {
    const one = classifiers[target];
    return one === undefined ? [] : [[target, one] as const];
  });
  const head: Head = {
    reach,
    novelty: vocabulary.novelty,
    balance: [...vocabulary.balance],
    bits: vocabulary.bits,
    columns: vocabulary.slots.length,
    classifiers: Object.fromEntries(
      present.map(([target, { classes, scales, biases, doubt }]) => [
        target,
        { classes: [...classes], scales: [...scales], biases: [...biases], doubt },
      ]),
    ),
    ...(learnt === null ? {} : { learnt: packLearnt(learnt) }),
  };
  const headBytes = new TextEncoder().encode(JSON.stringify(head));
  const content = joined([
    numberOf(headBytes.length),
    headBytes,
    packAscending(vocabulary.slots),
    vocabulary.rarity,
    ...present.map(([, { weights, classes }]) => packWeights(weights, classes.length)),
  ]);
  return joined([SIGNATURE, checksum(content), content]);
};

const headOf = (bytes: Uint8Array): Head => {
  try {
    return z.parse(headSchema, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (cause) {
    throw modelDamaged('its head is not understood', cause);
  }
};

/** Hands out the content piece by piece, and never more than there is. */
const readerOf = (content: Uint8Array) => {
  let at = 0;
  const take = (length: number): Uint8Array => {
    if (length > content.length - at) throw modelDamaged('it ends too early');
    at += length;
    return content.subarray(at - length, at);
  };
  return { take, atEnd: () => at === content.length };
};

const unpackAscending = (take: (length: number) => Uint8Array, count: number, limit: number): Uint32Array => {
  const numbers = new Uint32Array(count);
  let before = 0;
  for (let at = 0; at < count; at += 1) {
    let distance = 0;
    let shift = 0;
    let byte = 128;
    while (byte >= 128) {
      byte = take(1)[0] ?? 0;
      if (shift > 21) throw modelDamaged('its vocabulary is not in order');
      distance += (byte & 127) << shift;
      shift += 7;
    }
    before += distance;
    if (before >= limit || (at > 0 && distance === 0)) throw modelDamaged('its vocabulary is not in order');
    numbers[at] = before;
  }
  return numbers;
};

const unpackLearnt = ({ hashes, until }: ReturnType<typeof packLearnt>): LearntTexts => {
  const bytes = Buffer.from(hashes, 'base64');
  const count = Math.floor(bytes.length / HASH_BYTES);
  return {
    until,
    hashes: Uint32Array.from({ length: count }, (_, at) => bytes.readUInt32LE(at * HASH_BYTES)),
  };
};

/** Throws `ModelDamaged` for whatever `encodeModel` did not write. */
export const decodeModel = (bytes: Uint8Array): TextModel => {
  if (bytes.length < HEAD_AT + 4 || SIGNATURE.some((byte, at) => bytes[at] !== byte))
    throw modelDamaged('it does not begin as one');
  const content = bytes.subarray(HEAD_AT);
  const sum = checksum(content);
  if (sum.some((byte, at) => bytes[SIGNATURE.length + at] !== byte))
    throw modelDamaged('its checksum is wrong');
  const { take, atEnd } = readerOf(content);
  const lengthBytes = take(4);
  const headLength = new DataView(lengthBytes.buffer, lengthBytes.byteOffset).getUint32(0, true);
  const head = headOf(take(headLength));
  if (head.columns > 1 << head.bits) throw modelDamaged('it has more features than places for them');
  const slots = unpackAscending(take, head.columns, 1 << head.bits);
  const rarity = take(head.columns).slice();
  const classifiers: Partial<Record<(typeof TARGETS)[number], Classifier>> = {};
  for (const target of TARGETS) {
    const one = head.classifiers[target];
    if (one === undefined) continue;
    const { classes, scales, biases, doubt } = one;
    if (scales.length !== classes.length || biases.length !== classes.length)
      throw modelDamaged('its classes have no weights');
    if (head.columns * classes.length > WEIGHTS_MOST) throw modelDamaged('it has too many weights');
    const weights = unpackWeights(take, head.columns, classes.length);
    if (weights === null) throw modelDamaged('its weights are of classes that it has not');
    classifiers[target] = {
      classes,
      weights,
      scales: Float32Array.from(scales),
      biases: Float32Array.from(biases),
      doubt,
    };
  }
  if (!atEnd()) throw modelDamaged('it goes on after its end');
  const { bits, novelty, balance } = head;
  return {
    reach: head.reach,
    vocabulary: vocabularyOf({ bits, slots, rarity, novelty, balance }),
    classifiers,
    learnt: head.learnt === undefined ? null : unpackLearnt(head.learnt),
  };
};
