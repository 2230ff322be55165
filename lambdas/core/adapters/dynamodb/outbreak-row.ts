/** The last outbreak of a cluster as a row, and how it is changed: by revision. */
import * as z from 'zod/mini';
import type { TicketChange } from '../../application/records.ts';
import { outbreakChanged } from '../../domain/errors.ts';
import type { Outbreak } from '../../domain/triage/outbreak.ts';
import { outbreakKey } from './keys.ts';
import { secondsOf } from './once-row.ts';
import { absent, type Condition, putStep, type Step } from './step.ts';
import type { Row } from './table.ts';

const KEPT_SECONDS = 30 * 24 * 3600;
const textOrNull = z._default(z.nullable(z.string()), null);

const outbreakRow = z.object({
  id: z.string(),
  category: z.string(),
  product: textOrNull,
  startedAt: z.string(),
  lastAt: z.string(),
  usual: z.number(),
  tickets: z.array(z.object({ id: z.string(), number: z.int() })),
  problemId: textOrNull,
  revision: z.int(),
});

export const rowOfOutbreak = (outbreak: Outbreak): Row => ({
  ...outbreakKey(outbreak),
  ...outbreak,
  expiresAt: secondsOf(outbreak.lastAt) + KEPT_SECONDS,
});

export const outbreakOf = (row: Row): Outbreak => z.parse(outbreakRow, row);

/** The row still is as it was read. */
export const stillIs = (before: Pick<Outbreak, 'id' | 'revision'> | null): Condition =>
  before === null
    ? absent
    : {
        ConditionExpression: '#id = :id AND #revision = :revision',
        ExpressionAttributeNames: { '#id': 'id', '#revision': 'revision' },
        ExpressionAttributeValues: { ':id': before.id, ':revision': before.revision },
      };

export const outbreakStep = (table: string, { before, after }: NonNullable<TicketChange['outbreak']>): Step =>
  putStep(table, rowOfOutbreak(after), stillIs(before), outbreakChanged);
