/** Sends the reminders of one agent that were gathered meanwhile: one as it is, several as one mail (ADR 16). */
import { type Notice, noticesOf } from '../../domain/mail/notices.ts';
import { type Reminded, remindersList } from '../../domain/mail/reminders-mail.ts';
import { localeFor, renderMail } from '../../domain/mail/render.ts';
import { silencedBecause } from '../../domain/mail/silence.ts';
import { NO_WORDS } from '../../domain/mail/words.ts';
import { zoneOf } from '../../domain/mail/zone.ts';
import type { Settings } from '../../domain/settings/schemas.ts';
import { clocksOf } from '../../domain/sla/clocks.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Reminder, ReminderOrder } from '../mail-ports.ts';
import type { Ports } from '../ports.ts';
import type { OutgoingMail } from '../records.ts';
import { compose, type NotifyPorts } from './notify.ts';
import { sendOnce } from './send-once.ts';
import { deskSender } from './sender.ts';

export type RemindersPorts = NotifyPorts & Pick<Ports, 'reminders'>;

/** A reminder that still holds: its recipient still has the ticket, and its clock still runs. */
interface Due extends Reminded {
  readonly event: Reminder['event'];
  readonly ticket: Ticket;
  readonly notice: Notice;
}

const stillDue = async (
  ports: RemindersPorts,
  { event, recipient }: Reminder,
  settings: Settings,
): Promise<Due | null> => {
  const ticket = await ports.tickets.find(event.ticketId);
  if (ticket === null) return null;
  const notice = noticesOf(event, ticket, settings).find(({ to }) => to.email === recipient);
  const runs = clocksOf(ticket, settings, ports.clock.now()).some(
    ({ key, status }) => status === 'running' && event.payload.key.startsWith(`${key}:`),
  );
  return notice === undefined || !runs ? null : { event, ticket, notice, payload: event.payload };
};

const composeOne = async (ports: RemindersPorts, due: Due, settings: Settings): Promise<OutgoingMail> => {
  const { event, ticket, notice } = due;
  const earlier = await ports.claims.ofTicket(ticket.id);
  return compose(ports, notice, { event, ticket, settings, earlier });
};

const composeAll = async (
  ports: RemindersPorts,
  due: readonly [Due, ...Due[]],
  settings: Settings,
): Promise<OutgoingMail> => {
  const [{ notice, ticket }] = due;
  const { to } = notice;
  const locale = localeFor(to.locale, 'reminders', settings.templates);
  const timeZone = zoneOf(to, ticket, settings);
  const words = {
    ...NO_WORDS,
    name: to.name ?? '',
    desk: settings.desk.name,
    howMany: String(due.length),
    reminded: remindersList(due, { locale, timeZone, baseUrl: ports.baseUrl }),
  };
  return {
    from: deskSender(settings, ports.mailDomain, null),
    to: { name: to.name, address: to.email },
    replyTo: null,
    ...renderMail('reminders', locale, words, settings.templates),
    references: [],
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'X-Threeline-Loop': await ports.seals.seal('loop', ticket.id),
    },
    tags: {},
  };
};

/**
 * Nothing is sent of tickets that were answered, solved, merged or given away meanwhile. What goes out is claimed in the
 * name of the reminder that took the others, so it goes out once.
 */
export const sendReminders =
  (ports: RemindersPorts) =>
  async (order: ReminderOrder): Promise<void> => {
    const { recipient, eventId } = order;
    const taken = await ports.reminders.take(order);
    const first = taken.find(({ event }) => event.id === eventId);
    if (first === undefined) return;
    const settings = await ports.settings.current();
    const found = await Promise.all(taken.map((one) => stillDue(ports, one, settings)));
    const [one, ...others] = found.filter((due) => due !== null);
    if (one === undefined) return;
    const notice = others.length === 0 ? 'reminder' : 'reminders';
    const { ticketId } = first.event;
    const [mail, silence] = await Promise.all([
      others.length === 0 ? composeOne(ports, one, settings) : composeAll(ports, [one, ...others], settings),
      ports.people.silenceOf(recipient),
    ]);
    await sendOnce(ports, {
      claim: { ticketId, eventId, recipient, notice, commentId: null },
      mail: { ...mail, tags: { ticket: ticketId, event: eventId, notice } },
      unsentBecause: async () => silencedBecause(silence, ports.clock.now()),
    });
  };
