/** One change to up to 100 tickets, with a result for each. */
import type { FieldsChange } from '../../domain/ticket/change.ts';
import type { MacroOfTicket } from '../macros/apply-macro.ts';
import type { Operation, Request } from '../operation.ts';
import type { Ports } from '../ports.ts';
import { type AgentPorts, changeTicket } from './agent-changes.ts';
import { answered, type BulkResult, type EachPorts, eachOf } from './each-of.ts';

/** Fields, or the id of a macro and nothing else. */
export type BulkChange = FieldsChange & { readonly macro?: string | undefined };

export interface BulkPorts extends AgentPorts, EachPorts, Pick<Ports, 'once'> {
  readonly applyMacro: Operation<MacroOfTicket, unknown>;
}

export const bulkChange =
  (
    ports: BulkPorts,
  ): Operation<
    { body: { tickets: readonly string[]; change: BulkChange } },
    { readonly results: readonly BulkResult[] }
  > =>
  async (request) => {
    const { tickets, change } = request.input.body;
    const { macro } = change;
    const changeFields = changeTicket(ports);
    const changeOne = (single: Omit<Request<unknown>, 'input'>, ticket: string) =>
      macro === undefined
        ? changeFields({ ...single, input: { params: { ticket }, body: change } })
        : ports.applyMacro({ ...single, input: { params: { ticket, id: macro }, body: {} } });
    const results = await eachOf(ports, tickets, (ticket) =>
      changeOne({ ...request, ifMatch: null, once: null }, ticket),
    );
    return answered(ports, request, { body: { results }, status: 200 });
  };
