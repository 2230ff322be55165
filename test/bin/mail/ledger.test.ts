import { describe, expect, it } from 'vitest';
import { decideMail } from '../../../bin/desk/mail/decide.ts';
import { listMail } from '../../../bin/desk/mail/list.ts';
import { printable, shortly } from '../../../bin/desk/mail/printable.ts';
import { showMail } from '../../../bin/desk/mail/show.ts';
import { hear } from '../an-api.ts';
import { aLedger, aRow } from './a-ledger.ts';

const ROWS = [
  aRow('1'),
  aRow('2', {
    disposition: 'comment',
    ticketId: 'tkt_7',
    subject: 'Re: \u001b[2JHi',
    reason: 'It is theirs.',
  }),
  aRow('3', { from: null }),
];

describe('listing mail', () => {
  const list = async (over: object = {}) => {
    const ledger = await aLedger(ROWS);
    const order = { ...ledger.asked, filter: {}, most: 50, json: false, ...over };
    return { ...(await hear((voice) => listMail(order, voice))), requests: ledger.requests };
  };

  it('says in two lines what it is and why it ended there, without what could move the cursor', async () => {
    const { code, said, requests } = await list();
    expect(code).toBe(0);
    expect(said).toEqual([
      '2026-11-02 09:00  quarantine  human       maria@example.com: The export stops',
      '  mail_1: Nothing proves it.',
      '2026-11-02 09:00  comment     human       maria@example.com: Re: \ufffd[2JHi',
      '  mail_2, tkt_7: It is theirs.',
      '2026-11-02 09:00  quarantine  human       (no sender): The export stops',
      '  mail_3: Nothing proves it.',
    ]);
    expect(requests).toEqual(['GET /v1/mail?page[size]=50', 'GET /v1/mail?page[size]=48&page[after]=2']);
  });

  it('passes on what is asked for, and says when there is more', async () => {
    const { said, requests } = await list({
      filter: { disposition: 'quarantine', kind: undefined },
      most: 1,
    });
    expect(requests).toEqual(['GET /v1/mail?disposition=quarantine&page[size]=1']);
    expect(said.at(-1)).toBe('… and older ones: --most 2 shows more');
    expect((await list({ filter: { disposition: 'note' } })).said).toEqual(['no mail']);
  });

  it('is JSON for programs', async () => {
    const { said } = await list({ json: true });
    expect(JSON.parse(said.join('\n'))).toEqual(ROWS);
  });

  it('needs somebody who may', async () => {
    expect(await list({ token: 'wrong' })).toMatchObject({
      code: 2,
      complained: ['cannot list mail: 403 only agents, leads and admins see the mail ledger'],
    });
  });
});

describe('deciding about a message', () => {
  const decide = async (
    id: string,
    action: 'replay' | 'release' | 'discard',
    ticket?: string,
    rows = ROWS,
  ) => {
    const ledger = await aLedger(rows);
    const heard = await hear((voice) => decideMail({ ...ledger.asked, id, action, ticket }, voice));
    return { ...heard, requests: ledger.requests };
  };

  it('waits until it has ended somewhere, and says where', async () => {
    const { code, said, requests } = await decide('1', 'release', '1007');
    expect([code, said]).toEqual([0, ['mail_1: ticket 1007: Released.']]);
    expect(requests[1]).toBe('POST /v1/mail/mail_1/release {"ticket":"1007"}');
    expect((await decide('mail_1', 'replay')).said).toEqual(['mail_1: discarded: It is a list.']);
    expect((await decide('1', 'discard')).said).toEqual(['mail_1: discarded: Discarded by agt_1.']);
  });

  it('leaves what stands in a ticket where it is', async () => {
    expect(await decide('2', 'replay')).toMatchObject({
      code: 0,
      said: [
        'It stands in a ticket already, where it stays.',
        'mail_2: comment on ticket 1007: It is theirs.',
      ],
    });
    expect(await decide('2', 'discard')).toMatchObject({
      code: 2,
      complained: ['cannot discard mail_2: 409 It stands in a ticket already.'],
    });
  });

  it('says what it does not know', async () => {
    expect(await decide('9', 'release')).toMatchObject({
      code: 2,
      complained: ['cannot read 9: 404 There is no such mail.'],
    });
  });
});

describe('showing a message', () => {
  it('tells everything of its row, and why the message itself is not there', async () => {
    const { asked } = await aLedger([
      aRow('1', {
        ticketId: 'tkt_7',
        disposition: 'ticket',
        threadedBy: 'In-Reply-To',
        acknowledgement: 'given',
        actedBy: 'agt_1',
        attachments: [{ fileName: 'a.txt', contentType: 'text/plain', size: 3 }],
      }),
    ]);
    const { code, said } = await hear((voice) =>
      showMail({ ...asked, id: '1', raw: false }, voice, () => {}),
    );
    expect(code).toBe(0);
    expect(said).toEqual([
      'id           mail_1',
      'received     2026-11-02T09:00:00.000Z, 1200 bytes',
      'from         maria@example.com, envelope <maria@example.com>',
      'to           support@help.example.com',
      'subject      The export stops',
      'kind         human',
      'ended as     ticket, ticket 1007: Nothing proves it.',
      'found by     In-Reply-To',
      'verdicts     spf pass, dmarc fail',
      'attachment   a.txt (text/plain, 3 bytes)',
      'told         acknowledgement given',
      'decided      2026-11-02T09:00:01.000Z by agt_1, revision 1',
      '',
      expect.stringMatching(
        /^\(the message itself cannot be shown: http.*a deployed desk is named by --stage\)$/,
      ),
    ]);
  });

  it('refuses to be raw without the bucket', async () => {
    const { asked } = await aLedger([aRow('1')]);
    const heard = await hear((voice) => showMail({ ...asked, id: '1', raw: true }, voice, () => {}));
    expect(heard).toMatchObject({ code: 2, said: [] });
  });
});

it('nothing that strangers wrote reaches the terminal as a command', () => {
  expect(printable('a\r\nb\tc\u001b]0;x\u0007\u202e')).toBe('a\nb\tc\ufffd]0;x\ufffd\ufffd');
  expect(shortly('  a\n b  ', 9)).toBe('a b');
  expect(shortly('abcdef', 4)).toBe('abc…');
});
