import { describe, expect, it } from 'vitest';
import { dynamoTrainings } from '../../../lambdas/core/adapters/dynamodb/trainings.ts';
import type { Training, Trainings } from '../../../lambdas/core/application/model-ports.ts';
import { evaluationOf } from '../../../lambdas/core/domain/triage/model/evaluate.ts';
import { after } from '../builders.ts';
import { fakeTrainings } from '../fakes/models.ts';
import { inDatabase } from './both.ts';

/** Of one order, begun so many minutes after nine; it may take a quarter of an hour. */
const aTraining = (id: string, minutes = 0, more: Partial<Training> = {}): Training => ({
  id,
  by: null,
  startedAt: after(minutes),
  until: after(minutes + 15),
  phase: 'reading',
  done: 0,
  total: 0,
  finishedAt: null,
  result: null,
  measured: null,
  failure: null,
  ...more,
});

const suite = (store: () => Trainings): void => {
  it('is told of as it goes on', async () => {
    const trainings = store();
    expect(await trainings.last()).toBeNull();
    const first = aTraining('a', 0, { by: 'erik' });
    expect(await trainings.begin(first)).toBe(true);
    expect(await trainings.last()).toEqual(first);
    const further: Training = { ...first, done: 1_000, total: 9_000 };
    await trainings.tell(further);
    expect(await trainings.last()).toEqual(further);
    const measured = {
      category: evaluationOf([
        { actual: 'bug', guess: { label: 'bug', probability: 0.9 } },
        { actual: 'a "b".c', guess: null },
      ]),
      ...{ seconds: 1.5, modelBytes: 900, microsecondsPerTicket: 80 },
    };
    const result = { activated: 1, macroF1: 0.5 };
    const done: Training = { ...further, finishedAt: after(3), result, measured };
    await trainings.tell(done);
    expect(await trainings.last()).toEqual(done);
    await trainings.tell({ ...done, done: 0 });
    expect(await trainings.last()).toEqual(done);
  });

  it('keeps another from beginning, until it is over or its time is', async () => {
    const trainings = store();
    await trainings.begin(aTraining('a'));
    expect(await trainings.begin(aTraining('a', 1))).toBe(false);
    expect(await trainings.begin(aTraining('b', 14))).toBe(false);
    expect(await trainings.begin(aTraining('b', 15))).toBe(true);
    // What was taken for dead speaks no more.
    await trainings.tell(aTraining('a', 0, { done: 5 }));
    expect(await trainings.last()).toEqual(aTraining('b', 15));
  });

  it('of one order begins once, unless it failed', async () => {
    const trainings = store();
    await trainings.begin(aTraining('a'));
    await trainings.tell(aTraining('a', 0, { finishedAt: after(1), failure: 'Throttled' }));
    expect(await trainings.begin(aTraining('a', 2))).toBe(true);
    await trainings.tell(aTraining('a', 2, { finishedAt: after(3), result: { activated: 1 } }));
    expect(await trainings.begin(aTraining('a', 4))).toBe(false);
    expect(await trainings.begin(aTraining('b', 4))).toBe(true);
  });

  it('begins once for twenty that would begin at the same moment', async () => {
    const trainings = store();
    const begun = await Promise.all(
      Array.from({ length: 20 }, (_, n) => trainings.begin(aTraining(`order-${n}`))),
    );
    expect(begun.filter(Boolean)).toHaveLength(1);
  });
};

describe('the training of a text model', () => {
  describe('in memory', () => suite(fakeTrainings));
  inDatabase((stores) => suite(() => dynamoTrainings(stores().table)));
});
