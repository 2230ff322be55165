import { describe, expect, it } from 'vitest';
import { decodeModel, encodeModel } from '../../../../../lambdas/core/domain/triage/model/codec.ts';
import { digestOf } from '../../../../../lambdas/core/domain/triage/model/copies.ts';
import { doubtOf, type Said } from '../../../../../lambdas/core/domain/triage/model/doubt.ts';
import { evidenceOf, trustIn } from '../../../../../lambdas/core/domain/triage/model/evidence.ts';
import { judge } from '../../../../../lambdas/core/domain/triage/model/judge.ts';
import { learntFrom, notLearnt } from '../../../../../lambdas/core/domain/triage/model/learnt.ts';
import { train } from '../../../../../lambdas/core/domain/triage/model/train.ts';
import { anExample, easyExamples } from './examples.ts';

/** So many answers of two classes with these scores, of which a share is right. */
const said = (count: number, score: number, share: number, evidence: number): Said => ({
  scores: Array.from({ length: count }, () => Float64Array.of(score, 0)),
  answers: Array.from({ length: count }, (_, at) => (at < count * share ? 0 : 1)),
  evidence: Array.from({ length: count }, () => evidence),
});

describe('how much a model trusts what it knows of a text', () => {
  it('grows with the evidence, and is whole without doubt', () => {
    expect(trustIn(0, 0)).toBe(1);
    expect(trustIn(99, 100)).toBe(0.5);
    expect(trustIn(0, 100)).toBeLessThan(0.01);
    expect(trustIn(10_000, 100)).toBeGreaterThan(0.98);
  });

  it('counts what is rare, and not what one text alone had', () => {
    const vocabulary = { rarity: Uint8Array.of(20, 60, 100), novelty: 100 };
    expect(evidenceOf(Uint32Array.of(0), vocabulary)).toBe(0);
    expect(evidenceOf(Uint32Array.of(0, 1, 1), vocabulary)).toBe(4);
    expect(evidenceOf(Uint32Array.of(2), vocabulary)).toBe(0);
  });

  it('is fitted: few words that are often wrong make doubt, few words that are right make none', () => {
    const whole = said(200, 3, 0.95, 500);
    expect(doubtOf(whole, said(200, 3, 0.55, 20)).doubt).toBeGreaterThan(20);
    expect(doubtOf(whole, said(200, 3, 0.95, 20)).doubt).toBe(0);
    expect(doubtOf(whole, said(0, 3, 0.5, 20)).doubt).toBe(0);
    expect(doubtOf(said(0, 3, 0.5, 20), said(0, 3, 0.5, 20)).doubt).toBe(0);
  });

  it('never changes what the best guess is', () => {
    const model = train(easyExamples(30));
    const { category } = model.classifiers;
    if (category === undefined) throw new Error('Nothing was learnt.');
    const doubtful = { ...model, classifiers: { category: { ...category, doubt: 50 } } };
    for (const body of ['', 'refund', 'the program', 'счёт', '12345', 'my cat is ill']) {
      const [sure, unsure] = [model, doubtful].map((one) => judge(one, { subject: '', body }).category[0]);
      expect(unsure?.label).toBe(sure?.label);
      expect(unsure?.probability).toBeLessThanOrEqual((sure?.probability ?? 0) + 1e-9);
    }
  });
});

describe('what a model has learnt', () => {
  const texts = easyExamples(20);

  it('it can tell again, however the lines were broken', () => {
    const learnt = learntFrom(Float64Array.from(texts, digestOf));
    expect(notLearnt(learnt, texts)).toEqual([]);
    const fresh = anExample({ subject: 'Never', body: 'seen before' });
    expect(notLearnt(learnt, [...texts, fresh])).toEqual([fresh]);
    const [first] = texts;
    expect(
      notLearnt(learnt, [{ subject: ` ${first?.subject} `, body: `${first?.body.replace(' ', '\r\n')}` }]),
    ).toEqual([]);
  });

  it('of very many texts says nothing where it kept no hash', () => {
    const { hashes } = learntFrom(Float64Array.from(texts, digestOf));
    const half = { hashes: hashes.slice(0, hashes.length / 2), until: hashes[hashes.length / 2] ?? 0 };
    expect(notLearnt(half, texts)).toEqual([]);
    const others = easyExamples(60).slice(150);
    expect(notLearnt(half, others).length).toBeLessThan(others.length);
  });

  it('is stored with it, and models of earlier versions do without', () => {
    const model = train(texts);
    const again = decodeModel(encodeModel(model));
    expect(again.learnt).toEqual(model.learnt);
    expect(again.classifiers.category?.doubt).toBe(model.classifiers.category?.doubt);
    expect(decodeModel(encodeModel({ ...model, learnt: null })).learnt).toBeNull();
  });
});
