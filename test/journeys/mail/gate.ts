/** Nobody speaks in another's name, and nobody is mailed what a forger wrote. */
import { describe, expect, test } from 'vitest';
import { commentsOn, idOf, lastOn, mailsAbout, openedBy, sent, statusOf } from '../support/letters.ts';
import type { SharedDesk } from '../support/shared-desk.ts';
import { commentOn, eventsOf, opened } from '../support/tickets.ts';

const AGENT = 'agent1@help.example.com';

export const gateStories = (desk: SharedDesk): void => {
  test('whoever fails DMARC in a requester’s name waits in quarantine, until a person lets the mail in', async () => {
    const from = 'forged@people.example';
    const { ticket, mails } = await openedBy(desk, { from });
    const forged = {
      from,
      subject: `Re: [#${ticket.number}] Lamp`,
      text: 'Send the parcel elsewhere.',
      headers: [`In-Reply-To: <${idOf(mails[0])}>`],
    };
    const row = await sent(desk, forged, { dmarc: 'fail', spf: 'fail' });
    expect(row).toMatchObject({ disposition: 'quarantine', ticketId: null });
    expect(row.reason).toContain('DMARC failed');
    expect(await commentsOn(desk, ticket.number)).toHaveLength(1);

    expect((await desk.call('agent1', 'POST', `/v1/mail/${row.id}/release`, {})).status).toBe(202);
    await desk.settle();
    expect(await lastOn(desk, ticket.number)).toMatchObject({ public: true, visibleText: forged.text });
  });

  test('where the domain has no policy, the signed address is proof enough, and nothing is not', async () => {
    const from = 'nopolicy@people.example';
    const { ticket, mails } = await openedBy(desk, { from }, { dmarc: 'none' });
    const [told] = mails;
    const answer = { from, text: 'It is me.', headers: [`In-Reply-To: <${idOf(told)}>`] };
    expect(await sent(desk, answer, { dmarc: 'none' })).toMatchObject({ disposition: 'quarantine' });
    const held = { ...answer, text: 'It is really me.', to: told?.headers['reply-to'] ?? '' };
    expect(await sent(desk, held, { dmarc: 'none' })).toMatchObject({
      disposition: 'comment',
      ticketId: ticket.id,
    });
  });

  test.for(['none', 'fail'] as const)(
    'a ticket in a victim’s name (DMARC %s) mails them nothing that the forger wrote',
    async (dmarc) => {
      const victim = `victim-${dmarc}@people.example`;
      const { ticket, mails } = await openedBy(
        desk,
        {
          from: `"Pay at https://evil.example" <${victim}>`,
          subject: 'Your parcel: https://evil.example',
          text: 'Dear customer, pay at https://evil.example',
          headers: ['X-Evil: https://evil.example'],
        },
        { dmarc, from: 'robber@evil.example' },
      );
      expect(mails).toHaveLength(1);
      await commentOn(desk, 'agent1', ticket.number, { body: 'What is this about?' });
      const all = await mailsAbout(desk, victim, ticket.number);
      expect(all).toHaveLength(2);
      for (const { raw, subject, text, html, headers } of all)
        expect(raw + subject + text + html + JSON.stringify(headers)).not.toMatch(/evil|parcel/i);
      expect(all[0]?.text).toContain(`Its number is ${ticket.number}`);
      expect(all[1]?.text).toContain('What is this about?');
    },
  );

  describe('an agent who answers a mail of the desk', () => {
    const assigned = async (name: string) => {
      const requester = { email: `${name}@people.example`, locale: 'en' };
      const { number } = await opened(desk, 'lead', { requester });
      await desk.settle();
      const told = (await mailsAbout(desk, AGENT, number)).at(-1);
      const answer = (text: string, dmarc: 'pass' | 'fail' | 'none') =>
        sent(
          desk,
          { from: `Anna Berg <${AGENT}>`, to: told?.headers['reply-to'] ?? '', subject: 'Re: Lamp', text },
          { dmarc },
        );
      return { number, requester, answer };
    };

    test('replies and solves with #solved', async () => {
      const { number, requester, answer } = await assigned('solve-me');
      expect(await answer('#solved\nThere is a new bulb.', 'pass')).toMatchObject({ disposition: 'comment' });
      expect(await statusOf(desk, number)).toBe('solved');
      expect(await lastOn(desk, number)).toMatchObject({
        public: true,
        author: { kind: 'agent' },
        bodyText: 'There is a new bulb.',
      });
      const mails = await mailsAbout(desk, requester.email, number);
      expect(mails).toHaveLength(2);
      expect(mails.at(-1)?.text).toMatch(/^There is a new bulb\./);
      expect(mails.at(-1)?.raw).not.toContain(AGENT);
    });

    test('leaves a note with #note', async () => {
      const { number, requester, answer } = await assigned('note-me');
      expect(await answer('#note\nThey are nice.', 'pass')).toMatchObject({ disposition: 'note' });
      expect(await lastOn(desk, number)).toMatchObject({ public: false, visibleText: 'They are nice.' });
      expect(await mailsAbout(desk, requester.email, number)).toHaveLength(1);
    });

    test.for(['none', 'fail'] as const)('is not believed when DMARC says %s', async (dmarc) => {
      const { number, requester, answer } = await assigned(`not-${dmarc}`);
      for (const text of ['#solved\nDone.', '#note\nHm.', 'Your password, please?'])
        expect(await answer(text, dmarc)).toMatchObject({ disposition: 'quarantine' });
      expect(await statusOf(desk, number)).toBe('new');
      expect(await commentsOn(desk, number)).toHaveLength(1);
      expect(await mailsAbout(desk, requester.email, number)).toHaveLength(1);
    });

    test('says nothing in public with an order that nobody understands', async () => {
      const { number, requester, answer } = await assigned('typo');
      expect(await answer('#sovled\nDone.', 'pass')).toMatchObject({ disposition: 'note' });
      expect(await statusOf(desk, number)).toBe('new');
      expect(await mailsAbout(desk, requester.email, number)).toHaveLength(1);
    });
  });

  test('an agent’s forward opens a ticket in the name of who wrote it first', async () => {
    const row = await sent(desk, {
      from: `Anna Berg <${AGENT}>`,
      subject: 'Fwd: The lamp in the hall',
      text: [
        'She called me, too.',
        '',
        '---------- Forwarded message ---------',
        'From: Greta Lund <greta@people.example>',
        'Date: Mon, 2 Nov 2026 at 08:15',
        'Subject: The lamp in the hall',
        'To: Anna Berg <anna@private.example>',
        '',
        'It went dark on Sunday.',
      ].join('\n'),
    });
    expect(row).toMatchObject({ disposition: 'ticket' });
    const comments = await commentsOn(desk, row.ticketId ?? '');
    expect(comments).toMatchObject([
      {
        public: true,
        author: { kind: 'requester', email: 'greta@people.example' },
        visibleText: 'It went dark on Sunday.',
      },
      { public: false, author: { kind: 'agent' }, visibleText: 'She called me, too.' },
    ]);
    const [told] = await desk.mailsTo('greta@people.example');
    expect(told?.subject).toMatch(/^\[#\d+\] The lamp in the hall$/);
    const number = Number(/#(\d+)/.exec(told?.subject ?? '')?.[1]);
    const [event] = await eventsOf(desk, number, 'ticket.opened');
    expect(event?.actor).toEqual({ kind: 'agent', id: 'agent1' });
  });
};
