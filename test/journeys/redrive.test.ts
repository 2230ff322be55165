/** What an operator sees and does when the desk could not go on: status, then redrive, then status. */
import { expect, test } from 'vitest';
import { redrive } from '../../bin/desk/redrive.ts';
import { showStatus } from '../../bin/desk/status.ts';
import { aDesk, type OwnDesk } from './support/a-desk.ts';

const operator = (desk: OwnDesk) => {
  const hear = async (
    run: (voice: { say: (line: string) => void; complain: (line: string) => void }) => unknown,
  ) => {
    const lines: string[] = [];
    const say = (line: string) => lines.push(line);
    const code = await run({ say, complain: say });
    return { code, text: lines.join('\n') };
  };
  const where = { endpoint: desk.url };
  return {
    status: () => hear((voice) => showStatus(where, voice)),
    redrive: (queue: string | null = null, dryRun = false) =>
      hear((voice) => redrive(where, { queue, dryRun }, voice)),
  };
};

const fail = (desk: OwnDesk, service: string, operation: string) =>
  desk.local('POST', 'faults', { service, operation, error: 'ServiceException' });

const mended = (desk: OwnDesk) => fetch(`${desk.url}/_local/faults`, { method: 'DELETE' });

const open = (desk: OwnDesk, subject: string) =>
  desk.call('requester', 'POST', '/v1/tickets', {
    subject,
    description: 'I paid on Monday and have no invoice yet.',
    category: 'payments',
    locale: 'en',
  });

const reply = (desk: OwnDesk, body: string) =>
  desk.call('agent1', 'POST', '/v1/tickets/1001/comments', { body });

const subjects = async (desk: OwnDesk) =>
  (await desk.mailsTo('anna@example.org')).map(({ subject }) => subject);

test('what the desk gave up is shown, goes back once its cause is mended, and doubles nothing', async () => {
  await using desk = await aDesk();
  const { status, redrive: sendBack } = operator(desk);
  await open(desk, 'First');
  await desk.settle();
  expect(await status()).toMatchObject({
    code: 0,
    text: expect.stringMatching(/^Threeline \d+\.\d+\.\d+ answers at .*open tickets +1 .*All is well\.$/s),
  });

  const { byFunction } = await desk.local<{ byFunction: Record<string, unknown> }>('GET', 'meter');
  const named = (name: string) => Object.keys(byFunction).find((id) => id.startsWith(name)) ?? '';

  // No event reaches the bus: nobody is told of the second ticket.
  await fail(desk, 'lambda', named('RelayFunction'));
  const { body: second } = await open(desk, 'Second');
  await desk.advance('PT2H');
  await mended(desk);
  expect(await subjects(desk)).toEqual(['[#1001] First']);
  const aside = await status();
  expect(aside.code).toBe(1);
  expect(aside.text).toMatch(/^! set-aside changes wait: .* redrive --queue set-aside --endpoint http/m);
  const sentBack = await sendBack('set-aside');
  expect(sentBack.code).toBe(0);
  expect(sentBack.text).toMatch(/^set-aside: \d+ of tkt_\w+ to RelayFunction\w+: done$/m);
  expect(await subjects(desk)).toContain(`[#${second.number}] Second`);

  // A mail goes out, but nobody can write down that it did.
  await fail(desk, 'lambda', named('RecordMailFunction'));
  await reply(desk, 'We are looking for it.');
  await desk.advance('PT10M');
  await mended(desk);

  // A mail does not go out.
  await fail(desk, 'ses', 'SendRawEmail');
  await reply(desk, 'We have found it.');
  await desk.advance('PT2H');
  const worse = await status();
  expect(worse.text).toMatch(/^! unsent mails wait/m);
  expect(worse.text).toMatch(/^! lost events wait/m);
  const before = await desk.mailsTo('anna@example.org');
  expect(before.some(({ text }) => text.includes('We have found it.'))).toBe(false);
  const dry = await sendBack(null, true);
  expect(dry.code).toBe(0);
  expect(dry.text).toMatch(/^unsent-mails: [1-9]\d* would go back$/m);

  // As long as SES refuses, what is sent back comes to the same end; nothing is lost by trying.
  expect((await sendBack('unsent-mails')).code).toBe(0);
  await desk.advance('PT2H');
  await mended(desk);
  const all = await sendBack();
  expect(all.code).toBe(0);
  expect(all.text).toMatch(/^lost-events: [-\w]+ to RecordMailFunction\w+: done$/m);
  const after = await desk.mailsTo('anna@example.org');
  expect(after.filter(({ text }) => text.includes('We have found it.'))).toHaveLength(1);
  expect(await sendBack()).toEqual({
    code: 0,
    text: 'set-aside: nothing\nlost-events: nothing\nunread-mails: nothing\nunsent-mails: nothing',
  });
  expect(await status()).toMatchObject({ code: 0 });
});

