/** The text model on the tickets of the example company: how often it is right, beside two that know less, and its costs. */
import { join, resolve } from 'node:path';
import { readTickets } from '../../bin/desk/train/tickets-file.ts';
import { decodeModel, encodeModel } from '../../lambdas/core/domain/triage/model/codec.ts';
import { digestOf } from '../../lambdas/core/domain/triage/model/copies.ts';
import { foldsOf } from '../../lambdas/core/domain/triage/model/folds.ts';
import { judge } from '../../lambdas/core/domain/triage/model/judge.ts';
import { measuresOf, type Pair } from '../../lambdas/core/domain/triage/model/measures.ts';
import { type Example, TARGETS, type Target } from '../../lambdas/core/domain/triage/model/model.ts';
import { train } from '../../lambdas/core/domain/triage/model/train.ts';
import { plainNaiveBayes } from '../classification/naive-bayes.ts';
import { type Bench, type Part, repetitions } from '../part.ts';
import { median, quantile } from '../quantiles.ts';
import type { Aim, Section } from '../report.ts';

const EXAMPLES = join(resolve(import.meta.dirname, '../..'), 'config/examples/tickets.csv');
const FOLDS = 5;
const SEED = 1;

const WAYS = ['text model', 'naive Bayes', 'most frequent class'] as const;
type Way = (typeof WAYS)[number];

const mostFrequent = (labels: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';
};

/** What each way guesses of examples that it has not seen. */
const guessed = (examples: readonly Example[], target: Target): Readonly<Record<Way, Pair<string>[]>> => {
  const own = examples.flatMap((text) => {
    const label = text[target];
    return label === null ? [] : [{ text, label }];
  });
  const labels = [...new Set(own.map(({ label }) => label))];
  const folds = foldsOf(
    own.map(({ label }) => labels.indexOf(label)),
    own.map(({ text }) => digestOf(text)),
    FOLDS,
    SEED,
  );
  const pairs: Record<Way, Pair<string>[]> = {
    'text model': [],
    'naive Bayes': [],
    'most frequent class': [],
  };
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const seen = own.filter((_, at) => folds[at] !== fold);
    const model = decodeModel(encodeModel(train(seen.map(({ text }) => text))));
    const plain = plainNaiveBayes(seen);
    const usual = mostFrequent(seen.map(({ label }) => label));
    for (const { text, label: actual } of own.filter((_, at) => folds[at] === fold)) {
      pairs['text model'].push({ actual, guessed: judge(model, text)[target][0]?.label ?? null });
      pairs['naive Bayes'].push({ actual, guessed: plain(text) });
      pairs['most frequent class'].push({ actual, guessed: usual });
    }
  }
  return pairs;
};

const rightness = (examples: readonly Example[]): Section => ({
  title: `Sorting ${examples.length} example tickets, ${FOLDS}-fold cross-validation`,
  columns: ['', ...WAYS.flatMap((way) => [`${way}: accuracy`, 'macro-F1'])],
  rows: TARGETS.map((target) => {
    const pairs = guessed(examples, target);
    return [
      target,
      ...WAYS.flatMap((way) => {
        const { accuracy, macroF1 } = measuresOf(pairs[way]);
        return [accuracy.toFixed(3), macroF1.toFixed(3)];
      }),
    ];
  }),
});

const BYTES_AIM = 5_000_000;
const MILLIS_AIM = 5;

const costs = (bench: Bench, examples: readonly Example[]): Section => {
  const before = process.cpuUsage();
  const bytes = encodeModel(train(examples));
  const { user, system } = process.cpuUsage(before);
  const model = decodeModel(bytes);
  const times: number[] = [];
  for (let round = 0; round < repetitions(bench, 10); round += 1)
    for (const example of examples) {
      const startedAt = performance.now();
      judge(model, example);
      times.push((performance.now() - startedAt) * 1000);
    }
  const [usual, slow] = [median(times), quantile(times, 0.99)];
  const aims: readonly Aim[] = [
    {
      what: 'a ticket sorted, warm, 99th percentile',
      aim: `${MILLIS_AIM} ms`,
      measured: `${(slow / 1000).toFixed(2)} ms`,
      met: slow <= MILLIS_AIM * 1000,
    },
    {
      what: 'size of the model',
      aim: '5 MB',
      measured: `${(bytes.length / 1_000_000).toFixed(2)} MB`,
      met: bytes.length <= BYTES_AIM,
    },
  ];
  return {
    title: 'What sorting costs',
    columns: ['', 'figure'],
    rows: [
      ['µs a ticket with reasons, median', usual],
      ['µs a ticket with reasons, 99th percentile', slow],
      ['bytes of the model', bytes.length],
      ['seconds of a processor to learn all three', (user + system) / 1_000_000],
    ],
    aims,
  };
};

const run = async (bench: Bench): Promise<readonly Section[]> => {
  const examples = await readTickets(EXAMPLES);
  return [rightness(examples), costs(bench, examples)];
};

export const classification: Part = { name: 'classification', run };
