/** Working time by a schedule: how long it takes to add ten years of it, the first time and later. */

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { type Schedule, SETTINGS_SCHEMAS } from '../../lambdas/core/domain/settings/schemas.ts';
import { workingTimeOf } from '../../lambdas/core/domain/sla/working-time.ts';
import { type Bench, type Part, repetitions } from '../part.ts';
import { median } from '../quantiles.ts';
import type { Section } from '../report.ts';

const DAY = 86_400_000;
const YEARS = [1, 10];
const FROM = Date.UTC(2026, 10, 2, 8);

const microseconds = (act: () => void, times: number): number => {
  const startedAt = performance.now();
  for (let time = 0; time < times; time += 1) act();
  return ((performance.now() - startedAt) * 1000) / times;
};

/** The schedules of the example company; a copy is one that nothing is known of yet. */
const schedules = (): readonly Schedule[] => {
  const file: { schedules: unknown } = parse(
    readFileSync(join(resolve(import.meta.dirname, '../..'), 'config/desk.yaml'), 'utf8'),
  );
  return z.parse(SETTINGS_SCHEMAS.schedules, file.schedules);
};

const run = async (bench: Bench): Promise<readonly Section[]> => {
  const rows = schedules().flatMap((schedule) =>
    YEARS.map((years) => {
      const calendarTime = years * 365.25 * DAY;
      const amount = workingTimeOf(schedule).workingBetween(FROM, FROM + calendarTime);
      const cold = Array.from({ length: repetitions(bench, 20) }, () => {
        const fresh = structuredClone(schedule);
        return microseconds(() => workingTimeOf(fresh).addWorking(FROM, amount), 1);
      });
      const add = (): number => workingTimeOf(schedule).addWorking(FROM, amount);
      const count = (): number => workingTimeOf(schedule).workingBetween(FROM, FROM + calendarTime);
      const warm = (act: () => number): number =>
        median(Array.from({ length: repetitions(bench, 20) }, () => microseconds(act, 10_000)));
      return [
        `${schedule.id}, ${schedule.timeZone}`,
        years,
        Math.round(amount / 60_000),
        median(cold),
        warm(add),
        warm(count),
      ] as const;
    }),
  );
  return [
    {
      title: 'Working minutes by a schedule',
      columns: ['schedule', 'years', 'minutes', 'µs to add, cold', 'µs to add', 'µs to count'],
      rows,
      notes: [
        'Cold: the years of a schedule that was just read are worked out first. What Temporal has found out about its time zone is kept by Temporal.',
      ],
    },
  ];
};

export const calendars: Part = { name: 'calendars', run };
