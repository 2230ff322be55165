/** A desk whose events are told to `notify`. */
import { notify } from '../../../../lambdas/core/application/mails/notify.ts';
import { sendReminders } from '../../../../lambdas/core/application/mails/send-reminders.ts';
import type { OutgoingMail } from '../../../../lambdas/core/application/records.ts';
import type { TicketEvent } from '../../../../lambdas/core/domain/ticket/events.ts';
import type { Desk } from '../a-desk.ts';

/** The newest event of the ticket, of this type if one is named. */
export const newest = (desk: Desk, ticketId: string, type?: TicketEvent['type']): TicketEvent => {
  const event = desk.tickets.history(ticketId).findLast((one) => type === undefined || one.type === type);
  if (event === undefined) throw new Error(`There is no such event: ${type}.`);
  return event;
};

/** Sends what was gathered, as two minutes later. */
export const sendGathered = async (desk: Desk): Promise<void> => {
  for (let order = desk.reminderOrders.next(); order !== undefined; order = desk.reminderOrders.next())
    await sendReminders(desk)(order);
};

/** Tells the event; the mails that it sent. */
export const tell = async (desk: Desk, event: TicketEvent): Promise<readonly OutgoingMail[]> => {
  const before = desk.mailer.sent.length;
  await notify(desk)(event);
  await sendGathered(desk);
  return desk.mailer.sent.slice(before);
};