test('what fails again stays, and the line says why', async () => {
  await using desk = await aDesk();
  const { status, redrive: sendBack } = operator(desk);
  await open(desk, 'First');
  await desk.settle();
  const { byFunction } = await desk.local<{ byFunction: Record<string, unknown> }>('GET', 'meter');
  const orchestrate = Object.keys(byFunction).find((id) => id.startsWith('OrchestrateFunction')) ?? '';
  await fail(desk, 'lambda', orchestrate);
  const { body: second } = await open(desk, 'Second');
  await desk.advance('PT2H');
  const again = await sendBack();
  expect(again.code).toBe(1);
  expect(again.text).toMatch(/^set-aside: .* to OrchestrateFunction\w+: stays, .*ServiceException.*$/m);
  await mended(desk);
  expect((await sendBack()).code).toBe(0);
  await desk.settle();
  expect((await desk.call('agent1', 'GET', `/v1/tickets/${second.number}`)).body.assigneeId).not.toBeNull();
  expect((await status()).code).toBe(0);
});

test('mail that nothing could read goes back, and is read once', async () => {
  await using desk = await aDesk();
  const { status, redrive: sendBack } = operator(desk);
  const mail = async (id: number): Promise<string> => {
    const body = `From: p${id}@people.example\r\nSubject: Lamp\r\nMessage-ID: <${id}@people.example>\r\n\r\nIt is dark.\r\n`;
    const query = `from=p${id}@people.example&to=support@help.example.com`;
    const posted = await fetch(`${desk.url}/_local/mail?${query}`, { method: 'POST', body });
    return ((await posted.json()) as { messageId: string }).messageId;
  };
  const ended = async (id: string) =>
    (await desk.call<{ disposition?: string }>('agent1', 'GET', `/v1/mail/${id}`)).body.disposition;
  await mail(1);
  await desk.settle();
  const { byFunction } = await desk.local<{ byFunction: Record<string, unknown> }>('GET', 'meter');
  const reader = Object.keys(byFunction).find((id) => id.startsWith('ReceiveMailFunction')) ?? '';
  await fail(desk, 'lambda', reader);
  const id = await mail(2);
  expect((await status()).text).toMatch(/^inbound mails +1 +to be read$/m);
  // Less than the sweep for forgotten mail takes to find it by itself.
  await desk.advance('PT40M');
  const worse = await status();
  expect(worse.code).toBe(1);
  expect(worse.text).toMatch(/^! unread mails wait: .* redrive --queue unread-mails --endpoint http/m);
  expect((await sendBack('unread-mails', true)).text).toMatch(/^unread-mails: [1-9]\d* would go back$/);
  expect(await ended(id)).toBeUndefined();

  await mended(desk);
  const back = await sendBack('unread-mails');
  expect(back.code).toBe(0);
  expect(back.text).toMatch(/^unread-mails: [1-9]\d* went back to the queue of inbound mail$/m);
  await desk.settle();
  expect(await ended(id)).toBe('ticket');
  const all = await desk.call<{ data: readonly unknown[] }>('agent1', 'GET', '/v1/mail');
  expect(all.body.data.length).toBe(2);
  expect(await status()).toMatchObject({ code: 0, text: expect.stringMatching(/^inbound mails +0/m) });
});
