/** On which lines a caller works. */
import { LINES, type Line } from '../ticket/words.ts';
import type { AgentCaller, MachineCaller } from './caller.ts';

/** Leads and admins work on every line. */
export const worksEverywhere = (caller: Pick<AgentCaller, 'role'>): boolean => caller.role !== 'agent';

/** An agent's own lines; every line for leads, admins and machine keys. */
export const linesOf = (caller: AgentCaller | MachineCaller): readonly Line[] =>
  caller.kind === 'machine' || worksEverywhere(caller) ? LINES : caller.lines;
