import { describe, expect, it } from 'vitest';
import { activateModel } from '../../../../lambdas/core/application/desk/activate-model.ts';
import type { Example } from '../../../../lambdas/core/domain/triage/model/model.ts';
import { setApart } from '../../../../lambdas/core/domain/triage/model/set-apart.ts';
import { train } from '../../../../lambdas/core/domain/triage/model/train.ts';
import { manyExamples } from '../../examples.ts';
import { fakePorts } from '../../fakes/ports.ts';

const good = manyExamples(40);
/** Of each kind of text as many are of one category as of the other. */
const senseless: readonly Example[] = good.map((one, at) => ({
  ...one,
  category: at % 4 < 2 ? 'payments' : 'bug',
}));

const lessonOf = (taught: readonly Example[], unseen: readonly Example[]) => ({
  examples: taught.length,
  candidate: train(taught),
  unseen,
  whole: () => train(taught),
});

describe('a new text model', () => {
  it('is the first', async () => {
    const ports = fakePorts();
    const { seen, unseen } = setApart(good);
    const decision = await activateModel(ports)(lessonOf(seen, unseen));
    expect(decision).toMatchObject({ result: 'activated', candidate: { accuracy: 1 }, present: null });
    expect(await ports.models.active()).toMatchObject({
      version: decision.version,
      examples: seen.length,
      accuracy: 1,
      macroF1: 1,
    });
  });

  it('takes the place of one that is no better', async () => {
    const ports = fakePorts();
    const { seen, unseen } = setApart(good);
    const first = await activateModel(ports)(lessonOf(seen, unseen));
    ports.clock.advance(60_000);
    const second = await activateModel(ports)(lessonOf(seen, unseen));
    expect(second).toMatchObject({ result: 'activated', present: { accuracy: 1, macroF1: 1 } });
    expect(second.version > first.version).toBe(true);
  });

  it('does not take the place of a better one', async () => {
    const ports = fakePorts();
    const { seen, unseen } = setApart(good);
    const first = await activateModel(ports)(lessonOf(seen, unseen));
    const files = ports.models.files.size;
    const second = await activateModel(ports)(lessonOf(senseless, unseen));
    expect(second).toMatchObject({ result: 'worse', version: first.version, present: { accuracy: 1 } });
    expect((await ports.models.active())?.version).toBe(first.version);
    expect(ports.models.files.size).toBe(files);
  });

  it('takes the place of a damaged one, whatever that one was', async () => {
    const ports = fakePorts();
    const { seen, unseen } = setApart(good);
    const first = await activateModel(ports)(lessonOf(seen, unseen));
    ports.models.files.set(first.version, new Uint8Array(9));
    ports.clock.advance(60_000);
    const second = await activateModel(ports)(lessonOf(senseless, unseen));
    expect(second).toMatchObject({ result: 'activated', present: null });
  });

  it('gives way when another was stored meanwhile', async () => {
    const ports = fakePorts();
    const { seen, unseen } = setApart(good);
    const whole = () => {
      ports.models.activate(
        { version: 'x', sha256: '', trainedAt: '', examples: 60, accuracy: 1, macroF1: 1 },
        null,
      );
      return train(seen);
    };
    expect(await activateModel(ports)({ ...lessonOf(seen, unseen), whole })).toMatchObject({
      result: 'overtaken',
    });
    expect((await ports.models.active())?.version).toBe('x');
  });

  it('is not made of few tickets, nor of tickets of one category', async () => {
    const run = activateModel(fakePorts());
    const few = good.slice(0, 49);
    await expect(run(lessonOf(few, few))).rejects.toMatchObject({ name: 'NothingToLearnFrom' });
    const one = good.map((example) => ({ ...example, category: 'bug' }));
    await expect(run(lessonOf(one, one))).rejects.toThrow(/no categories apart/);
  });
});
