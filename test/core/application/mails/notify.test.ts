import { describe, expect, it } from 'vitest';
import { applyMacro } from '../../../../lambdas/core/application/macros/apply-macro.ts';
import { notify } from '../../../../lambdas/core/application/mails/notify.ts';
import { recordMail } from '../../../../lambdas/core/application/mails/record-mail.ts';
import { addComment } from '../../../../lambdas/core/application/tickets/add-comment.ts';
import { changeTicket } from '../../../../lambdas/core/application/tickets/agent-changes.ts';
import { mailRejected, throttled } from '../../../../lambdas/core/domain/errors.ts';
import type { TicketEvent } from '../../../../lambdas/core/domain/ticket/events.ts';
import { aMacro } from '../../domain/macros/macros.ts';
import { aDesk, type Desk, opened, refusalOf, stored } from '../a-desk.ts';
import { ANNA, aRequest, MARIA, OLGA } from '../requests.ts';
import { newest, tell } from './a-mail-desk.ts';

const MINUTE = 60_000;
const cc = ['olga@example.com'];

/** An agent's reply to a ticket of Maria's with Olga copied in: two mails. */
const aReply = async (): Promise<{ desk: Desk; event: TicketEvent }> => {
  const desk = aDesk();
  const { id } = await opened(desk, MARIA, { cc });
  await addComment(desk)(aRequest(ANNA, { params: { ticket: id }, body: { body: 'Try 5.2.' } }));
  return { desk, event: newest(desk, id, 'ticket.commented') };
};

const recipients = (desk: Desk): readonly string[] => desk.mailer.sent.map(({ to }) => to.address);
const claims = (desk: Desk) => desk.claims.all().map(({ recipient, status }) => `${recipient} ${status}`);

describe('an event', () => {
  it('sends each of its mails once, however often it is told', async () => {
    const { desk, event } = await aReply();
    for (let times = 0; times < 3; times += 1) await notify(desk)(event);
    expect(recipients(desk)).toEqual(['maria@example.com', 'olga@example.com']);
    expect(claims(desk)).toEqual(['maria@example.com sent', 'olga@example.com sent']);
  });

  it('told twice at the same moment sends each mail once', async () => {
    const { desk, event } = await aReply();
    const told = await Promise.allSettled([notify(desk)(event), notify(desk)(event)]);
    expect(recipients(desk).toSorted()).toEqual(['maria@example.com', 'olga@example.com']);
    for (const one of told)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ name: 'MailClaimed' });
  });

  it('of a ticket that is not there, or that calls for no mail, sends none', async () => {
    const { desk, event } = await aReply();
    await notify(desk)({ ...event, ticketId: 'tkt_gone' });
    await notify(desk)(newest(desk, event.ticketId, 'ticket.status-changed'));
    expect(recipients(desk)).toEqual([]);
  });
});

describe('a mail whose sending fails', () => {
  it('and nobody knows whether it went waits ten minutes for SES to tell', async () => {
    const { desk, event } = await aReply();
    desk.mailer.failNext(new Error('the connection broke'));
    await expect(notify(desk)(event)).rejects.toThrow('the connection broke');
    expect(claims(desk)).toEqual(['maria@example.com claimed', 'olga@example.com sent']);
    desk.clock.advance(9 * MINUTE);
    expect(await refusalOf(notify(desk)(event))).toMatchObject({ name: 'MailClaimed', kind: 'transient' });
    expect(recipients(desk)).toEqual(['olga@example.com']);
    desk.clock.advance(MINUTE);
    await notify(desk)(event);
    expect(recipients(desk)).toEqual(['olga@example.com', 'maria@example.com']);
  });

  it('but had gone is not sent again once SES has told', async () => {
    const { desk, event } = await aReply();
    desk.mailer.failNext(new Error('the connection broke'));
    await refusalOf(notify(desk)(event));
    const { id: eventId, ticketId } = event;
    await recordMail(desk)({
      ticketId,
      eventId,
      recipient: 'maria@example.com',
      messageId: 'ses-x',
      status: 'sent',
      reason: null,
      at: desk.clock.now(),
      silences: null,
    });
    desk.clock.advance(20 * MINUTE);
    await notify(desk)(event);
    expect(recipients(desk)).toEqual(['olga@example.com']);
    expect(desk.claims.all()[0]).toMatchObject({ messageId: 'ses-x', status: 'sent' });
  });

  it('and certainly did not go is tried again at once', async () => {
    const { desk, event } = await aReply();
    desk.mailer.failNext(throttled('SES'));
    expect(await refusalOf(notify(desk)(event))).toMatchObject({ name: 'Throttled' });
    await notify(desk)(event);
    expect(recipients(desk).toSorted()).toEqual(['maria@example.com', 'olga@example.com']);
  });

  it('and never can go is on record, and not tried again', async () => {
    const { desk, event } = await aReply();
    desk.mailer.failNext(mailRejected('the address is not one'));
    await notify(desk)(event);
    await notify(desk)(event);
    expect(claims(desk)).toEqual(['maria@example.com rejected', 'olga@example.com sent']);
    expect(desk.claims.all()[0]?.reason).toContain('the address is not one');
  });

  it('holds back nobody else’s', async () => {
    const { desk, event } = await aReply();
    desk.mailer.failNext(new Error('the connection broke'));
    await refusalOf(notify(desk)(event));
    expect(recipients(desk)).toEqual(['olga@example.com']);
  });
});

