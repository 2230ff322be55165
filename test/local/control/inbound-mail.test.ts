import { describe, expect, it } from 'vitest';
import { takeMail } from '../../../local/control/inbound-mail.ts';
import type { Inbound } from '../../../local/services/inbound.ts';

const MAIL = Buffer.from('Subject: hi\r\n\r\n');

const taking = async (query: string, body = MAIL) => {
  const taken: unknown[] = [];
  const inbound: Inbound = {
    takes: (recipient) => recipient.endsWith('@help.example.com'),
    receive: async (_message, { from, to }, judgement) => {
      taken.push({ from, to, judgement });
      return 'theid';
    },
  };
  const id = await takeMail(inbound, new URLSearchParams(query), body);
  return { id, taken: taken[0] };
};

describe('a mail handed in', () => {
  it('is judged as it is asked', async () => {
    const to = 'to=a@help.example.com&to=b@help.example.com';
    expect(
      await taking(`from=anna@example.org&${to}&dmarc=pass&spf=fail&dkim=none&spam=gray&virus=fail`),
    ).toEqual({
      id: 'theid',
      taken: {
        from: 'anna@example.org',
        to: ['a@help.example.com', 'b@help.example.com'],
        judgement: { dmarc: 'pass', spf: 'fail', dkim: 'none', spam: 'gray', virus: 'fail' },
      },
    });
  });

  it('proves nothing unless it is said, and may have no sender', async () => {
    expect((await taking('from=&to=a@help.example.com&dmarc=')).taken).toEqual({
      from: '',
      to: ['a@help.example.com'],
      judgement: { dmarc: 'none', spf: 'none', dkim: 'none', spam: 'pass', virus: 'pass' },
    });
  });

  it('may be for an address with a plus sign that nobody has encoded', async () => {
    expect((await taking('from=&to=reply+tkt.x@help.example.com')).taken).toMatchObject({
      to: ['reply+tkt.x@help.example.com'],
    });
  });

  it.each([
    ['to=a@help.example.com', /^from: /],
    ['from=', /^to: /],
    ['from=&to=', /^to: .*no address/],
    ['from=anna&to=a@help.example.com', /^from: "anna" is no address/],
    ['from=a@b.example%0d%0aX:y&to=a@help.example.com', /^from: /],
    ['from=&to=a@elsewhere.example', /^to: no receipt rule is for a@elsewhere\.example/],
    ['from=&to=a@help.example.com&dmarc=maybe', /^dmarc: "maybe" is not one of none, pass, fail/],
    ['from=&to=a@help.example.com&spam=none', /^spam: /],
    ['from=&to=a@help.example.com&dmrac=pass', /^dmrac: only from, to, /],
  ])('is refused when it is badly said: %s', async (query, detail) => {
    await expect(taking(query)).rejects.toMatchObject({
      status: 400,
      message: expect.stringMatching(detail),
    });
  });

  it('is refused when it is empty, or longer than SES takes', async () => {
    const query = 'from=&to=a@help.example.com';
    await expect(taking(query, Buffer.alloc(0))).rejects.toMatchObject({ status: 400 });
    await expect(taking(query, Buffer.alloc(41 * 1024 * 1024))).rejects.toMatchObject({ status: 413 });
  });
});
