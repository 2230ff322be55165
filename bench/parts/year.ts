/** A year of a thousand tickets a day and four agents: what is promised, kept and reminded of, by the desk's own rules. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { DEFAULT_SETTINGS } from '../../lambdas/core/domain/settings/defaults.ts';
import { SETTINGS_KINDS } from '../../lambdas/core/domain/settings/kinds.ts';
import { readDocument } from '../../lambdas/core/domain/settings/parse.ts';
import type { Settings } from '../../lambdas/core/domain/settings/schemas.ts';
import { METRICS } from '../../lambdas/core/domain/ticket/words.ts';
import type { Bench, Part } from '../part.ts';
import { readPrices } from '../prices.ts';
import { median, quantile } from '../quantiles.ts';
import type { Section } from '../report.ts';
import { yearOf } from '../year/run.ts';
import { sampleOn } from '../year/sample.ts';

const FROM = Date.UTC(2026, 0, 1);
const PER_DAY = 1000;

/** Those of the example company, whose people work in the hours of its office. */
const settingsOfExample = (): Settings => {
  const file: Record<string, unknown> = parse(
    readFileSync(join(resolve(import.meta.dirname, '../..'), 'config/desk.yaml'), 'utf8'),
  );
  const documents = SETTINGS_KINDS.map((kind) => {
    const read = readDocument(kind, file[kind] ?? DEFAULT_SETTINGS[kind]);
    if ('problems' in read) throw new Error(`config/desk.yaml: ${kind} cannot be read`);
    return [kind, read.document];
  });
  const settings = Object.fromEntries(documents) as Settings;
  return { ...settings, agents: settings.agents.map((agent) => ({ ...agent, schedule: 'office' })) };
};

const share = (met: number, breached: number): string =>
  met + breached === 0 ? '–' : `${((100 * met) / (met + breached)).toFixed(1)} %`;

const run = async (bench: Bench): Promise<readonly Section[]> => {
  const days = Math.max(7, Math.round(365 * Math.min(1, bench.effort)));
  const startedAt = performance.now();
  const settings = settingsOfExample();
  const year = yearOf(settings, FROM, days, PER_DAY);
  const seconds = (performance.now() - startedAt) / 1000;
  const sample = await sampleOn(await bench.desk(0), settings);
  const all = [...year.ordinary, ...year.eventful];
  const transitions = all.reduce((sum, one) => sum + one, 0) / all.length;
  const price = readPrices().usdPerUnit.stateTransitions ?? 0;
  const [least, most] = [quantile(year.ordinary, 0), quantile(year.ordinary, 1)];
  const middle = median(year.eventful);
  return [
    {
      title: `${days} days of four agents`,
      columns: ['measure', ''],
      rows: [
        ['tickets', year.tickets],
        ['closed', all.length],
        ['seconds to live through', seconds],
        ...METRICS.map((metric) => {
          const [met, breached] = [year.met[metric] ?? 0, year.breached[metric] ?? 0];
          return [`${metric} kept`, `${share(met, breached)} of ${met + breached}`] as const;
        }),
        ['reminders', year.reminders],
        ['breaches', year.breaches],
        ['state transitions a ticket', transitions],
        ['of that, USD a ticket', (transitions * price).toFixed(6)],
      ],
      aims: [
        { what: 'reminders out of hours', aim: '0', measured: `${year.atNight}`, met: year.atNight === 0 },
        { what: 'reminders sent twice', aim: '0', measured: `${year.twice}`, met: year.twice === 0 },
        {
          what: 'transitions of an ordinary ticket',
          aim: '9 to 14',
          measured: `${least} to ${most}`,
          met: least >= 9 && most <= 14,
        },
        {
          what: 'median with pauses and reminders',
          aim: '≤ 24',
          measured: `${middle}`,
          met: middle <= 24,
        },
      ],
      notes: [
        'Pure functions on the rules of config/desk.yaml; the workflow is counted by its drawing, as the part "life" measures it for one ticket.',
      ],
    },
    {
      title: `${sample.tickets} lives on a desk that runs`,
      columns: ['measure', ''],
      rows: [
        ['closed', sample.closed],
        ['state transitions a ticket', sample.transitions],
        ['USD a ticket', sample.usd.toFixed(6)],
        ['reminders', sample.reminders],
      ],
      aims: [
        {
          what: 'reminders out of hours',
          aim: '0',
          measured: `${sample.atNight}`,
          met: sample.atNight === 0,
        },
        { what: 'reminders told twice', aim: '0', measured: `${sample.twice}`, met: sample.twice === 0 },
        {
          what: 'latest breach after its time',
          aim: '≤ 60 s',
          measured: `${sample.latestSeconds.toFixed(1)} s`,
          met: sample.latestSeconds <= 60,
        },
      ],
      notes: [
        'Twelve answered at once, four asked back, four left alone for days; the desk’s clock is moved.',
      ],
    },
  ];
};

export const year: Part = { name: 'year', run };