describe('a mail that went', () => {
  it('is not sent again because the table was too busy to hear of it', async () => {
    const { desk, event } = await aReply();
    const { complete } = desk.claims;
    let failures = 1;
    desk.claims.complete = async (...given) => {
      failures -= 1;
      if (failures >= 0) throw throttled('DynamoDB');
      return complete(...given);
    };
    expect(await refusalOf(notify(desk)(event))).toMatchObject({ name: 'Throttled' });
    expect(await refusalOf(notify(desk)(event))).toMatchObject({ name: 'MailClaimed' });
    expect(recipients(desk).toSorted()).toEqual(['maria@example.com', 'olga@example.com']);
  });

  it('tells what became of it, and never goes back', async () => {
    const { desk, event } = await aReply();
    await notify(desk)(event);
    const { id: eventId, ticketId } = event;
    const fate = {
      ticketId,
      eventId,
      recipient: 'maria@example.com',
      messageId: 'ses-000001',
      at: desk.clock.now(),
      silences: null,
    };
    await recordMail(desk)({ ...fate, status: 'bounced', reason: 'mailbox full' });
    await recordMail(desk)({ ...fate, status: 'delivered', reason: null });
    expect(desk.claims.all()[0]).toMatchObject({ status: 'bounced', reason: 'mailbox full' });
  });
});

describe('a mail that cannot be written', () => {
  it('is claimed by nobody, so that it goes as soon as it can', async () => {
    const { desk, event } = await aReply();
    const { comment } = desk.tickets;
    desk.tickets.comment = async () => {
      throw new Error('the bucket is away');
    };
    await expect(notify(desk)(event)).rejects.toThrow('the bucket is away');
    expect(claims(desk)).toEqual([]);
    desk.tickets.comment = comment;
    await notify(desk)(event);
    expect(recipients(desk)).toHaveLength(2);
  });
});

