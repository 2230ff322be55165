import { describe, expect, it } from 'vitest';
import { activateModel } from '../../../../lambdas/core/application/desk/activate-model.ts';
import { MODELS_KEPT } from '../../../../lambdas/core/application/desk/forget-models.ts';
import { encodeModel } from '../../../../lambdas/core/domain/triage/model/codec.ts';
import { evaluate, tryOn } from '../../../../lambdas/core/domain/triage/model/evaluate.ts';
import type { Example } from '../../../../lambdas/core/domain/triage/model/model.ts';
import { setApart } from '../../../../lambdas/core/domain/triage/model/set-apart.ts';
import { train } from '../../../../lambdas/core/domain/triage/model/train.ts';
import { aSettings } from '../../builders.ts';
import { manyExamples } from '../../examples.ts';
import { fakePorts } from '../../fakes/ports.ts';

const good = manyExamples(40);
/** Of each kind of text as many are of one category as of the other. */
const senseless: readonly Example[] = good.map((one, at) => ({
  ...one,
  category: at % 4 < 2 ? 'payments' : 'bug',
}));

const lessonOf = (taught: readonly Example[], unseen: readonly Example[]) => {
  const candidate = train(taught);
  const tried = tryOn(candidate, unseen);
  return { examples: taught.length, candidate, tried, whole: () => train(taught), by: 'erik' };
};

