import { describe, expect, it } from 'vitest';
import { useModel } from '../../../../lambdas/core/application/desk/use-model.ts';
import { encodeModel } from '../../../../lambdas/core/domain/triage/model/codec.ts';
import { train } from '../../../../lambdas/core/domain/triage/model/train.ts';
import { manyExamples } from '../../examples.ts';
import { fakePorts } from '../../fakes/ports.ts';

const bytes = encodeModel(train(manyExamples(20)));
const parts = { trainedAt: 'then', examples: 40, accuracy: 1, macroF1: 1, by: null };

/** v1, v2 and v3, the last in use. */
const aDeskWithThree = async () => {
  const ports = fakePorts();
  for (const version of ['v1', 'v2', 'v3']) {
    const record = await ports.models.keep({ version, ...parts }, bytes);
    await ports.models.activate({ record, at: 'then', by: null }, await ports.models.active());
  }
  return { ports, use: useModel(ports) };
};

describe('choosing a text model', () => {
  it('goes back to an earlier one, on record with who and when', async () => {
    const { ports, use } = await aDeskWithThree();
    expect(await use('v1', 'erik')).toMatchObject({
      now: { version: 'v1' },
      before: { version: 'v3' },
      isNew: true,
    });
    expect(await ports.models.active()).toMatchObject({ record: { version: 'v1' }, by: 'erik' });
    expect((await ports.models.activations(1))[0]).toEqual({
      version: 'v1',
      at: ports.clock.now(),
      by: 'erik',
    });
    expect(await use('v1', 'olga')).toMatchObject({ isNew: false });
    expect((await ports.models.activations(1))[0]?.by).toBe('erik');
  });

  it('does without, also before there ever was one, and takes one again', async () => {
    const { ports, use } = await aDeskWithThree();
    expect(await use(null, 'erik')).toMatchObject({ now: null, before: { version: 'v3' }, isNew: true });
    expect(await use(null, 'erik')).toMatchObject({ isNew: false });
    expect(await ports.models.active()).toMatchObject({ record: null, by: 'erik' });
    expect(await use('v2', 'erik')).toMatchObject({ now: { version: 'v2' }, before: null, isNew: true });
    expect(await useModel(fakePorts())(null, 'erik')).toMatchObject({ isNew: true });
  });

  it('refuses what is not there, what cannot be read, and what somebody else decided meanwhile', async () => {
    const { ports, use } = await aDeskWithThree();
    await expect(use('v9', 'erik')).rejects.toMatchObject({ name: 'ModelNotFound' });
    ports.models.files.set('v1', new Uint8Array(3));
    await expect(use('v1', 'erik')).rejects.toMatchObject({ name: 'ModelDamaged' });
    ports.models.activate = async () => false;
    await expect(use('v2', 'erik')).rejects.toMatchObject({ name: 'ModelOvertaken' });
    expect((await ports.models.active())?.record?.version).toBe('v3');
  });
});
