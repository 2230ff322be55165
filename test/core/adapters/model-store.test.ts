import { describe, expect, it } from 'vitest';
import { cachedTextModels } from '../../../lambdas/core/adapters/dynamodb/cached-model.ts';
import { dynamoModelStore } from '../../../lambdas/core/adapters/dynamodb/model-store.ts';
import type { ActiveModel } from '../../../lambdas/core/application/model-ports.ts';
import { decodeModel, encodeModel } from '../../../lambdas/core/domain/triage/model/codec.ts';
import { train } from '../../../lambdas/core/domain/triage/model/train.ts';
import { manyExamples } from '../examples.ts';
import { fakeClock } from '../fakes/clock.ts';
import { someFiles } from '../fakes/models.ts';
import { inDatabase } from '../ports/both.ts';

const MINUTE = 60_000;

describe('the store of text models', () => {
  inDatabase((stores) => {
    const aStore = () => {
      const { objects, files } = someFiles();
      const reads: string[] = [];
      const read = (key: string) => {
        reads.push(key);
        return files.read(key);
      };
      return { objects, reads, store: dynamoModelStore(stores().table, { ...files, read }, decodeModel) };
    };
    const bytes = encodeModel(train(manyExamples(20)));
    const parts = { trainedAt: 'then', examples: 40, accuracy: 1, macroF1: 1, by: null };
    const stored = async (store: ReturnType<typeof aStore>['store'], version: string) => {
      const record = await store.keep({ version, ...parts }, bytes);
      const decision = { record, at: `then ${version}`, by: null };
      expect(await store.activate(decision, await store.active())).toBe(true);
      return record;
    };

    it('has no model where the bytes are gone, damaged, or of another model', async () => {
      const { store, objects } = aStore();
      const record = await stored(store, 'v1');
      objects.set('models/v1', bytes.subarray(0, 100));
      expect(await store.load(record)).toBeNull();
      const other = await store.keep({ version: 'v1', ...parts }, new Uint8Array([1, 2, 3]));
      expect(await store.load(other)).toBeNull();
      objects.clear();
      expect(await store.load(record)).toBeNull();
    });

    it('reads the row of a desk that kept no list, lists it, and goes back to it', async () => {
      const { store, objects } = aStore();
      const { by: _by, ...old } = { version: 'v0', sha256: 'abc', ...parts };
      await stores().table.put({ PK: 'MODEL', SK: 'ACTIVE', ...old });
      objects.set('models/v0', bytes);
      const record = { ...old, by: null };
      expect(await store.active()).toEqual({ record, at: null, by: null });
      expect(await store.kept()).toEqual([record]);
      await stored(store, 'v1');
      expect((await store.kept()).map(({ version }) => version)).toEqual(['v1', 'v0']);
      expect(await store.activate({ record, at: 'later', by: 'erik' }, await store.active())).toBe(true);
      expect((await store.active())?.record).toEqual(record);
    });

    it('is asked every minute, and for the bytes once for each version', async () => {
      const { store, reads } = aStore();
      const clock = fakeClock();
      const damaged: string[] = [];
      const models = cachedTextModels(store, clock, ({ version }) => damaged.push(version));
      expect(await models.current()).toBeNull();
      await stored(store, 'v1');
      clock.advance(MINUTE - 1);
      expect(await models.current()).toBeNull();
      clock.advance(1);
      expect(await models.current()).not.toBeNull();
      clock.advance(MINUTE);
      expect(await models.current()).not.toBeNull();
      expect(reads).toEqual(['models/v1']);
      expect(damaged).toEqual([]);
    });

    it('shows what people choose within a minute: none, and an earlier one again', async () => {
      const { store } = aStore();
      const clock = fakeClock();
      const models = cachedTextModels(store, clock, () => undefined);
      const record = await stored(store, 'v1');
      expect(await models.current()).not.toBeNull();
      const choose = async (next: ActiveModel['record']) => {
        await store.activate({ record: next, at: clock.now(), by: 'erik' }, await store.active());
        clock.advance(MINUTE);
      };
      await choose(null);
      expect(await models.current()).toBeNull();
      await choose(record);
      expect(await models.current()).not.toBeNull();
    });

    it('gives the one in its place when a model was forgotten between its row and its bytes', async () => {
      const { store } = aStore();
      const first = await stored(store, 'v1');
      const damaged: string[] = [];
      const slow = {
        active: store.active,
        load: async (record: typeof first) => {
          if (record.version === 'v1') {
            await stored(store, 'v2');
            await store.forget('v1');
          }
          return store.load(record);
        },
      };
      const models = cachedTextModels(slow, fakeClock(), ({ version }) => damaged.push(version));
      expect(await models.current()).not.toBeNull();
      expect(damaged).toEqual([]);
    });

    it('tells once of a model that is damaged, and goes on without', async () => {
      const { store, objects } = aStore();
      const clock = fakeClock();
      const damaged: string[] = [];
      await stored(store, 'v1');
      objects.set('models/v1', new Uint8Array(3));
      const models = cachedTextModels(store, clock, ({ version }) => damaged.push(version));
      for (let times = 0; times < 3; times += 1) {
        expect(await models.current()).toBeNull();
        clock.advance(MINUTE);
      }
      expect(damaged).toEqual(['v1']);
    });
  });
});
