import { createTransport } from 'nodemailer';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Desk, startDesk } from '../../local/desk.ts';
import { aFolder } from './lambda/stage.ts';
import { smallDesk } from './small-desk.ts';

const running = new Set<Desk>();
const company = smallDesk();

const start = async (dataFolder = aFolder(), port = 0): Promise<Desk> => {
  const desk = await startDesk({ ...company, dataFolder, port });
  running.add(desk);
  return desk;
};

const stop = async (desk: Desk): Promise<void> => {
  running.delete(desk);
  await desk.close();
};

const ask = async (desk: Desk, method: string, path: string, body?: unknown) => {
  const response = await fetch(desk.url + path, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  return { status: response.status, text, json: () => JSON.parse(text) };
};

const stepOf = async (desk: Desk, id: string): Promise<string | undefined> =>
  (await ask(desk, 'GET', `/things/${id}`)).json()?.step?.S;

afterAll(() => Promise.all([...running].map(stop)));

describe('the desk on one machine', () => {
  const dataFolder = aFolder();
  let desk: Desk;

  it('runs what the template says: API, table, stream, workflow, bus, queue and mail', async () => {
    desk = await start(dataFolder);
    expect(await ask(desk, 'POST', '/things', { id: 'a' })).toMatchObject({ status: 201 });
    await desk.settle();
    expect(await stepOf(desk, 'a')).toBe('waiting');
    expect(desk.outbox.list().map(({ subject, to }) => [subject, to])).toEqual([['a', ['anna@example.org']]]);
    expect((await ask(desk, 'GET', '/things/mails')).json()).toMatchObject({
      last: { S: expect.stringMatching(/^Email/) },
    });
  });

  it('lets a function wake the workflow', async () => {
    expect((await ask(desk, 'POST', '/things/a/wake')).status).toBe(204);
    await desk.settle();
    expect(await stepOf(desk, 'a')).toBe('awake');
  });

  it('fires what is due when time is moved', async () => {
    await ask(desk, 'POST', '/things', { id: 'b' });
    await desk.settle();
    const { fired } = (await ask(desk, 'POST', '/_local/clock', { advance: 'PT2H' })).json();
    expect(fired).toBeGreaterThan(0);
    expect(await stepOf(desk, 'b')).toBe('late');
  });

  it('refuses what the role does not allow, and remembers it', async () => {
    expect(await ask(desk, 'GET', '/other')).toMatchObject({ status: 403, text: 'AccessDeniedException' });
    expect((await ask(desk, 'GET', '/_local/denied')).json().denied).toMatchObject([
      { caller: 'ApiFn', action: 'dynamodb:Scan', count: 1 },
    ]);
    const { grants } = (await ask(desk, 'GET', '/_local/unused-grants')).json();
    expect(new Set(grants.map(({ action }: { action: string }) => action))).toEqual(
      new Set(['s3:GetObject', 'states:StopExecution']),
    );
  });

  it('puts a record that cannot be processed aside', async () => {
    await ask(desk, 'POST', '/things', { id: 'poison' });
    await ask(desk, 'POST', '/things', { id: 'after' });
    await ask(desk, 'POST', '/_local/clock', { advance: 'PT5M' });
    expect(await stepOf(desk, 'after')).toBe('waiting');
    const { queues } = (await ask(desk, 'GET', '/_local/dead-letters')).json();
    expect(queues.find(({ name }: { name: string }) => name === 'setaside').messages).toMatchObject([
      { reason: expect.stringMatching(/RetryAttemptsExhausted/), body: expect.stringContaining('poison') },
    ]);
  });

  it('meters what it did', async () => {
    const report = (await ask(desk, 'GET', '/_local/meter')).json();
    for (const unit of [
      'stateTransitions',
      'lambdaRequests',
      'apiRequests',
      'dynamodbReadUnits',
      'dynamodbWriteUnits',
      'sesOut',
      'sqsRequests',
      'busEvents',
      'usd',
    ]) {
      expect([unit, report[unit] > 0]).toEqual([unit, true]);
    }
  });

  it('keeps its data folder to itself', async () => {
    await expect(start(dataFolder)).rejects.toThrow(
      new RegExp(`in use by another running desk \\(process ${process.pid}\\)`),
    );
  });

  it('says when the port is taken, and leaves nothing behind', async () => {
    const folder = aFolder();
    const port = Number(new URL(desk.url).port);
    await expect(start(folder, port)).rejects.toThrow(`Port ${port} is taken`);
    await stop(await start(folder));
  });

  it('goes on after a restart, also with the time and with workflows under way', async () => {
    const before = desk.clock.now();
    const tokens = desk.tokens.all();
    await stop(desk);
    desk = await start(dataFolder);
    expect(desk.clock.now()).toBeGreaterThanOrEqual(before);
    expect(desk.tokens.all()).toEqual(tokens);
    expect(await stepOf(desk, 'after')).toBe('waiting');
    await ask(desk, 'POST', '/_local/clock', { advance: 'PT2H' });
    expect(await stepOf(desk, 'after')).toBe('late');
    expect(desk.outbox.list().map(({ subject }) => subject)).toEqual(['a', 'b', 'after']);
  });
});

describe('a desk that takes mail in', () => {
  const lastIn = async (desk: Desk) => {
    await desk.settle();
    return (await ask(desk, 'GET', '/things/inbox')).json()?.last?.S;
  };

  it('reads what is handed in, and counts it', async () => {
    const desk = await start();
    const to = 'help@desk.example.com';
    const answer = await fetch(`${desk.url}/_local/mail?from=anna@example.org&to=${to}&dmarc=pass`, {
      method: 'POST',
      body: 'Subject: hello\r\n\r\n',
    });
    expect(await answer.json()).toEqual({ messageId: expect.stringMatching(/^[a-v0-9]{40}$/) });
    expect(await lastIn(desk)).toBe('anna@example.org PASS hello');
    expect((await ask(desk, 'GET', '/_local/meter')).json()).toMatchObject({ sesIn: 1 });
    expect((await ask(desk, 'POST', '/_local/mail?from=&to=x@elsewhere.example', 'x')).status).toBe(400);
    await stop(desk);
  });

  it('reads what comes by SMTP, at the port that it names', async () => {
    const desk = await start();
    const transport = createTransport({ host: '127.0.0.1', port: desk.smtpPort });
    await transport.sendMail({ from: 'anna@example.org', to: 'help@desk.example.com', subject: 'by post' });
    expect(await lastIn(desk)).toBe('anna@example.org GRAY by post');
    await stop(desk);
  });

  it('refuses a port that is taken, with the name of the setting', async () => {
    const desk = await start();
    const second = startDesk({ ...company, dataFolder: aFolder(), port: 0, smtpPort: desk.smtpPort ?? 0 });
    await expect(second).rejects.toThrow(/SMTP_PORT=/);
    await stop(desk);
  });
});

describe('a desk with faults', () => {
  let desk: Desk;
  afterEach(async () => {
    await ask(desk, 'DELETE', '/_local/faults');
  });

  it('delivers twice what standard queues may deliver twice', async () => {
    desk = await start();
    await ask(desk, 'POST', '/_local/faults', { kind: 'duplicate', service: 'sqs' });
    await ask(desk, 'POST', '/things', { id: 'x' });
    await desk.settle();
    expect(desk.outbox.list().map(({ subject }) => subject)).toEqual(['x', 'x']);
  });

  it('tries again what is throttled', async () => {
    await ask(desk, 'POST', '/_local/faults', {
      service: 'ses',
      operation: 'SendRawEmail',
      error: 'MessageRejected',
    });
    await ask(desk, 'POST', '/things', { id: 'y' });
    await desk.settle();
    expect(desk.outbox.list({ since: new Date(0).toISOString() })).toHaveLength(2);
    await ask(desk, 'DELETE', '/_local/faults');
    await ask(desk, 'POST', '/_local/clock', { advance: 'PT1M' });
    expect(desk.outbox.list().map(({ subject }) => subject)).toEqual(['x', 'x', 'y']);
  });
});