describe('a loop', () => {
  /** Somebody copied in whose mail program answers everything, as if they had written themselves. */
  const chatter = async (desk: Desk, ticket: string, times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) {
      await addComment(desk)(aRequest(OLGA, { params: { ticket }, body: { body: 'I am away.' } }));
      await tell(desk, newest(desk, ticket, 'ticket.commented'));
    }
  };

  it('ends after ten mails in ten minutes, with a row that says so', async () => {
    const desk = aDesk();
    const { id } = await opened(desk, MARIA, { cc });
    await chatter(desk, id, 15);
    expect(recipients(desk)).toEqual(Array.from({ length: 10 }, () => 'maria@example.com'));
    expect(
      desk.claims
        .all()
        .slice(10)
        .map(({ status, reason }) => `${status}: ${reason}`),
    ).toEqual(Array.from({ length: 5 }, () => 'rejected: more than 10 mails in 10 minutes'));
    expect(desk.tickets.said(id)).toHaveLength(16);
  });

  it('never brings more than ten mails, however many events are told at the same moment', async () => {
    const desk = aDesk();
    const { id } = await opened(desk, MARIA, { cc });
    await chatter(desk, id, 6);
    const before = desk.tickets.history(id).length;
    for (let time = 0; time < 9; time += 1)
      await addComment(desk)(aRequest(OLGA, { params: { ticket: id }, body: { body: 'I am away.' } }));
    await Promise.all(desk.tickets.history(id).slice(before).map(notify(desk)));
    expect(recipients(desk).length).toBeLessThanOrEqual(10);
    expect(claims(desk).filter((claim) => claim.endsWith('claimed'))).toEqual([]);
  });

  it('gives its claim back when nobody can be asked whether it is too much', async () => {
    const desk = aDesk();
    const { id } = await opened(desk, MARIA, { cc });
    await chatter(desk, id, 3);
    await addComment(desk)(aRequest(OLGA, { params: { ticket: id }, body: { body: 'I am away.' } }));
    const { ofTicket } = desk.claims;
    let asked = 0;
    desk.claims.ofTicket = async (ticketId) => {
      asked += 1;
      if (asked === 2) throw throttled('DynamoDB');
      return ofTicket(ticketId);
    };
    const event = newest(desk, id, 'ticket.commented');
    expect(await refusalOf(notify(desk)(event))).toMatchObject({ name: 'Throttled' });
    await notify(desk)(event);
    expect(recipients(desk)).toHaveLength(4);
  });

  it('does not silence a ticket for longer than it lasts', async () => {
    const desk = aDesk();
    const { id } = await opened(desk, MARIA, { cc });
    for (let minute = 0; minute < 30; minute += 1) {
      await chatter(desk, id, 2);
      desk.clock.advance(MINUTE);
    }
    expect(recipients(desk).length).toBeGreaterThanOrEqual(30);
    expect(recipients(desk).length).toBeLessThanOrEqual(40);
  });

  it('of one address or ticket silences no other', async () => {
    const desk = aDesk();
    const one = await opened(desk, MARIA, { cc });
    const other = await opened(desk, MARIA, { cc });
    await chatter(desk, one.id, 12);
    await chatter(desk, other.id, 1);
    expect(recipients(desk)).toHaveLength(11);
  });

  it('has no agent in it: what an agent writes always goes out', async () => {
    const desk = aDesk();
    const { id } = await opened(desk, MARIA, { cc });
    await chatter(desk, id, 12);
    await addComment(desk)(aRequest(ANNA, { params: { ticket: id }, body: { body: 'Try 5.2.' } }));
    const mails = await tell(desk, newest(desk, id, 'ticket.commented'));
    expect(mails.map(({ to }) => to.address)).toEqual(['maria@example.com', 'olga@example.com']);
  });
});

describe('the envelope of a mail', () => {
  it('says who we are, that a machine sent it, and where an answer goes', async () => {
    const { desk, event } = await aReply();
    const [mail] = await tell(desk, event);
    expect(mail).toMatchObject({
      from: { name: 'Anna Berg (Support)', address: 'support@desk.example' },
      to: { name: 'Maria Lind', address: 'maria@example.com' },
      subject: '[#1001] The export stops',
      references: [],
      tags: { ticket: event.ticketId, event: event.id, notice: 'reply' },
      headers: {
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        'X-Threeline-Ticket': '1001',
      },
    });
    const mac = await desk.seals.mac('reply', `${event.ticketId} maria@example.com`);
    expect(mail?.replyTo).toBe(`reply+1001.${mac}@desk.example`);
    expect(mail?.replyTo?.split('@')[0]?.length).toBeLessThanOrEqual(64);
    expect(mail?.text).toContain(`#1001 ${mac}`);
    expect(await desk.seals.open('loop', mail?.headers['X-Threeline-Loop'] ?? '')).toBe(event.ticketId);
  });

  it('is the mailbox’s where the desk has one in its own domain', async () => {
    const mailbox = { senderName: 'Acme Help', trustedSenders: [] };
    const desk = aDesk({
      mailboxes: [
        { ...mailbox, address: 'sales@elsewhere.example' },
        { ...mailbox, address: 'help@desk.example' },
      ],
    });
    const { id } = await opened(desk);
    const [mail] = await tell(desk, newest(desk, id));
    expect(mail?.from).toEqual({ name: 'Acme Help', address: 'help@desk.example' });
    expect(mail?.headers['Auto-Submitted']).toBe('auto-replied');
  });

  it.each([
    ['pay@desk.example', 'pay@desk.example', 'Payments'],
    ['gone@desk.example', 'help@desk.example', 'Acme Help'],
    ['sales@elsewhere.example', 'help@desk.example', 'Acme Help'],
  ])('of a ticket that came to %s is from %s', async (mailbox, address, name) => {
    const trustedSenders: string[] = [];
    const desk = aDesk({
      mailboxes: [
        { trustedSenders, senderName: 'Acme Help', address: 'help@desk.example' },
        { trustedSenders, senderName: 'Payments', address: 'pay@desk.example' },
        { trustedSenders, senderName: 'Sales', address: 'sales@elsewhere.example' },
      ],
    });
    const { id } = await opened(desk);
    desk.world.tickets.set(id, { ...stored(desk, id), mailbox });
    const [mail] = await tell(desk, newest(desk, id));
    expect(mail?.from).toEqual({ name, address });
  });

  it('names for each recipient the mails that went to them before', async () => {
    const desk = aDesk();
    const { id } = await opened(desk, MARIA, { cc });
    await tell(desk, newest(desk, id));
    await addComment(desk)(aRequest(ANNA, { params: { ticket: id }, body: { body: 'Which file?' } }));
    const [hers, olgas] = await tell(desk, newest(desk, id, 'ticket.commented'));
    expect(hers).toMatchObject({
      subject: 'Re: [#1001] The export stops',
      references: ['<ses-000001@email.amazonses.com>'],
    });
    expect(olgas).toMatchObject({ subject: '[#1001] The export stops', references: [] });
    for (let count = 0; count < 30; count += 1) {
      await addComment(desk)(aRequest(ANNA, { params: { ticket: id }, body: { body: `And ${count}?` } }));
      await tell(desk, newest(desk, id, 'ticket.commented'));
    }
    expect(desk.mailer.sent.at(-2)?.references).toHaveLength(20);
    expect(desk.mailer.sent.at(-2)?.references.at(-1)).toBe(
      `<${desk.mailer.sent.at(-4)?.messageId}@email.amazonses.com>`,
    );
  });
});

