import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../../../lambdas/core/domain/errors.ts';
import { decodeModel, encodeModel } from '../../../../../lambdas/core/domain/triage/model/codec.ts';
import { judge } from '../../../../../lambdas/core/domain/triage/model/judge.ts';
import {
  packedBytes,
  packWeights,
  unpackWeights,
} from '../../../../../lambdas/core/domain/triage/model/pack.ts';
import { train } from '../../../../../lambdas/core/domain/triage/model/train.ts';
import { anExample, easyExamples } from './examples.ts';

const model = train(easyExamples(10));
const bytes = encodeModel(model);

/** Null when it was read, else the name of what was thrown. */
const refusal = (damaged: Uint8Array): string | null => {
  try {
    decodeModel(damaged);
    return null;
  } catch (error) {
    return error instanceof DomainError ? error.name : `not ours: ${error}`;
  }
};

/** As somebody would make it who knows the format and means harm. */
const withChecksum = (whole: Uint8Array): Uint8Array => {
  const forged = whole.slice();
  forged.set(createHash('sha256').update(forged.subarray(37)).digest(), 5);
  return forged;
};

const readerOf = (content: Uint8Array) => {
  let at = 0;
  return (length: number): Uint8Array => {
    at += length;
    return content.subarray(at - length, at);
  };
};

describe('a stored model', () => {
  it('says of any text exactly what it said before', () => {
    const again = decodeModel(bytes);
    expect(encodeModel(again)).toEqual(bytes);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (subject, body) => {
        expect(judge(again, { subject, body })).toEqual(judge(model, { subject, body }));
      }),
    );
  });

  it('may know nothing at all, or classes of any name', () => {
    expect(judge(decodeModel(encodeModel(train([]))), { subject: 'a', body: 'b' }).category).toEqual([]);
    const odd = ['__proto__', 'constructor', 'Счёт 💳', 'a,"b"\n'];
    const examples = odd.flatMap((category) =>
      Array.from({ length: 5 }, () => anExample({ body: `text of ${category}`, category })),
    );
    const again = decodeModel(encodeModel(train(examples)));
    expect(again.classifiers.category?.classes.toSorted()).toEqual(odd.toSorted());
  });

  it('is refused as ModelDamaged wherever a bit of it is wrong', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.slice();
        damaged[at] = (damaged[at] ?? 0) ^ change;
        expect(refusal(damaged)).toBe('ModelDamaged');
      }),
    );
  });

  it('is refused when it is cut off, longer, or something else', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => {
        expect(refusal(bytes.subarray(0, length))).toBe('ModelDamaged');
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (other) => {
        expect(refusal(other)).toBe('ModelDamaged');
        expect(refusal(new Uint8Array([...bytes, ...other, 0]))).toBe('ModelDamaged');
      }),
    );
  });

  it('is refused or read, and never anything else, when its checksum was made to fit', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 38), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.slice();
        damaged[37 + at] = (damaged[37 + at] ?? 0) ^ change;
        expect([null, 'ModelDamaged']).toContain(refusal(withChecksum(damaged)));
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 38, max: bytes.length - 1 }), (length) => {
        expect(refusal(withChecksum(bytes.slice(0, length)))).toBe('ModelDamaged');
      }),
    );
  });

  it('has room for 300 classes within 5 MB', () => {
    const many = Array.from({ length: 600 }, (_, at) =>
      anExample({ body: `w${at} ${at % 300}x`, line: `l${at % 300}` }),
    );
    const large = encodeModel(train(many));
    expect(large.length).toBeLessThan(5_000_000);
    expect(decodeModel(large).classifiers.line?.classes).toHaveLength(300);
  }, 60_000);
});

describe('packed weights', () => {
  it('are the same when they are unpacked, and take as many bytes as was said', () => {
    const weights = fc.oneof(fc.constant(0), fc.integer({ min: -127, max: 127 }));
    const tables = fc
      .integer({ min: 2, max: 300 })
      .chain((classes) =>
        fc.tuple(
          fc.constant(classes),
          fc.array(fc.array(weights, { minLength: classes, maxLength: classes }), { maxLength: 6 }),
        ),
      );
    fc.assert(
      fc.property(tables, ([classes, columns]) => {
        const table = Int8Array.from(columns.flat());
        const packed = packWeights(table, classes);
        expect(unpackWeights(readerOf(packed), columns.length, classes)).toEqual(table);
        const sizes = columns.map((own) => packedBytes(own.filter((weight) => weight !== 0).length, classes));
        expect(packed.length).toBe(sizes.reduce((sum, size) => sum + size, 0));
      }),
    );
  });
});
