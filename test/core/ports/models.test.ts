import { describe, expect, it } from 'vitest';
import { dynamoModelStore } from '../../../lambdas/core/adapters/dynamodb/model-store.ts';
import type { ActiveModel, ModelStore } from '../../../lambdas/core/application/model-ports.ts';
import { decodeModel, encodeModel } from '../../../lambdas/core/domain/triage/model/codec.ts';
import { train } from '../../../lambdas/core/domain/triage/model/train.ts';
import { manyExamples } from '../examples.ts';
import { fakeModelStore, someFiles } from '../fakes/models.ts';
import { inDatabase } from './both.ts';

const bytes = encodeModel(train(manyExamples(20)));

const model = (version: string, by: string | null = null) => ({
  ...{ version, trainedAt: '2026-11-22T03:00:00.000Z', examples: 40, accuracy: 0.5, macroF1: 0.25, by },
});

const decided = (record: ActiveModel['record'], minute = 0): ActiveModel => ({
  record,
  at: `2026-11-22T03:${String(minute).padStart(2, '0')}:00.000Z`,
  by: 'erik',
});

const suite = (store: () => ModelStore): void => {
  it('knows none at first', async () => {
    const models = store();
    expect(await models.active()).toBeNull();
    expect(await models.kept()).toEqual([]);
    expect(await models.activations(5)).toEqual([]);
  });

  it('keeps models, and knows which is in use since when by whose word', async () => {
    const models = store();
    const record = await models.keep(model('v1', 'erik'), bytes);
    expect(await models.active()).toBeNull();
    expect(await models.activate(decided(record), null)).toBe(true);
    expect(await models.active()).toEqual(decided(record));
    expect(Object.keys((await models.load(record))?.classifiers ?? {})).toContain('category');
    expect(await models.kept()).toEqual([record]);
  });

  it('lets one take the place of that one alone that it was compared with', async () => {
    const models = store();
    const [v1, v2, v3] = [
      await models.keep(model('v1'), bytes),
      await models.keep(model('v2'), bytes),
      await models.keep(model('v3'), bytes),
    ];
    await models.activate(decided(v1), null);
    expect(await models.activate(decided(v2), null)).toBe(false);
    expect(await models.activate(decided(v2), decided(v3))).toBe(false);
    expect(await models.activate(decided(v2), decided(null))).toBe(false);
    expect(await models.activate(decided(v2, 1), decided(v1))).toBe(true);
    expect(await models.activate(decided(null, 2), decided(v2))).toBe(true);
    expect((await models.active())?.record).toBeNull();
    expect(await models.activate(decided(v1, 3), decided(null))).toBe(true);
    expect((await models.activations(3)).map(({ version }) => version)).toEqual(['v1', null, 'v2']);
    expect((await models.kept()).map(({ version }) => version)).toEqual(['v3', 'v2', 'v1']);
  });

  it('is where it should be when it is in use already, and writes nothing of it', async () => {
    const models = store();
    const v1 = await models.keep(model('v1'), bytes);
    await models.activate(decided(v1), null);
    expect(await models.activate(decided(v1, 5), decided(v1))).toBe(true);
    expect(await models.active()).toEqual(decided(v1));
    expect(await models.activations(9)).toHaveLength(1);
  });

  it('forgets one with its bytes, but not the one in use, and uses none that it forgot', async () => {
    const models = store();
    const [v1, v2] = [await models.keep(model('v1'), bytes), await models.keep(model('v2'), bytes)];
    await models.activate(decided(v1), null);
    expect(await models.forget('v1')).toBe(false);
    expect(await models.load(v1)).not.toBeNull();
    await models.activate(decided(v2, 1), decided(v1));
    expect(await models.forget('v1')).toBe(true);
    expect(await models.load(v1)).toBeNull();
    expect(await models.activate(decided(v1, 2), decided(v2))).toBe(false);
    expect(await models.kept()).toEqual([v2]);
  });

  it('activates and forgets one at the same moment, to one end or the other', async () => {
    const models = store();
    const [v1, v2] = [await models.keep(model('v1'), bytes), await models.keep(model('v2'), bytes)];
    await models.activate(decided(v2), null);
    const [isActive, isGone] = await Promise.all([
      models.activate(decided(v1, 1), decided(v2)),
      models.forget('v1'),
    ]);
    expect(isActive).toBe(!isGone);
    expect((await models.active())?.record?.version).toBe(isActive ? 'v1' : 'v2');
  });
};

describe('the text models of a desk', () => {
  describe('in memory', () => suite(fakeModelStore));
  inDatabase((stores) => suite(() => dynamoModelStore(stores().table, someFiles().files, decodeModel)));
});
