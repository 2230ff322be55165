/** An agent books the time worked on a ticket; it counts against the hours that the requester's organization bought. */
import { organizationOf } from '../../domain/people/plan.ts';
import { periodAt } from '../../domain/people/validity.ts';
import { type BookedOn, type Booking, bookTime as decide } from '../../domain/ticket/book-time.ts';
import type { Circumstances } from '../../domain/ticket/decision.ts';
import type { EventPayloads } from '../../domain/ticket/event-payloads.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Operation } from '../operation.ts';
import type { Ports } from '../ports.ts';
import { type ChangePorts, changeOfTicket } from './change-of-ticket.ts';

/** What is answered: the booking, and where the organization's hours stand with it. */
export type TimeView = Omit<EventPayloads['ticket.time-booked'], 'warning'>;

export type BookPorts = ChangePorts & Pick<Ports, 'supportHours'>;

const bookedOn = async (
  ports: BookPorts,
  { requester }: Ticket,
  { now, settings }: Circumstances,
): Promise<BookedOn | null> => {
  const organization = organizationOf(requester.email, settings, requester.verified);
  if (organization === null) return null;
  const period = periodAt(organization, now, settings);
  return { organization, period, account: await ports.supportHours.of(organization.id, period) };
};

/** 201. When colleagues book for the same organization at the same moment, it is counted again on their total. */
export const bookTime =
  (ports: BookPorts): Operation<{ params: { ticket: string }; body: Booking }, TimeView> =>
  (request) =>
    changeOfTicket(ports, {
      ref: request.input.params.ticket,
      request,
      decide: async (ticket, c) => decide(ticket, request.input.body, await bookedOn(ports, ticket, c)),
      answer: ({ after, events }) => {
        const [event] = events;
        if (event?.type !== 'ticket.time-booked') throw new Error('Time was booked without its event.');
        const { warning: _warning, ...body } = event.payload;
        return { body, version: after.version, status: 201 };
      },
    });
