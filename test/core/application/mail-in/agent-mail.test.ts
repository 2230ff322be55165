import { describe, expect, it } from 'vitest';
import { aTicket } from '../../builders.ts';
import { type aMail, postOffice, setUp, UNPROVEN } from './post-office.ts';

describe('mail from agents', () => {
  const answer = async (text: string, over: Parameters<typeof aMail>[1] = {}, as = 'anna@desk.example') => {
    const office = await setUp();
    const to = [await office.replyAddress(office.ticket, as)];
    const row = await office.deliver('ses-2', {
      from: 'anna@desk.example',
      envelope: { from: 'anna@desk.example', to },
      text,
      ...over,
    });
    return { ...office, row };
  };

  it('answers publicly with what is visible, and nothing else', async () => {
    const { row, ticket, lastOn } = await answer(
      'Try again now.\n\nOn Mon, 2 Nov 2026 at 09:00, Maria Lind <maria@example.com> wrote:\n> secret',
    );
    expect(row.disposition).toBe('comment');
    expect(lastOn(ticket.id)).toMatchObject({
      public: true,
      bodyText: 'Try again now.',
      author: { kind: 'agent', id: 'agt_1' },
    });
  });

  it('solves, notes and assigns by its first lines', async () => {
    const solved = await answer('#solved\nFixed.');
    expect(solved.ticketOf(solved.row)).toMatchObject({ status: 'solved' });
    const noted = await answer('#note #assign me\nLooks odd.');
    expect(noted.row.disposition).toBe('note');
    expect(noted.ticketOf(noted.row)).toMatchObject({ assigneeId: 'agt_1', status: 'new' });
    expect(noted.lastOn(noted.ticket.id)).toMatchObject({ public: false, visibleText: 'Looks odd.' });
  });

  it('does not solve a problem whose incidents were told nothing, and says so to the agent', async () => {
    const office = await setUp();
    const { id } = office.ticket;
    const { tickets } = office.ports.world;
    tickets.set(id, { ...office.ticket, type: 'problem' });
    office.ports.tickets.seed(aTicket({ id: 'tkt_incident', number: 2001, problemId: id }));
    const to = [await office.replyAddress(office.ticket, 'anna@desk.example')];
    const from = 'anna@desk.example';
    const mail = (text: string) => ({ from, envelope: { from, to }, text });
    const row = await office.deliver('ses-2', mail('#solved'));
    expect(row).toMatchObject({
      disposition: 'note',
      reason: expect.stringContaining('Not done: Tickets wait'),
    });
    expect(tickets.get(id)?.status).toBe('new');
    expect(office.lastOn(id)).toMatchObject({ public: false });
    await office.deliver('ses-3', mail('It works again.'));
    await office.deliver('ses-4', mail('#solved'));
    expect(tickets.get(id)?.status).toBe('solved');
  });

  it('never becomes public by accident, and the agent is told', async () => {
    const { row, ticket, lastOn, sendMails, ports } = await answer('#sovled\nFixed.');
    expect(row).toMatchObject({ disposition: 'note' });
    expect(row.reason).toContain('was not understood');
    expect(lastOn(ticket.id).public).toBe(false);
    await sendMails();
    expect(ports.mailer.sent.map((mail) => mail.to.address)).toContain('anna@desk.example');
  });

  it('is not taken for an answer when it only sends our own mail back', async () => {
    const quoted =
      'On Mon, 2 Nov 2026 at 09:00, Support <support@desk.example> wrote:\n\n> Olga named you in a note.';
    const { row, ticket, lastOn } = await answer(quoted);
    expect(row.disposition).toBe('note');
    expect(lastOn(ticket.id).public).toBe(false);
  });

  it.each(['page', 'rating'] as const)(
    'with the private link of a %s in it never becomes public',
    async (purpose) => {
      const { ports } = postOffice();
      const link = `https://desk.example/t/${await ports.seals.seal(purpose, 'tkt_1 maria@example.com 2029-01-01')}`;
      const { row, ticket, lastOn } = await answer(`Look at ${link}.\nIt is there.`);
      expect(row).toMatchObject({ disposition: 'note' });
      expect(row.reason).toContain('private link');
      expect(lastOn(ticket.id)).toMatchObject({ public: false });
      const noted = await answer(`#note\nLook at ${link}.`);
      expect(noted.row.reason).not.toContain('private link');
    },
  );

  it('may quote such a link, which goes nowhere', async () => {
    const { ports } = postOffice();
    const link = `https://desk.example/t/${await ports.seals.seal('page', 'tkt_1 maria@example.com 2029-01-01')}`;
    const { row, ticket, lastOn } = await answer(
      `Try again now.\n\nOn Mon, 2 Nov 2026 at 09:00, Support <support@desk.example> wrote:\n> ${link}`,
    );
    expect(row.disposition).toBe('comment');
    expect(lastOn(ticket.id).bodyText).toBe('Try again now.');
  });

  it('has no powers without DMARC, or with an address that was issued to somebody else', async () => {
    expect((await answer('#solved', { verdicts: UNPROVEN })).row.disposition).toBe('quarantine');
    const { row, ticketOf } = await answer('#solved', {}, 'maria@example.com');
    expect(row.disposition).toBe('note');
    expect(ticketOf(row).status).toBe('new');
  });

  it('opens a ticket in the name of whoever they pass on', async () => {
    const { deliver, ticketOf, ports } = postOffice();
    const text =
      'Please take this one.\n\n---------- Forwarded message ---------\nFrom: Nina <nina@example.com>\nDate: Mon, 2 Nov 2026\nSubject: Printer\nTo: <anna@desk.example>\n\nThe printer is on fire.';
    const row = await deliver('ses-1', { from: 'anna@desk.example', subject: 'Fwd: Printer', text });
    const ticket = ticketOf(row);
    expect(ticket).toMatchObject({ subject: 'Printer', requester: { email: 'nina@example.com' } });
    const [description, remark] = ports.tickets.said(ticket.id);
    expect(description).toMatchObject({ public: true, bodyText: 'The printer is on fire.' });
    expect(remark).toMatchObject({ public: false, bodyText: 'Please take this one.' });
  });
});
