/** The mail ledger over the API: what came in, where it ended, and what a person decides about it. */
import { DomainError } from '../../domain/errors.ts';
import type { Disposition, MailKind } from '../../domain/mail/inbound/message.ts';
import {
  isInTicket,
  type LedgerRow,
  type LedgerView,
  ledgerView,
  sesIdOf,
} from '../../domain/mail/ledger.ts';
import type { Operation, Request } from '../operation.ts';
import { actorOf } from '../people.ts';
import type { Ports } from '../ports.ts';
import type { MailOrder } from '../records.ts';
import { visibleTicket } from '../tickets/visible.ts';

export type LedgerPorts = Pick<Ports, 'ledger' | 'tickets' | 'mailOrders' | 'clock'>;

interface ById {
  readonly params: { readonly id: string };
}

interface Asked {
  readonly query: {
    readonly disposition?: Disposition | undefined;
    readonly kind?: MailKind | undefined;
    readonly ticket?: string | undefined;
  };
}

const rowFor = async (ports: Pick<Ports, 'ledger'>, id: string): Promise<LedgerRow> => {
  const row = await ports.ledger.find(sesIdOf(id));
  if (row === null) throw new DomainError('MailNotFound', 'missing', 'There is no such mail in the ledger.');
  return row;
};

export const listMail =
  (ports: LedgerPorts): Operation<Asked, readonly LedgerView[]> =>
  async ({ input, caller, page }) => {
    const { ticket, ...filter } = input.query;
    const ticketId = ticket === undefined ? undefined : (await visibleTicket(ports, ticket, caller)).id;
    const found = await ports.ledger.list({ ...filter, ticketId }, page);
    return { body: found.items.map(ledgerView), page: { next: found.next } };
  };

export const getMail =
  (ports: LedgerPorts): Operation<ById, LedgerView> =>
  async ({ input }) => ({ body: ledgerView(await rowFor(ports, input.params.id)) });

const orderFor = (
  request: Request<ById>,
  row: LedgerRow,
  order: 'replay' | 'release',
  ticketId: string | null,
): MailOrder => ({
  sesId: row.id,
  objectKey: row.objectKey,
  order,
  by: actorOf(request.caller, null).id,
  ticketId,
});

/** 202: it is judged again in a moment. What stands in a ticket stays there, so that nothing is said twice. */
export const replayMail =
  (ports: LedgerPorts): Operation<ById, LedgerView> =>
  async (request) => {
    const row = await rowFor(ports, request.input.params.id);
    if (!isInTicket(row)) await ports.mailOrders.send(orderFor(request, row, 'replay', null));
    return { body: ledgerView(row), status: 202 };
  };

/** 202; into the ticket that is named, or where the rules would have put it had nothing spoken against it. */
export const releaseMail =
  (ports: LedgerPorts): Operation<ById & { body: { ticket?: string | undefined } }, LedgerView> =>
  async (request) => {
    const { ticket } = request.input.body;
    const row = await rowFor(ports, request.input.params.id);
    const into = ticket === undefined ? null : await visibleTicket(ports, ticket, request.caller);
    if (isInTicket(row))
      throw new DomainError('MailDisposed', 'conflict', 'This message stands in a ticket already.');
    await ports.mailOrders.send(orderFor(request, row, 'release', into?.id ?? null));
    return { body: ledgerView(row), status: 202 };
  };

/** Throws MailDisposed (conflict) for a message that stands in a ticket. */
export const discardMail =
  (ports: LedgerPorts): Operation<ById, LedgerView> =>
  async (request) => {
    const row = await rowFor(ports, request.input.params.id);
    if (isInTicket(row))
      throw new DomainError('MailDisposed', 'conflict', 'This message stands in a ticket already.');
    if (row.disposition === 'discarded') return { body: ledgerView(row) };
    const by = actorOf(request.caller, null).id;
    const discarded: LedgerRow = {
      ...row,
      disposition: 'discarded',
      reason: `Discarded by ${by}. Before: ${row.reason}`,
      actedBy: by,
      disposedAt: ports.clock.now(),
      revision: row.revision + 1,
    };
    await ports.ledger.file({ row: discarded, duplicateKey: null, messageIds: [] });
    return { body: ledgerView(discarded) };
  };
