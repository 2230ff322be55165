import { describe, expect, it } from 'vitest';
import { FAILED, postOffice, SUPPORT } from './post-office.ts';

describe('a mail to the desk', () => {
  it('opens a ticket in its sender’s name, with its attachments, and is on the ledger', async () => {
    const { ports, deliver, ticketOf, lastOn } = postOffice();
    const row = await deliver('ses-1', {
      files: ['log', 'trace'],
      subject: 'Re: The export stops',
      html: '<p>It</p>',
    });
    expect(row).toMatchObject({
      disposition: 'ticket',
      kind: 'human',
      acknowledgement: 'given',
      headerMessageId: '<ses-1@example.com>',
      from: 'maria@example.com',
      to: [SUPPORT],
      revision: 1,
    });
    const ticket = ticketOf(row);
    expect(ticket).toMatchObject({ subject: 'The export stops', channel: 'email', number: 1001 });
    expect(ticket.requester).toMatchObject({ email: 'maria@example.com', verified: true });
    expect(lastOn(ticket.id)).toMatchObject({
      id: row.commentId,
      mailId: 'mail_ses-1',
      bodyHtml: '<p>It</p>',
      public: true,
      attachments: [{ id: 'att_ses-1.0', fileName: 'file-1.txt', size: 3 }, { id: 'att_ses-1.1' }],
    });
    expect(Buffer.from(ports.files.written.get('att_ses-1.1') ?? []).toString()).toBe('trace');
  });

  it('takes product, category, group and language from its mailbox, and two of ours open one ticket', async () => {
    const sales = {
      address: 'pay@desk.example',
      senderName: 'Pay',
      category: 'payments',
      product: 'mobile',
      locale: 'ru',
      trustedSenders: [],
    };
    const { deliver, ticketOf, ports } = postOffice({
      mailboxes: [sales, { address: SUPPORT, senderName: 'Support', trustedSenders: [] }],
    });
    const row = await deliver('ses-1', {
      envelope: { from: 'maria@example.com', to: ['pay@desk.example', SUPPORT] },
    });
    expect(ticketOf(row)).toMatchObject({
      category: 'payments',
      product: 'mobile',
      groupId: 'billing',
      language: 'ru',
      mailbox: 'pay@desk.example',
    });
    expect(ports.tickets.all()).toHaveLength(1);
  });

  it('brings the people in copy along, but neither us nor our agents', async () => {
    const { deliver, ticketOf } = postOffice();
    const cc = ['olga@example.com', SUPPORT, 'anna@desk.example', 'maria@example.com'].map((email) => ({
      email,
      name: null,
    }));
    const row = await deliver('ses-1', { cc });
    expect(ticketOf(row).participants).toEqual([{ email: 'olga@example.com', name: null, kind: 'cc' }]);
  });

  it('quotes nothing to an address that did not prove itself', async () => {
    const { deliver, sendMails, ports } = postOffice();
    await deliver('ses-1', { verdicts: FAILED, subject: 'Buy pills', text: 'Pills at pills.example' });
    await sendMails();
    const [mail] = ports.mailer.sent;
    expect(mail?.to.address).toBe('maria@example.com');
    expect(`${mail?.subject} ${mail?.text}`).not.toMatch(/pills/i);
  });

  it('is acknowledged once in ten minutes, and the ledger says so', async () => {
    const { deliver, sendMails, ports } = postOffice();
    await deliver('ses-1');
    const second = await deliver('ses-2', { text: 'Another thing' });
    expect(second).toMatchObject({ disposition: 'ticket', acknowledgement: 'withheld' });
    expect(second.reason).toContain('less than ten minutes');
    ports.clock.advance(11 * 60_000);
    expect(await deliver('ses-3', { text: 'A third thing' })).toMatchObject({ acknowledgement: 'given' });
    await sendMails();
    expect(ports.mailer.sent).toHaveLength(2);
  });
});
