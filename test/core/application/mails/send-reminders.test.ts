import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notify } from '../../../../lambdas/core/application/mails/notify.ts';
import { sendReminders } from '../../../../lambdas/core/application/mails/send-reminders.ts';
import { throttled } from '../../../../lambdas/core/domain/errors.ts';
import type { TicketEvent } from '../../../../lambdas/core/domain/ticket/events.ts';
import { anAgent, aSettings, CREATED_AT, hoursAfter, type TicketParts } from '../../builders.ts';
import { aDesk, type Desk, refusalOf, seeded, stored } from '../a-desk.ts';
import { sendGathered } from './a-mail-desk.ts';

const MINUTE = 60_000;

/** Ticket 1001 and so on, Anna's, each with the event that half of its first reply's time has passed. */
const remindable = (desk: Desk, n: number, over: TicketParts = {}): TicketEvent => {
  const ticket = seeded(desk, {
    id: `tkt_01JBN00000000000000000000${n}`,
    number: 1000 + n,
    subject: `Problem ${n}`,
    assigneeId: 'agt_1',
    ...over,
  });
  return {
    type: 'sla.reminded',
    payload: {
      metric: 'first-reply',
      threshold: 50,
      dueAt: hoursAfter(10 - n),
      key: `first-reply@${CREATED_AT}:50`,
    },
    id: `evt_${n}`,
    ticketId: ticket.id,
    version: 2,
    occurredAt: hoursAfter(4),
    actor: { kind: 'system', id: null },
    correlationId: 'cor_1',
  };
};

const atFour = (desk = aDesk()): Desk => {
  desk.clock.advance(Date.parse(hoursAfter(4)) - Date.parse(desk.clock.now()));
  return desk;
};

const sentBy = (desk: Desk) => desk.mailer.sent.map(({ subject, to }) => `${subject} to ${to.address}`);

