/** Settings under which long stories are short: while desk time passes, its rounds of every quarter of an hour are made. */
import type { Client } from './a-desk.ts';

/** Changes fields of the settings document `desk` and leaves the rest. */
export const setDesk = async (desk: Client, changes: Readonly<Record<string, unknown>>): Promise<void> => {
  const { body } = await desk.call<object>('admin', 'GET', '/v1/settings/desk');
  const answer = await desk.call('admin', 'PUT', '/v1/settings/desk', { ...body, ...changes });
  if (answer.status !== 200) throw new Error(`Settings were answered ${answer.status}.`);
};

/** Replaces the schedule of every agent: what a story counts must not depend on the day it is told. */
export const setShifts = async (desk: Client, schedule: string): Promise<void> => {
  const { body } = await desk.call<readonly object[]>('admin', 'GET', '/v1/settings/agents');
  const agents = body.map((agent) => ({ ...agent, schedule }));
  const answer = await desk.call('admin', 'PUT', '/v1/settings/agents', agents);
  if (answer.status !== 200) throw new Error(`Settings were answered ${answer.status}.`);
};