describe('one change', () => {
  it('is one mail: a reply that solves says so', async () => {
    const desk = aDesk();
    const { id } = await opened(desk);
    const seen = desk.tickets.history(id).length;
    await addComment(desk)(
      aRequest(ANNA, { params: { ticket: id }, body: { body: 'Try 5.2.', status: 'solved' } }),
    );
    for (const event of desk.tickets.history(id).slice(seen)) await notify(desk)(event);
    expect(desk.mailer.sent).toHaveLength(1);
    expect(desk.mailer.sent[0]?.text).toContain('We think that this solves your request.');
  });

  it('of many fields is no mail to the requester', async () => {
    const desk = aDesk();
    const { id } = await opened(desk);
    const seen = desk.tickets.history(id).length;
    const body = { priority: 'urgent', category: 'payments', tags: ['vip'], status: 'on-hold' } as const;
    await changeTicket(desk)(aRequest(ANNA, { params: { ticket: id }, body }));
    for (const event of desk.tickets.history(id).slice(seen)) await notify(desk)(event);
    expect(recipients(desk)).toEqual([]);
  });
});

describe('a macro that replies and moves a promised time', () => {
  const moving = (settings: Parameters<typeof aDesk>[0] = {}) =>
    aDesk({
      'sla-policies': [
        { id: 'high', when: { priority: 'high' }, schedule: 'always', targets: { resolution: 60 } },
        { id: 'rest', when: {}, schedule: 'always', targets: { resolution: 600 } },
      ],
      macros: [aMacro({ id: 'later', change: { priority: 'low' }, comment: { body: { en: 'Not today.' } } })],
      ...settings,
    });
  const applied = async (desk: Desk) => {
    const { id } = await opened(desk, MARIA, { priority: 'high' });
    const seen = desk.tickets.history(id).length;
    await applyMacro(desk)(aRequest(ANNA, { params: { ticket: id, id: 'later' }, body: {} }));
    const events = desk.tickets.history(id).slice(seen);
    for (const event of events) await notify(desk)(event);
    return events.map(({ type }) => type);
  };

  it('is one mail that says both', async () => {
    const desk = moving();
    expect(await applied(desk)).toContain('sla.promised');
    expect(desk.mailer.sent).toHaveLength(1);
    expect(desk.mailer.sent[0]?.text).toMatch(/^Not today\.[\s\S]*These times hold now:\n\nresolution: /);
  });

  it('is two where the company’s own words for replies leave the times out', async () => {
    const desk = moving({ templates: [{ id: 'reply', locale: 'en', text: '{{comment}}' }] });
    await applied(desk);
    expect(desk.mailer.sent.map(({ text }) => text.includes('These times hold now'))).toEqual([false, true]);
  });
});
