/** Gathered reminders in memory, and the orders to send them. */
import type {
  Reminder,
  ReminderOrder,
  ReminderOrders,
  Reminders,
} from '../../../lambdas/core/application/mail-ports.ts';

const DAY = 86_400_000;

export const fakeReminders = (): Reminders => {
  const rows = new Map<string, { readonly reminder: Reminder; takenBy: string | null }>();
  const key = (recipient: string, eventId: string): string => `${eventId} ${recipient}`;
  return {
    add: async (reminder) => {
      const at = key(reminder.recipient, reminder.event.id);
      if (!rows.has(at)) rows.set(at, { reminder: structuredClone(reminder), takenBy: null });
    },
    take: async ({ recipient, eventId, remindedAt }) => {
      const own = rows.get(key(recipient, eventId));
      if (own === undefined || (own.takenBy !== null && own.takenBy !== eventId)) return [];
      const around = [...rows.values()]
        .filter(
          ({ reminder }) =>
            reminder.recipient === recipient &&
            Date.parse(reminder.event.occurredAt) >= Date.parse(remindedAt) - DAY,
        )
        .sort((a, b) => (order(a.reminder) < order(b.reminder) ? -1 : 1));
      if (own.takenBy === null) {
        const others = around.filter((row) => row.takenBy === null && row !== own);
        for (const row of [own, ...others.slice(0, 99)]) row.takenBy = eventId;
      }
      return around.filter(({ takenBy }) => takenBy === eventId).map(({ reminder }) => reminder);
    },
  };
};

const order = ({ event }: Reminder): string => `${event.occurredAt}#${event.id}`;

export interface FakeReminderOrders extends ReminderOrders {
  /** The oldest that nobody has carried out yet. */
  next(): ReminderOrder | undefined;
}

export const fakeReminderOrders = (): FakeReminderOrders => {
  const orders: ReminderOrder[] = [];
  return {
    send: async (one) => {
      orders.push(one);
    },
    next: () => orders.shift(),
  };
};
