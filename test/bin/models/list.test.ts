import { describe, expect, it } from 'vitest';
import { modelsShown, modelsText } from '../../../bin/desk/models/list.ts';
import type { ModelRecord } from '../../../lambdas/core/application/model-ports.ts';
import { encodeModel } from '../../../lambdas/core/domain/triage/model/codec.ts';
import { train } from '../../../lambdas/core/domain/triage/model/train.ts';
import { manyExamples } from '../../core/examples.ts';
import { fakeModelStore, fakeTrainings } from '../../core/fakes/models.ts';

const at = '2026-11-22T03:00:12.345Z';
const aRecord = (version: string, by: string | null = null): ModelRecord => ({
  ...{ version, sha256: 'abc', trainedAt: at, examples: 60, accuracy: 0.91234, macroF1: 0.8, by },
});
const nothing = { kept: [], active: null, damaged: false, decisions: [], training: null };

describe('desk models', () => {
  it('shows what is kept, what is in use, and who decided so', () => {
    const kept = [aRecord('v2', 'erik'), aRecord('v1')];
    const decisions = [
      { version: 'v1', at, by: 'olga' },
      { version: null, at, by: 'erik' },
    ];
    const active = { record: kept[1] ?? null, at, by: 'olga' };
    expect(modelsText({ ...nothing, kept, active, decisions })).toEqual([
      '   version  trained            by        tickets  accuracy  macro-F1',
      '   v2       2026-11-22 03:00Z  erik      60       0.912     0.800',
      '*  v1       2026-11-22 03:00Z  the desk  60       0.912     0.800',
      '* is in use',
      '2026-11-22 03:00Z  activated v1, by olga',
      '2026-11-22 03:00Z  switched off, by erik',
    ]);
  });

  it('says that there is none, and that it is switched off', () => {
    expect(modelsText(nothing)).toEqual(['no model yet: tickets are sorted by rules alone']);
    const off = { ...nothing, active: { record: null, at, by: 'erik' } };
    expect(modelsText(off)[0]).toMatch(/switched off/);
  });

  it('says that the active one cannot be read', async () => {
    const models = fakeModelStore();
    const desk = { models, trainings: fakeTrainings() };
    expect(await modelsShown(desk)).toEqual(nothing);
    const record = await models.keep(aRecord('v1'), encodeModel(train(manyExamples(10))));
    await models.activate({ record, at, by: null }, null);
    expect(modelsText(await modelsShown(desk))).toContain('* is in use');
    models.files.set('v1', new Uint8Array(9));
    const shown = await modelsShown(desk);
    expect(shown).toMatchObject({ damaged: true, active: { record: { version: 'v1' } } });
    expect(modelsText(shown).join('\n')).toMatch(/\* is the active one, but it is gone or damaged/);
  });

  it.each([
    ['has not ended', {}, /by erik, and has not ended$/],
    ['ended', { finishedAt: at }, /and ended 2026-11-22 03:00Z$/],
    ['failed', { finishedAt: at, failure: 'Throttled' }, /and failed: Throttled$/],
  ])('says that the last training %s', (_what, more, expected) => {
    const training = {
      ...{ id: 'a', by: 'erik', startedAt: at, until: at, phase: 'reading' as const, done: 0, total: 0 },
      ...{ finishedAt: null, result: null, measured: null, failure: null, ...more },
    };
    expect(modelsText({ ...nothing, training }).at(-1)).toMatch(expected);
  });
});