describe('a new text model', () => {
  it('is the first', async () => {
    const ports = fakePorts(aSettings());
    const { seen, unseen } = setApart(good);
    const decision = await activateModel(ports)(lessonOf(seen, unseen));
    expect(decision).toMatchObject({ result: 'activated', candidate: { accuracy: 1 }, present: null });
    expect(await ports.models.active()).toMatchObject({
      record: { version: decision.version, examples: seen.length, accuracy: 1, macroF1: 1, by: 'erik' },
      at: ports.clock.now(),
      by: 'erik',
    });
  });

  it('takes the place of one that is no better', async () => {
    const ports = fakePorts(aSettings());
    const { seen, unseen } = setApart(good);
    const first = await activateModel(ports)(lessonOf(seen, unseen));
    ports.clock.advance(60_000);
    const second = await activateModel(ports)(lessonOf(seen, unseen));
    expect(second).toMatchObject({ result: 'activated', present: { accuracy: 1, macroF1: 1 } });
    expect(second.version > first.version).toBe(true);
  });

  it('does not take the place of a better one', async () => {
    const ports = fakePorts(aSettings());
    const { seen, unseen } = setApart(good);
    const first = await activateModel(ports)(lessonOf(seen, unseen));
    const files = ports.models.files.size;
    const second = await activateModel(ports)(lessonOf(senseless, unseen));
    expect(second).toMatchObject({ result: 'worse', version: first.version, present: { accuracy: 1 } });
    expect((await ports.models.active())?.record?.version).toBe(first.version);
    expect(ports.models.files.size).toBe(files);
  });

  it('is compared on texts that neither has learnt, whatever the present one reached when it was trained', async () => {
    const ports = fakePorts(aSettings());
    const { seen, unseen } = setApart(good);
    const modest = { version: '1999', trainedAt: '', examples: 60, accuracy: 0.3, macroF1: 0.3, by: null };
    const record = await ports.models.keep(modest, encodeModel(train(seen)));
    await ports.models.activate({ record, at: 'then', by: null }, null);
    const second = await activateModel(ports)(lessonOf(senseless, unseen));
    expect(second).toMatchObject({ result: 'worse', present: { accuracy: 1, macroF1: 1 } });
  });

  it.each([
    ['has learnt them', true],
    ['is of an earlier version, which kept no hashes', false],
  ])('is compared with what the present one reached where that one %s', async (_why, keeps) => {
    const ports = fakePorts(aSettings());
    const { seen, unseen } = setApart(good);
    const modest = { version: '1999', trainedAt: '', examples: 60, accuracy: 0.3, macroF1: 0.3, by: null };
    const whole = train(good);
    const bytes = encodeModel(keeps ? whole : { ...whole, learnt: null });
    const record = await ports.models.keep(modest, bytes);
    await ports.models.activate({ record, at: 'then', by: null }, null);
    const second = await activateModel(ports)(lessonOf(seen, unseen));
    expect(second).toMatchObject({ result: 'activated', present: { accuracy: 0.3, macroF1: 0.3 } });
  });

  it('is refused when the desk has none of its categories, and says which of them are missing', async () => {
    const ports = fakePorts(aSettings());
    const first = setApart(good);
    await activateModel(ports)(lessonOf(first.seen, first.unseen));
    const named = (of: Readonly<Record<string, string>>) =>
      setApart(good.map((one) => ({ ...one, category: of[one.category ?? ''] ?? one.category })));
    ports.clock.advance(60_000);
    const strange = named({ payments: 'money', bug: 'trouble' });
    const refused = activateModel(ports)(lessonOf(strange.seen, strange.unseen));
    await expect(refused).rejects.toThrow(
      /none of the categories .*"money", "trouble".* It has .*"payments"/,
    );
    expect(await ports.models.kept()).toHaveLength(1);
    const half = named({ bug: 'trouble' });
    expect(await activateModel(ports)(lessonOf(half.seen, half.unseen))).toMatchObject({
      foreign: ['trouble'],
    });
  });

  it('is no worse than itself where the desk lacks a category that its tickets are of', async () => {
    const ports = fakePorts(aSettings());
    // The desk's own are easy to take for one another, the strange one for none.
    const tickets = manyExamples(60).map((one, at) => ({
      ...one,
      body: at % 3 === 0 ? 'A strange request about the parasol' : one.body,
      subject: at % 3 === 0 ? `Parasol ${at}` : `Help ${at}`,
      category: at % 3 === 0 ? 'parasols' : at % 5 === 0 ? 'payments' : one.category,
    }));
    const { seen, unseen } = setApart(tickets);
    const lesson = { ...lessonOf(seen, unseen), whole: () => train(tickets) };
    const first = await activateModel(ports)(lesson);
    ports.clock.advance(60_000);
    const second = await activateModel(ports)(lesson);
    expect(first.candidate.macroF1).toBeLessThan(evaluate(lesson.tried).category?.macroF1 ?? 0);
    expect(second).toMatchObject({
      result: 'activated',
      foreign: ['parasols'],
      candidate: first.candidate,
      present: first.candidate,
    });
  });

  it('takes the place of a damaged one, whatever that one was', async () => {
    const ports = fakePorts(aSettings());
    const { seen, unseen } = setApart(good);
    const first = await activateModel(ports)(lessonOf(seen, unseen));
    ports.models.files.set(first.version, new Uint8Array(9));
    ports.clock.advance(60_000);
    const second = await activateModel(ports)(lessonOf(senseless, unseen));
    expect(second).toMatchObject({ result: 'activated', present: null });
  });

  it('gives way when another was chosen meanwhile, and is kept', async () => {
    const ports = fakePorts(aSettings());
    const { seen, unseen } = setApart(good);
    const whole = async () => {
      const other = { version: 'x', trainedAt: '', examples: 60, accuracy: 1, macroF1: 1, by: null };
      const record = await ports.models.keep(other, new Uint8Array());
      await ports.models.activate({ record, at: 'then', by: null }, null);
      return train(seen);
    };
    expect(await activateModel(ports)({ ...lessonOf(seen, unseen), whole })).toMatchObject({
      result: 'overtaken',
    });
    expect((await ports.models.active())?.record?.version).toBe('x');
    expect(await ports.models.kept()).toHaveLength(2);
  });

  it('takes the place of none where the text model was switched off', async () => {
    const ports = fakePorts(aSettings());
    const { seen, unseen } = setApart(good);
    await ports.models.activate({ record: null, at: 'then', by: 'olga' }, null);
    const { version } = await activateModel(ports)(lessonOf(seen, unseen));
    expect((await ports.models.active())?.record?.version).toBe(version);
    expect(await ports.models.activations(5)).toMatchObject([{ version }, { version: null, by: 'olga' }]);
  });

  it('makes the desk forget the oldest, but none that is in use', async () => {
    const ports = fakePorts(aSettings());
    const { seen, unseen } = setApart(good);
    for (let n = 0; n < MODELS_KEPT + 3; n += 1) {
      const old = {
        version: `1999${n + 10}`,
        trainedAt: '',
        examples: 60,
        accuracy: 0,
        macroF1: 0,
        by: null,
      };
      const record = await ports.models.keep(old, new Uint8Array());
      if (n === 0) await ports.models.activate({ record, at: 'then', by: null }, null);
    }
    const { version } = await activateModel(ports)(lessonOf(seen, unseen));
    expect((await ports.models.kept())[0]?.version).toBe(version);
    expect(await ports.models.kept()).toHaveLength(MODELS_KEPT);
    expect(ports.models.files.size).toBe(MODELS_KEPT);
  });

  it('is not made of few tickets, nor of tickets of one category', async () => {
    const run = activateModel(fakePorts(aSettings()));
    const few = good.slice(0, 49);
    await expect(run(lessonOf(few, few))).rejects.toMatchObject({ name: 'NothingToLearnFrom' });
    const copies = setApart(good.map((example) => ({ ...example, subject: 'Help' })));
    await expect(run({ ...lessonOf(copies.seen, copies.unseen), examples: 80 })).rejects.toThrow(
      /copies of so few texts/,
    );
    const one = good.map((example) => ({ ...example, category: 'bug' }));
    await expect(run(lessonOf(one, one))).rejects.toThrow(/no categories apart/);
  });
});
