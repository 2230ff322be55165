/** A ticket's clocks over the API of its desk. */
import * as z from 'zod';
import type { Asked } from '../ask.ts';
import { apiAddress } from '../aws/place.ts';
import { apiAt } from '../http.ts';

const span = z.object({ from: z.string(), to: z.string(), counted: z.boolean(), why: z.string() });

const clock = z.looseObject({
  metric: z.string(),
  policy: z.string(),
  timeZone: z.string(),
  targetMinutes: z.number(),
  status: z.string(),
  startedAt: z.string(),
  dueAt: z.string().nullable(),
  elapsedMinutes: z.number(),
  trace: z.array(span),
});

/** As api.md has them; a newer desk may say more, which `--json` shows. */
export type ShownClock = z.infer<typeof clock>;
export type ShownSpan = z.infer<typeof span>;

const HINTS: Readonly<Record<number, string>> = { 403: 'only agents, leads and admins see clocks' };

/** By id or number; throws Refused. */
export const clocksOfTicket = async (
  { where, token }: Asked,
  ticket: string,
): Promise<readonly ShownClock[]> => {
  const api = await apiAt(apiAddress(where), token, HINTS);
  const path = `tickets/${encodeURIComponent(ticket)}/clocks`;
  const answer = await api({ what: `cannot read the clocks of ticket ${ticket}`, path });
  return z.array(clock).parse(await answer.json());
};
