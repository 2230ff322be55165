/** Time that an agent has worked on a ticket; the requester does not see it. */
import { accountAfter, type HoursAccount } from '../people/support-hours.ts';
import type { Organization } from '../settings/schemas.ts';
import { type Decision, decided } from './decision.ts';
import type { Ticket } from './ticket.ts';

export interface Booking {
  /** Below zero takes back what was booked wrongly. */
  readonly minutes: number;
  readonly note: string;
}

/** Whose bought hours it is taken from, as their account stood when it was read. */
export interface BookedOn {
  readonly organization: Pick<Organization, 'id' | 'supportHours'>;
  readonly period: string;
  readonly account: HoursAccount;
}

/** How an account changes with a change of a ticket; only while it stands at `before`. */
export interface HoursChange {
  readonly organizationId: string;
  readonly period: string;
  readonly before: HoursAccount;
  readonly after: HoursAccount;
}

/** `on` null: the requester belongs to no organization, and nobody's hours are counted. */
export const bookTime = (
  ticket: Ticket,
  { minutes, note }: Booking,
  on: BookedOn | null,
): Decision & { readonly hours?: HoursChange } => {
  const hours = on?.organization.supportHours ?? null;
  const booked = on === null ? null : accountAfter(on.account, minutes, hours);
  const decision = decided(ticket, {
    type: 'ticket.time-booked',
    payload: {
      minutes,
      note,
      organization: on?.organization.id ?? null,
      period: on?.period ?? null,
      bookedMinutes: booked?.account.minutes ?? null,
      supportHours: hours,
      warning: booked?.warning ?? null,
    },
  });
  if (on === null || booked === null) return decision;
  const { organization, period, account: before } = on;
  return { ...decision, hours: { organizationId: organization.id, period, before, after: booked.account } };
};
