import { describe, expect, it } from 'vitest';
import type { Reminder, ReminderOrder } from '../../../lambdas/core/application/mail-ports.ts';
import { after, CREATED_AT } from '../builders.ts';
import { inBoth } from './both.ts';
import { ticketId } from './changes.ts';

const ANNA = 'anna@desk.example';

const reminder = (n: number, minutes = 0, recipient = ANNA): Reminder => ({
  recipient,
  event: {
    type: 'sla.reminded',
    payload: { metric: 'first-reply', threshold: 50, dueAt: after(60), key: `first-reply@${CREATED_AT}:50` },
    id: `evt_${String(n).padStart(3, '0')}`,
    ticketId: ticketId(n),
    version: 4,
    occurredAt: after(minutes),
    actor: { kind: 'system', id: null },
    correlationId: 'cor_1',
  },
});

const orderOf = ({ recipient, event }: Reminder): ReminderOrder => ({
  recipient,
  eventId: event.id,
  remindedAt: event.occurredAt,
});

describe('gathered reminders', () => {
  inBoth((stores) => {
    it('go to whichever asks first, and nothing is left for the others', async () => {
      const { reminders } = stores();
      const [one, two, three] = [reminder(1), reminder(2, 1), reminder(3, 1)];
      for (const each of [one, two, three, two, reminder(4, 0, 'boris@desk.example')])
        await reminders.add(each);
      expect(await reminders.take(orderOf(two))).toEqual([one, two, three]);
      expect(await reminders.take(orderOf(one))).toEqual([]);
      expect(await reminders.take(orderOf(three))).toEqual([]);
    });

    it('are the same when the same asks again, whatever was added since', async () => {
      const { reminders } = stores();
      const [one, two, three] = [reminder(1), reminder(2), reminder(3)];
      await reminders.add(one);
      await reminders.add(two);
      await reminders.take(orderOf(one));
      await reminders.add(three);
      await reminders.add(one);
      expect(await reminders.take(orderOf(one))).toEqual([one, two]);
      expect(await reminders.take(orderOf(three))).toEqual([three]);
    });

    it('are taken once each by many who ask at the same moment', async () => {
      const { reminders } = stores();
      const all = Array.from({ length: 8 }, (_, n) => reminder(n));
      await Promise.all(all.map((one) => reminders.add(one)));
      const taken = (await Promise.all(all.map((one) => reminders.take(orderOf(one))))).flat();
      expect(taken.map(({ event }) => event.id).toSorted()).toEqual(all.map(({ event }) => event.id));
    });

    it('are a hundred at most at once', async () => {
      const { reminders } = stores();
      const all = Array.from({ length: 130 }, (_, n) => reminder(n));
      await Promise.all(all.map((one) => reminders.add(one)));
      const [first, last] = [all[0] as Reminder, all[129] as Reminder];
      expect(await reminders.take(orderOf(first))).toHaveLength(100);
      expect(await reminders.take(orderOf(last))).toHaveLength(30);
    });

    it('are nothing when nobody knows of them', async () => {
      expect(await stores().reminders.take(orderOf(reminder(1)))).toEqual([]);
    });
  });
});
