/** The training that began last: a lease, so that there is one at a time, and how far it is. */
import * as z from 'zod/mini';
import type { Training, Trainings } from '../../application/model-ports.ts';
import { trainingKey } from './keys.ts';
import { held } from './refusals.ts';
import type { Table } from './table.ts';

const orNull = <T extends z.ZodMiniType>(value: T) => z._default(z.nullable(value), null);

const share = z.number();
const evaluation = z.object({
  count: z.int(),
  accuracy: share,
  macroF1: share,
  confusion: z.array(z.object({ actual: z.string(), guesses: z.record(z.string(), z.int()) })),
  reliability: z.array(
    z.object({ from: share, to: share, count: z.int(), confidence: share, accuracy: share }),
  ),
  abstention: z.array(z.object({ limit: share, answered: share, accuracy: share })),
});

const measured = z.object({
  category: z.exactOptional(evaluation),
  priority: z.exactOptional(evaluation),
  line: z.exactOptional(evaluation),
  seconds: z.number(),
  modelBytes: z.int(),
  microsecondsPerTicket: z.number(),
});

/** What is null is not in the row: conditions ask whether it is there. */
const trainingRow = z.object({
  id: z.string(),
  by: orNull(z.string()),
  startedAt: z.string(),
  until: z.string(),
  phase: z.enum(['reading', 'learning', 'comparing', 'storing']),
  done: z.number(),
  total: z.number(),
  finishedAt: orNull(z.string()),
  result: orNull(z.record(z.string(), z.number())),
  // At most a thousand tickets are held out, so its table has at most as many numbers: a tenth of what a row may have.
  measured: orNull(
    z.pipe(
      z.string(),
      z.transform((text) => z.parse(measured, JSON.parse(text))),
    ),
  ),
  failure: orNull(z.string()),
});

const rowOf = (training: Training) => ({
  ...trainingKey,
  ...Object.fromEntries(Object.entries(training).filter(([, value]) => value !== null)),
  ...(training.measured === null ? {} : { measured: JSON.stringify(training.measured) }),
});

const NAMES = { '#id': 'id', '#until': 'until', '#finishedAt': 'finishedAt', '#failure': 'failure' };

/** There is none; or it is over, whether it said so or its function is gone; and this order was not done by it. */
const MAY_BEGIN = [
  'attribute_not_exists(PK)',
  '(attribute_not_exists(#finishedAt) AND #until <= :now)',
  '(attribute_exists(#finishedAt) AND (#id <> :id OR attribute_exists(#failure)))',
].join(' OR ');

export const dynamoTrainings = (table: Table): Trainings => ({
  last: async () => {
    const row = await table.get(trainingKey);
    return row === null ? null : z.parse(trainingRow, row);
  },

  begin: (training) =>
    held(
      table.put(rowOf(training), {
        ConditionExpression: MAY_BEGIN,
        ExpressionAttributeNames: NAMES,
        ExpressionAttributeValues: { ':now': training.startedAt, ':id': training.id },
      }),
    ),

  tell: async (training) => {
    await held(
      table.put(rowOf(training), {
        ConditionExpression: '#id = :id AND #startedAt = :startedAt AND attribute_not_exists(#finishedAt)',
        ExpressionAttributeNames: { '#id': 'id', '#startedAt': 'startedAt', '#finishedAt': 'finishedAt' },
        ExpressionAttributeValues: {
          ':id': training.id,
          ':startedAt': training.startedAt,
        },
      }),
    );
  },
});