describe('reminders of one agent', () => {
  it('are gathered, and go out as one mail that names every ticket, the most urgent first', async () => {
    const desk = atFour();
    for (const event of [1, 2, 3].map((n) => remindable(desk, n)))
      for (let times = 0; times < 3; times += 1) await notify(desk)(event);
    expect(sentBy(desk)).toEqual([]);
    await sendGathered(desk);
    expect(sentBy(desk)).toEqual(['Reminder: 3 tickets to anna@desk.example']);
    const [mail] = desk.mailer.sent;
    expect(mail?.text).toContain(
      '#1003 Problem 3\nfirst reply: November 2, 2026 at 16:00 UTC (50 %)\nhttps://desk.example/v1/tickets/1003',
    );
    expect([...(mail?.text ?? '').matchAll(/#(\d+)/g)].map(([, number]) => number)).toEqual([
      '1003',
      '1002',
      '1001',
    ]);
    expect(mail).toMatchObject({ replyTo: null, tags: { notice: 'reminders' } });
  });

  it('that come alone are the mail of their ticket', async () => {
    const desk = atFour();
    await notify(desk)(remindable(desk, 1));
    await sendGathered(desk);
    expect(sentBy(desk)).toEqual(['Reminder: [#1001] Problem 1 to anna@desk.example']);
    expect(desk.mailer.sent[0]?.replyTo).toContain('reply+1001.');
  });

  it('go to each of a group’s people by themselves', async () => {
    const desk = atFour();
    for (const n of [1, 2]) await notify(desk)(remindable(desk, n, { assigneeId: null }));
    await sendGathered(desk);
    expect(sentBy(desk)).toEqual([
      'Reminder: 2 tickets to anna@desk.example',
      'Reminder: 2 tickets to lena@desk.example',
    ]);
  });

  it('leave out what was answered, solved, merged or given away meanwhile', async () => {
    const desk = atFour();
    const gone: readonly TicketParts[] = [
      { marks: { firstReplyAt: hoursAfter(4), lastReplyAt: hoursAfter(4) } },
      { status: 'solved' },
      { mergedInto: 'tkt_2' },
      { assigneeId: 'agt_lead' },
    ];
    for (const [index, over] of gone.entries()) {
      const event = remindable(desk, index + 1);
      await notify(desk)(event);
      const { id, number, subject } = stored(desk, event.ticketId);
      seeded(desk, { id, number, subject, assigneeId: 'agt_1', ...over });
    }
    await sendGathered(desk);
    expect(sentBy(desk)).toEqual([]);
    const left = remindable(desk, 5);
    await notify(desk)(left);
    await sendGathered(desk);
    expect(sentBy(desk)).toEqual(['Reminder: [#1005] Problem 5 to anna@desk.example']);
  });

  it('go out once, though their sending fails half way and is asked for again', async () => {
    const desk = atFour();
    const events = [1, 2].map((n) => remindable(desk, n));
    for (const event of events) await notify(desk)(event);
    const [first] = events.map(({ id: eventId, occurredAt }) => ({
      recipient: 'anna@desk.example',
      eventId,
      remindedAt: occurredAt,
    }));
    if (first === undefined) throw new Error('There is none.');
    desk.mailer.failNext(throttled('SES'), new Error('the connection broke'));
    expect(await refusalOf(sendReminders(desk)(first))).toMatchObject({ name: 'Throttled' });
    await refusalOf(sendReminders(desk)(first));
    await refusalOf(sendReminders(desk)(first));
    desk.clock.advance(11 * MINUTE);
    await sendReminders(desk)(first);
    await sendGathered(desk);
    expect(sentBy(desk)).toEqual(['Reminder: 2 tickets to anna@desk.example']);
    expect(desk.claims.all()).toHaveLength(1);
  });

  it('tell their times by the clock of the agent’s own schedule', async () => {
    const week = { mon: [['00:00', '24:00'] as [string, string]] };
    const [office] = aSettings().schedules;
    if (office === undefined) throw new Error('There is none.');
    const schedules = [{ ...office, id: 'perth', timeZone: 'Australia/Perth', week }];
    const base = aSettings();
    const desk = atFour(
      aDesk({ schedules: [...base.schedules, ...schedules], agents: [anAgent({ schedule: 'perth' })] }),
    );
    for (const n of [1, 2]) await notify(desk)(remindable(desk, n));
    await sendGathered(desk);
    expect(desk.mailer.sent[0]?.text).toMatch(/first reply: November 3, 2026 at 01:00 GMT\+8/);
  });
});

describe('a reminder', () => {
  it('is told exactly once, whatever comes twice and in whatever order, and never of what is over', async () => {
    const tickets = [1, 2, 3, 4, 5];
    const deed = fc.oneof(
      fc.record({ tell: fc.constantFrom(...tickets) }),
      fc.record({ end: fc.constantFrom(...tickets), how: fc.constantFrom('closed', 'merged') }),
      fc.record({ send: fc.boolean() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 30 }), async (deeds) => {
        const desk = atFour();
        const events = new Map(tickets.map((n) => [n, remindable(desk, n)]));
        const told = new Set<number>();
        const over = new Set<number>();
        const named = () =>
          desk.mailer.sent.flatMap(({ text }) =>
            [...text.matchAll(/\/tickets\/100(\d)/g)].map(([, n]) => Number(n)),
          );
        for (const one of deeds) {
          if ('tell' in one) {
            await notify(desk)(events.get(one.tell) as TicketEvent);
            if (!over.has(one.tell)) told.add(one.tell);
          } else if ('end' in one) {
            const n = one.end;
            const { id, number } = stored(desk, (events.get(n) as TicketEvent).ticketId);
            seeded(desk, {
              id,
              number,
              ...(one.how === 'closed' ? { status: 'closed' } : { mergedInto: 'tkt_9' }),
            });
            if (!named().includes(n)) told.delete(n);
            over.add(n);
          } else {
            const order = desk.reminderOrders.next();
            if (order === undefined) continue;
            await sendReminders(desk)(order);
            if (one.send) await sendReminders(desk)(order);
          }
        }
        await sendGathered(desk);
        expect(named().toSorted()).toEqual([...told].toSorted());
      }),
      { numRuns: 60 },
    );
  });
});
