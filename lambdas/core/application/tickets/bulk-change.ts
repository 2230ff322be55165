/** One change to up to 100 tickets, with a result for each. */
import { DomainError } from '../../domain/errors.ts';
import type { FieldsChange } from '../../domain/ticket/change.ts';
import type { MacroOfTicket } from '../macros/apply-macro.ts';
import type { Operation, Outcome, Request } from '../operation.ts';
import type { Ports } from '../ports.ts';
import { type AgentPorts, changeTicket } from './agent-changes.ts';
import { answered, type BulkResult, type EachPorts, eachOf } from './each-of.ts';

/** Fields, or the id of a macro and nothing else. */
export type BulkChange = FieldsChange & { readonly macro?: string | undefined };

export interface BulkPorts extends AgentPorts, EachPorts, Pick<Ports, 'once'> {
  readonly applyMacro: Operation<MacroOfTicket, unknown>;
}

type Single = Omit<Request<unknown>, 'input'>;

/** The change of one ticket under a key of its own: a repetition meets what was done, also by one that is still at work. */
const changedOnce = async (
  ports: Pick<Ports, 'once'>,
  request: Single,
  ticket: string,
  change: (single: Single) => Promise<Outcome<unknown>>,
): Promise<Outcome<unknown>> => {
  if (request.once === null) return change({ ...request, ifMatch: null });
  const scope = `${request.once.scope} ${ticket}`;
  const earlier = async (): Promise<Outcome<unknown> | null> => {
    const kept = await ports.once.find(scope);
    if (kept === null) return null;
    const { version } = kept.answer;
    return { body: null, ...(version === null ? {} : { version }) };
  };
  const done = await earlier();
  if (done !== null) return done;
  try {
    return await change({ ...request, ifMatch: null, once: { ...request.once, scope } });
  } catch (error) {
    // Refused by the key itself, or by what the other one made of the ticket.
    const meanwhile = error instanceof DomainError ? await earlier() : null;
    if (meanwhile === null) throw error;
    return meanwhile;
  }
};

/** Repeated under its key it changes only what has not been changed, so whoever got no answer may ask again. */
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
    const changeOne = (single: Single, ticket: string) =>
      macro === undefined
        ? changeFields({ ...single, input: { params: { ticket }, body: change } })
        : ports.applyMacro({ ...single, input: { params: { ticket, id: macro }, body: {} } });
    const results = await eachOf(ports, tickets, (ticket) =>
      changedOnce(ports, request, ticket, (single) => changeOne(single, ticket)),
    );
    return answered(ports, request, { body: { results }, status: 200 });
  };
