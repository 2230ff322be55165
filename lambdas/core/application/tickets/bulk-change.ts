/** One change to up to 100 tickets, each in a transaction of its own, with a result for each. */
import { DomainError } from '../../domain/errors.ts';
import type { FieldsChange } from '../../domain/ticket/change.ts';
import type { MacroOfTicket } from '../macros/apply-macro.ts';
import type { Operation, Request } from '../operation.ts';
import type { Ports } from '../ports.ts';
import { type AgentPorts, changeTicket } from './agent-changes.ts';
import { once } from './once.ts';

export interface BulkResult {
  readonly ticket: string;
  readonly status: number;
  readonly version: number | null;
  readonly error: { readonly type: string; readonly title: string; readonly detail: string } | null;
}

/** How many tickets are changed at once: enough to be quick, few enough not to crowd out others. */
const ABREAST = 8;

type Describe = (error: DomainError) => {
  readonly status: number;
  readonly type: string;
  readonly title: string;
};

/** Fields, or the id of a macro and nothing else. */
export type BulkChange = FieldsChange & { readonly macro?: string | undefined };

export interface BulkPorts extends AgentPorts, Pick<Ports, 'once'> {
  readonly describe: Describe;
  readonly applyMacro: Operation<MacroOfTicket, unknown>;
}

/** `describe` gives a refusal the words and the status that it has when it is answered alone. */
export const bulkChange =
  (
    ports: BulkPorts,
  ): Operation<
    { body: { tickets: readonly string[]; change: BulkChange } },
    { results: readonly BulkResult[] }
  > =>
  async (request) => {
    const { tickets, change } = request.input.body;
    const { macro } = change;
    const changeFields = changeTicket(ports);
    const changeOne = (single: Omit<Request<unknown>, 'input'>, ticket: string) =>
      macro === undefined
        ? changeFields({ ...single, input: { params: { ticket }, body: change } })
        : ports.applyMacro({ ...single, input: { params: { ticket, id: macro }, body: {} } });
    const attempt = async (ticket: string): Promise<BulkResult> => {
      try {
        const { version } = await changeOne({ ...request, ifMatch: null, once: null }, ticket);
        return { ticket, status: 200, version: version ?? null, error: null };
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        const { status, type, title } = ports.describe(error);
        const named = error.problems.map((one) => `${one.path} ${one.message}`).join('; ');
        return {
          ticket,
          status,
          version: null,
          error: { type, title, detail: named === '' ? error.message : named },
        };
      }
    };
    const asked = [...new Set(tickets)];
    const results: BulkResult[] = [];
    for (let from = 0; from < asked.length; from += ABREAST)
      results.push(...(await Promise.all(asked.slice(from, from + ABREAST).map(attempt))));
    const outcome = { body: { results }, status: 200 };
    const row = once(request.once, outcome);
    if (row !== null) await ports.once.keep(row);
    return outcome;
  };
