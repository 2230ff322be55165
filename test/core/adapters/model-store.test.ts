import { describe, expect, it } from 'vitest';
import { cachedTextModels, dynamoModelStore } from '../../../lambdas/core/adapters/dynamodb/model-store.ts';
import { decodeModel, encodeModel } from '../../../lambdas/core/domain/triage/model/codec.ts';
import { train } from '../../../lambdas/core/domain/triage/model/train.ts';
import { manyExamples } from '../examples.ts';
import { fakeClock } from '../fakes/clock.ts';
import { inDatabase } from '../ports/both.ts';

const missing = () => Object.assign(new Error('gone'), { name: 'NoSuchKey' });

describe('the store of text models', () => {
  inDatabase((stores) => {
    const aStore = () => {
      const objects = new Map<string, Uint8Array>();
      const reads: string[] = [];
      const files = {
        write: async (key: string, bytes: Uint8Array) => {
          objects.set(key, bytes);
        },
        read: async (key: string) => {
          reads.push(key);
          const bytes = objects.get(key);
          if (bytes === undefined) throw missing();
          return bytes;
        },
      };
      return { objects, reads, store: dynamoModelStore(stores().table, files, decodeModel) };
    };
    const bytes = encodeModel(train(manyExamples(20)));
    const stored = async (
      store: ReturnType<typeof aStore>['store'],
      version: string,
      instead: string | null,
    ) => {
      const sha256 = await store.write(version, bytes);
      const record = { version, sha256, trainedAt: 'then', examples: 40, accuracy: 1, macroF1: 1 };
      return { record, isActive: await store.activate(record, instead) };
    };

    it('has none at first, then the one that was activated', async () => {
      const { store } = aStore();
      expect(await store.active()).toBeNull();
      const { record, isActive } = await stored(store, 'v1', null);
      expect(isActive).toBe(true);
      expect(await store.active()).toEqual(record);
      expect(Object.keys((await store.load(record))?.classifiers ?? {})).toContain('category');
    });

    it('lets a model take the place of that one alone that it was compared with', async () => {
      const { store } = aStore();
      await stored(store, 'v1', null);
      expect((await stored(store, 'v2', null)).isActive).toBe(false);
      expect((await stored(store, 'v3', 'v0')).isActive).toBe(false);
      expect((await stored(store, 'v4', 'v1')).isActive).toBe(true);
      expect((await store.active())?.version).toBe('v4');
    });

    it('has no model where the bytes are gone, damaged, or of another model', async () => {
      const { store, objects } = aStore();
      const { record } = await stored(store, 'v1', null);
      objects.set('models/v1', bytes.subarray(0, 100));
      expect(await store.load(record)).toBeNull();
      const sha256 = await store.write('v1', new Uint8Array([1, 2, 3]));
      expect(await store.load({ ...record, sha256 })).toBeNull();
      objects.clear();
      expect(await store.load(record)).toBeNull();
    });

    it('is asked every five minutes, and for the bytes once for each version', async () => {
      const { store, reads } = aStore();
      const clock = fakeClock();
      const damaged: string[] = [];
      const models = cachedTextModels(store, clock, ({ version }) => damaged.push(version));
      expect(await models.current()).toBeNull();
      await stored(store, 'v1', null);
      expect(await models.current()).toBeNull();
      clock.advance(5 * 60_000);
      expect(await models.current()).not.toBeNull();
      clock.advance(5 * 60_000);
      expect(await models.current()).not.toBeNull();
      expect(reads).toEqual(['models/v1']);
      expect(damaged).toEqual([]);
    });

    it('tells once of a model that is damaged, and goes on without', async () => {
      const { store, objects } = aStore();
      const clock = fakeClock();
      const damaged: string[] = [];
      await stored(store, 'v1', null);
      objects.set('models/v1', new Uint8Array(3));
      const models = cachedTextModels(store, clock, ({ version }) => damaged.push(version));
      for (let times = 0; times < 3; times += 1) {
        expect(await models.current()).toBeNull();
        clock.advance(5 * 60_000);
      }
      expect(damaged).toEqual(['v1']);
    });
  });
});
