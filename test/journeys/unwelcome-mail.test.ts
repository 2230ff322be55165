/** Mail that does not arrive, and mail that a person must look at: addresses are spared, leads are told. */
import { expect, test } from 'vitest';
import type { Who } from './support/a-desk.ts';
import { setDesk } from './support/pace.ts';
import { sharedDesk } from './support/shared-desk.ts';
import { commentOn, type Listed, opened } from './support/tickets.ts';

const desk = sharedDesk((one) => setDesk(one, { timeZone: 'UTC', quarantineMailHour: 9 }));

interface Delivery {
  readonly email: string;
  readonly status: string;
  readonly reason: string | null;
}

const deliveriesOn = async (
  number: number,
  who: Who = 'agent1',
): Promise<readonly (readonly Delivery[])[]> => {
  const path = `/v1/tickets/${number}/comments`;
  const { data } = (await desk.call<Listed<{ deliveries: readonly Delivery[] }>>(who, 'GET', path)).body;
  return data.map(({ deliveries }) => deliveries);
};

const receive = async (query: Readonly<Record<string, string>>, lines: readonly string[]): Promise<void> => {
  const answer = await fetch(`${desk.url}/_local/mail?${new URLSearchParams(query)}`, {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822' },
    body: lines.join('\r\n'),
  });
  expect(answer.status).toBe(200);
  await desk.settle();
};

const quarantineMails = async () =>
  (await desk.mailsTo('lead@help.example.com')).filter(({ subject }) => subject.includes('quarantine'));

test('an address that bounced gets what agents write and nothing else, and the agent sees why', async () => {
  const requester = { email: 'bounce+spared@simulator.amazonses.com', locale: 'en' };
  const first = await opened(desk, 'lead', { requester });
  await desk.settle();
  expect((await deliveriesOn(first.number)).at(0)).toMatchObject([{ status: 'bounced' }]);
  await desk.advance('PT11M');
  const second = await opened(desk, 'machine', { requester });
  await desk.settle();
  expect(await desk.mailsTo(requester.email)).toHaveLength(1);
  expect((await deliveriesOn(second.number)).at(0)).toMatchObject([
    {
      email: requester.email,
      status: 'unsent',
      reason: expect.stringMatching(/^Not sent: mail to this address bounced on .* stops until /),
    },
  ]);
  await commentOn(desk, 'agent1', second.number, { body: 'Is this still your address?' });
  expect((await desk.mailsTo(requester.email)).at(-1)?.text).toContain('Is this still your address?');
});

test('a report of a mail server spares an address, until its person writes a mail that proves itself', async () => {
  const requester = { email: 'moved@people.example', locale: 'en' };
  const { number } = await opened(desk, 'lead', { requester });
  const [acknowledgement] = await desk.mailsTo(requester.email);
  await receive({ from: '', to: 'support@help.example.com' }, [
    'From: Mail Delivery System <Mailer-Daemon@mx.people.example>',
    'To: support@help.example.com',
    'Subject: Mail delivery failed: returning message to sender',
    'X-Failed-Recipients: moved@people.example',
    '',
    'This message was created automatically by mail delivery software.',
    '',
    '  moved@people.example',
    '    550 5.1.1 User unknown',
    '',
    '------ This is a copy of the message, including all the headers. ------',
    '',
    'From: Desk <support@help.example.com>',
    `Message-ID: ${acknowledgement?.headers['message-id']}`,
    '',
    'Hello',
  ]);
  const [first = []] = await deliveriesOn(number);
  expect(first).toMatchObject([{ status: 'bounced', reason: expect.stringContaining('5.1.1') }]);
  await desk.advance('PT1M');
  const silent = await opened(desk, 'machine', { requester });
  await desk.settle();
  expect((await deliveriesOn(silent.number)).at(0)).toMatchObject([{ status: 'unsent' }]);
  await receive({ from: requester.email, to: 'support@help.example.com', dmarc: 'pass', spf: 'pass' }, [
    `From: ${requester.email}`,
    'To: support@help.example.com',
    'Message-ID: <alive@people.example>',
    'Subject: I am back',
    '',
    'My mailbox works again.',
  ]);
  const heard = await opened(desk, 'machine', { requester });
  await desk.settle();
  expect((await deliveriesOn(heard.number)).at(0)).toMatchObject([{ status: 'delivered' }]);
});

test('the lead is told once a day what waits in quarantine, and not when nothing does', async () => {
  await desk.advance('P1D');
  expect(await quarantineMails()).toEqual([]);
  const from = 'seller@shop.example';
  await receive({ from, to: 'support@help.example.com', spam: 'fail' }, [
    `From: ${from}`,
    'Message-ID: <offer@shop.example>',
    'Subject: Cheap watches',
    '',
    'Buy now.',
  ]);
  const { data } = (
    await desk.call<Listed<{ id: string }>>('agent1', 'GET', '/v1/mail?disposition=quarantine')
  ).body;
  const [waiting] = data;
  await desk.advance('P1D');
  const mails = await quarantineMails();
  expect(mails).toHaveLength(1);
  expect(mails[0]?.subject).toBe('Mail waits in quarantine: 1');
  expect(mails[0]?.text).toContain(`${waiting?.id} · `);
  expect(mails[0]?.text).toContain('seller@shop.example: Cheap watches');
  await desk.call('agent1', 'POST', `/v1/mail/${waiting?.id}/discard`);
  await desk.advance('P1D');
  expect(await quarantineMails()).toHaveLength(1);
});

test('nothing was refused to any function', async () => {
  expect(await desk.local('GET', 'denied')).toEqual({ denied: [] });
});
