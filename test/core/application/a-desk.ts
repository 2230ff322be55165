/** Ports for use cases called one by one: no workflow runs, no mail goes out. */
import { searchWords } from '../../../lambdas/core/application/search/search-words.ts';
import { openTicket } from '../../../lambdas/core/application/tickets/open-ticket.ts';
import type { DomainError } from '../../../lambdas/core/domain/errors.ts';
import type { Caller } from '../../../lambdas/core/domain/people/caller.ts';
import type { Ticket } from '../../../lambdas/core/domain/ticket/ticket.ts';
import { aSettings, aTicket, type SettingsParts, type TicketParts } from '../builders.ts';
import { fakePorts } from '../fakes/ports.ts';
import { aRequest, MARIA } from './requests.ts';

export const aDesk = (settings: SettingsParts = {}) => {
  const ports = fakePorts(aSettings(settings));
  return {
    ...ports,
    baseUrl: 'https://desk.example',
    mailDomain: 'desk.example',
    searchWords: searchWords(ports),
  };
};

export type Desk = ReturnType<typeof aDesk>;

/** A ticket of Maria's that is there already; its id. */
export const seeded = (desk: Desk, parts: TicketParts = {}): Ticket => {
  const ticket = aTicket({ ...parts, requester: { id: MARIA.personId, ...parts.requester } });
  desk.tickets.seed(ticket);
  return ticket;
};

/** Opened through the API; as it is stored. */
export const opened = async (desk: Desk, caller: Caller = MARIA, body: object = {}): Promise<Ticket> => {
  const input = { body: { subject: 'The export stops', description: 'It stops at 50 %.', ...body } };
  const { body: view } = await openTicket(desk)(aRequest(caller, input));
  return stored(desk, view.id);
};

export const stored = (desk: Desk, id: string): Ticket => {
  const ticket = desk.world.tickets.get(id);
  if (ticket === undefined) throw new Error(`There is no ticket ${id}.`);
  return ticket;
};

/** An idempotency key as the frame hands it on. */
export const once = (scope = 'scope') => ({ once: { scope, bodyHash: 'hash' } });

/** What a use case refused with. */
export const refusalOf = async (work: Promise<unknown>): Promise<DomainError> => {
  try {
    await work;
  } catch (error) {
    return error as DomainError;
  }
  throw new Error('It was not refused.');
};

export const types = (desk: Desk, id: string): readonly string[] =>
  desk.tickets.history(id).map(({ type }) => type);
