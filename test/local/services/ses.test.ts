import { GetSendQuotaCommand, SESClient, SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BusEvent } from '../../../local/services/events/bus-event.ts';
import { createSes, type Ses } from '../../../local/services/ses.ts';
import { aWorkbench, clientOf, DAY, removeFolder, type Workbench } from './workbench.ts';

const RAW = [
  'From: Desk <desk@support.example.com>',
  'To: =?utf-8?B?SsO8cmdlbg==?= <juergen@example.org>',
  'Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=',
  'Message-ID: <ours@example.com>',
  'References: <a@example.org>',
  '\t<b@example.org>',
  'X-SES-MESSAGE-TAGS: event=evt_1, recipient=usr_2',
  'X-SES-CONFIGURATION-SET: desk',
  'Bcc: hidden@example.org',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: 8bit',
  '',
  'Schöne Grüße',
  '',
].join('\r\n');

describe('SES', () => {
  let bench: Workbench;
  let ses: Ses;
  let client: SESClient;
  let events: BusEvent[];
  let taking: Promise<void>;

  const open = (): void => {
    ses = createSes({
      ...bench,
      identities: ['example.com', 'single@other.org'],
      configurationSets: ['desk'],
      onEvent: async (event) => {
        await taking;
        events.push(event);
      },
    });
    bench.wire.services.splice(0, 1, ses.service);
  };
  const sendRaw = (raw: string, more: object = {}) =>
    client.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(raw) }, ...more }));

  beforeEach(async () => {
    bench = await aWorkbench();
    events = [];
    taking = Promise.resolve();
    open();
    client = new SESClient({ ...clientOf(bench.wire), maxAttempts: 1 });
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    client.destroy();
    ses.close();
    await bench.close();
    removeFolder(bench.dataFolder);
  });

  it('a raw mail lies in the outbox under the id that SES gave it', async () => {
    const { MessageId } = await sendRaw(RAW, { Destinations: ['juergen@example.org', 'hidden@example.org'] });
    const [message] = ses.outbox.list();
    expect(message).toMatchObject({
      id: MessageId,
      to: ['juergen@example.org', 'hidden@example.org'],
      from: 'desk@support.example.com',
      subject: 'Grüße',
      html: '',
    });
    expect(message?.text.trim()).toBe('Schöne Grüße');
    expect(message?.headers['message-id']).toBe(`<${MessageId}@eu-west-1.amazonses.com>`);
    expect(message?.headers.references).toMatch(/<a@example.org>\s+<b@example.org>/);
    expect(message?.headers['x-ses-message-tags']).toBeUndefined();
    const raw = Buffer.from(message?.raw ?? '', 'latin1').toString('utf8');
    expect(raw).toContain(`Message-ID: <${MessageId}@eu-west-1.amazonses.com>\r\n\r\nSchöne Grüße`);
    expect(raw).toContain('References: <a@example.org>\r\n\t<b@example.org>');
    expect(raw).not.toMatch(/ours@example.com|X-SES|Bcc|hidden/);
  });

  it('a mail with a configuration set is announced on the bus, with its tags', async () => {
    const { MessageId } = await sendRaw(RAW);
    await bench.activity.settled();
    expect(events.map((event) => [event.source, event.detailType, event.detail.eventType])).toEqual([
      ['aws.ses', 'Email Sent', 'Send'],
      ['aws.ses', 'Email Delivered', 'Delivery'],
    ]);
    expect(events[0]?.detail.mail).toMatchObject({
      messageId: MessageId,
      source: 'desk@support.example.com',
      destination: ['juergen@example.org', 'hidden@example.org'],
      tags: { event: ['evt_1'], recipient: ['usr_2'], 'ses:configuration-set': ['desk'] },
      headers: expect.arrayContaining([
        { name: 'references', value: expect.stringContaining('<b@example.org>') },
      ]),
    });
  });

  it('tags and configuration set may stand beside the mail; without a set nothing is announced', async () => {
    const plain = RAW.replace(/X-SES-.*\r\n/g, '');
    await sendRaw(plain, { Tags: [{ Name: 'event', Value: 'evt_9' }], ConfigurationSetName: 'desk' });
    await sendRaw(plain);
    await bench.activity.settled();
    expect(events).toHaveLength(2);
    expect(events[0]?.detail.mail).toMatchObject({ tags: { event: ['evt_9'] } });
  });

  it('announcements that were not taken before we stopped come after the restart, once', async () => {
    let release = (): void => undefined;
    taking = new Promise((resolve) => {
      release = resolve;
    });
    await sendRaw(RAW);
    ses.close();
    release();
    await bench.activity.settled();
    events = [];
    open();
    await bench.activity.settled();
    expect(events).toHaveLength(2);
    ses.close();
    open();
    await bench.activity.settled();
    expect(events).toHaveLength(2);
    expect(ses.outbox.list()).toHaveLength(1);
  });

  it('nothing is announced to a bus that closes; it hears of it after the restart', async () => {
    ses.hush();
    const { MessageId } = await sendRaw(RAW);
    await bench.activity.settled();
    expect(events).toEqual([]);
    ses.close();
    open();
    await bench.activity.settled();
    expect(events.map(({ detail }) => detail.mail)).toMatchObject([
      { messageId: MessageId },
      { messageId: MessageId },
    ]);
  });

  it('the mailbox simulator bounces and complains', async () => {
    await sendRaw(RAW, {
      Destinations: ['bounce+tkt1@simulator.amazonses.com', 'complaint@simulator.amazonses.com'],
    });
    await bench.activity.settled();
    expect(events.map((event) => event.detailType)).toEqual([
      'Email Sent',
      'Email Delivered',
      'Email Bounced',
      'Email Complaint Received',
    ]);
    expect(events[2]?.detail.bounce).toMatchObject({
      bounceType: 'Permanent',
      bouncedRecipients: [{ emailAddress: 'bounce+tkt1@simulator.amazonses.com' }],
    });
  });

  it('SendEmail composes the mail', async () => {
    await client.send(
      new SendEmailCommand({
        Source: 'Desk <desk@example.com>',
        Destination: {
          ToAddresses: ['a@example.org'],
          CcAddresses: ['b@example.org'],
          BccAddresses: ['c@example.org'],
        },
        Message: {
          Subject: { Data: 'Héllo' },
          Body: { Text: { Data: 'plain' }, Html: { Data: '<p>rich</p>' } },
        },
        ReplyToAddresses: ['reply@example.com'],
      }),
    );
    const [message] = ses.outbox.list();
    expect(message).toMatchObject({
      to: ['a@example.org', 'b@example.org', 'c@example.org'],
      from: 'desk@example.com',
      subject: 'Héllo',
      headers: { 'reply-to': 'reply@example.com' },
    });
    expect([message?.text.trim(), message?.html.trim()]).toEqual(['plain', '<p>rich</p>']);
    expect(message?.raw).not.toContain('c@example.org');
  });

  it('mail from an address that is not verified is rejected', async () => {
    const from = (address: string) => sendRaw(RAW.replace('desk@support.example.com', address));
    await expect(from('desk@evil.org')).rejects.toMatchObject({
      name: 'MessageRejected',
      message: expect.stringContaining('desk@evil.org'),
    });
    await expect(from('a@notexample.com')).rejects.toMatchObject({ name: 'MessageRejected' });
    await expect(from('other@other.org')).rejects.toMatchObject({ name: 'MessageRejected' });
    await expect(sendRaw(RAW, { Source: 'x@evil.org' })).rejects.toMatchObject({ name: 'MessageRejected' });
    await from('single@other.org');
    expect(ses.outbox.list()).toHaveLength(1);
  });

  it('what it does not know, it says', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await expect(client.send(new GetSendQuotaCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
    await expect(sendRaw(RAW, { ConfigurationSetName: 'nope' })).rejects.toMatchObject({
      name: 'ConfigurationSetDoesNotExistException',
    });
    const crowd = Array.from({ length: 51 }, (_, index) => `a${index}@example.org`);
    await expect(sendRaw(RAW, { Destinations: crowd })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
    await expect(sendRaw(RAW.replace(/To: .*\r\n/, '').replace(/Bcc: .*\r\n/, ''))).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });

  it('the outbox is read by recipient and time, oldest first, and survives a restart', async () => {
    await sendRaw(RAW, { Destinations: ['a@example.org'] });
    await bench.advance(DAY);
    const since = new Date(bench.clock.now()).toISOString();
    await sendRaw(RAW, { Destinations: ['b@example.org', 'A@example.org'] });
    ses.close();
    open();
    expect(ses.outbox.list().map((message) => message.to[0])).toEqual(['a@example.org', 'b@example.org']);
    expect(ses.outbox.list({ to: 'a@EXAMPLE.org' })).toHaveLength(2);
    expect(ses.outbox.list({ to: 'b@example.org' })).toHaveLength(1);
    expect(ses.outbox.list({ since })).toHaveLength(1);
  });
});
