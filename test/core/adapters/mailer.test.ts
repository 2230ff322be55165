import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { beforeEach, describe, expect, it } from 'vitest';
import { sesClient, sesMailer } from '../../../lambdas/core/adapters/ses/mailer.ts';
import { messageBytes } from '../../../lambdas/core/adapters/ses/message.ts';
import type { OutgoingMail } from '../../../lambdas/core/application/records.ts';
import { mockClient } from '../../support/mock-client.ts';

const aMail = (parts: Partial<OutgoingMail> = {}): OutgoingMail => ({
  from: { name: 'Anna (Desk)', address: 'support@desk.example' },
  to: { name: 'Maria Lind', address: 'maria@example.com' },
  replyTo: 'reply+1001.abcdefghijklmnop@desk.example',
  subject: '[#1001] The export stops half way',
  text: 'Hello,\n\nwe have it.\n',
  html: '<p>Hello,</p><p>we have it.</p>',
  references: ['<0100-1@eu-west-1.amazonses.com>', '<0100-2@eu-west-1.amazonses.com>'],
  headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  tags: { ticket: 'tkt_1', event: 'evt_1', notice: 'reply' },
  ...parts,
});

/** Unfolded header fields as they stand in the bytes, names in lower case. */
const fieldsOf = (bytes: Buffer): readonly (readonly [string, string])[] => {
  const head = bytes.toString('latin1').split('\r\n\r\n', 1)[0] ?? '';
  return head
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .map((field) => [field.slice(0, field.indexOf(':')).toLowerCase(), field.slice(field.indexOf(':') + 2)]);
};

const names = (bytes: Buffer): readonly string[] => fieldsOf(bytes).map(([name]) => name);

describe('a mail as bytes', () => {
  it('says what it was given, in text and HTML', async () => {
    const mail = await PostalMime.parse(await messageBytes(aMail()));
    expect(mail).toMatchObject({
      from: { name: 'Anna (Desk)', address: 'support@desk.example' },
      to: [{ name: 'Maria Lind', address: 'maria@example.com' }],
      replyTo: [{ address: 'reply+1001.abcdefghijklmnop@desk.example' }],
      subject: '[#1001] The export stops half way',
      inReplyTo: '<0100-2@eu-west-1.amazonses.com>',
      references: '<0100-1@eu-west-1.amazonses.com> <0100-2@eu-west-1.amazonses.com>',
    });
    expect(mail.text).toContain('we have it.');
    expect(mail.html).toContain('<p>we have it.</p>');
    expect(fieldsOf(await messageBytes(aMail()))).toContainEqual(['auto-submitted', 'auto-generated']);
  });

  it('carries files under their names, and calls what has no proper type bytes', async () => {
    const content = Buffer.from([0, 13, 10, 255]);
    const files = [
      { fileName: 'отчёт.pdf', contentType: 'application/pdf', content },
      { fileName: 'a.bin', contentType: 'text/x; name="b\r\nX: y"', content: new Uint8Array([46]) },
    ];
    const bytes = await messageBytes(aMail({ files }));
    const { attachments, text } = await PostalMime.parse(bytes);
    expect(text).toContain('we have it.');
    expect(
      attachments.map(({ filename, mimeType, disposition }) => [filename, mimeType, disposition]),
    ).toEqual([
      ['отчёт.pdf', 'application/pdf', 'attachment'],
      ['a.bin', 'application/octet-stream', 'attachment'],
    ]);
    expect(attachments.map((one) => [...new Uint8Array(one.content as ArrayBuffer)])).toEqual([
      [...content],
      [46],
    ]);
  });

  it('speaks Russian in every place', async () => {
    const bytes = await messageBytes(
      aMail({
        from: { name: 'Анна (Поддержка)', address: 'support@desk.example' },
        to: { name: 'Мария', address: 'maria@example.com' },
        subject: 'Выгрузка останавливается на половине, и так каждый день с прошлой недели',
        text: 'Здравствуйте!',
        html: '<p>Здравствуйте!</p>',
      }),
    );
    expect(bytes.every((byte) => byte < 128)).toBe(true);
    const mail = await PostalMime.parse(bytes);
    expect(mail.from?.name).toBe('Анна (Поддержка)');
    expect(mail.subject).toBe('Выгрузка останавливается на половине, и так каждый день с прошлой недели');
    expect(mail.text).toContain('Здравствуйте!');
  });

  it('replies to nothing when it is the first', async () => {
    const fields = names(await messageBytes(aMail({ references: [], replyTo: null })));
    for (const name of ['references', 'in-reply-to', 'reply-to']) expect(fields).not.toContain(name);
  });

  it('never lets a line break in a text become a header', async () => {
    const expected = names(await messageBytes(aMail()));
    const evil = 'x\r\nBcc: victim@example.com\r\n\r\n<script>\nX-Evil: 1\rY: 2\u2028Z: 3\u0000';
    const bytes = await messageBytes(
      aMail({
        subject: evil,
        from: { name: evil, address: 'support@desk.example' },
        to: { name: evil, address: 'maria@example.com' },
        headers: { 'Auto-Submitted': evil, 'X-Auto-Response-Suppress': 'All' },
        references: [...aMail().references, '<a@b>\r\nBcc: victim@example.com', 'no brackets'],
      }),
    );
    expect(names(bytes)).toEqual(expected);
    expect(bytes.toString('latin1')).not.toMatch(/^(bcc|x-evil|y|z):/im);
    expect((await PostalMime.parse(bytes)).subject).toContain('Bcc: victim@example.com');
  });

  it('has the same headers whatever the words are', async () => {
    const expected = names(await messageBytes(aMail()));
    const words = fc.string({
      unit: fc.oneof(fc.constantFrom('\r', '\n', ':', ' ', '\t', '=?', '?=', '"', '<', '>'), fc.string()),
    });
    await fc.assert(
      fc.asyncProperty(words, words, async (subject, name) => {
        const bytes = await messageBytes(
          aMail({ subject: `s${subject}`, from: { name: `n${name}`, address: 'support@desk.example' } }),
        );
        expect(names(bytes)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    'maria@example.com\r\nBcc: victim@example.com',
    'maria@example.com, victim@example.com',
    'Maria <maria@example.com>',
    'maria',
    '',
  ])('goes to no strange address: %j', async (address) => {
    await expect(async () => messageBytes(aMail({ to: { name: null, address } }))).rejects.toMatchObject({
      name: 'MailRejected',
      kind: 'conflict',
    });
  });

  it('refuses a header that is not one', async () => {
    await expect(async () => messageBytes(aMail({ headers: { 'X: 1\r\nBcc': 'v@e.com' } }))).rejects.toThrow(
      'can not be a header',
    );
  });
});

const ses = mockClient(SESClient);
const mailer = () =>
  sesMailer({ configurationSet: 'desk', region: 'eu-west-1' }, new SESClient({ region: 'eu-west-1' }));

describe('the mailer', () => {
  beforeEach(() => ses.reset());

  it('names sender, recipient, configuration set and tags, and answers the id', async () => {
    ses.on(SendRawEmailCommand).resolves({ MessageId: '0100-9' });
    expect(await mailer().send(aMail({ tags: { event: 'evt_1', odd: 'a b@c' } }))).toBe('0100-9');
    const { input } = ses.commandCalls(SendRawEmailCommand)[0]?.args[0] ?? {};
    expect(input).toMatchObject({
      Source: 'support@desk.example',
      Destinations: ['maria@example.com'],
      ConfigurationSetName: 'desk',
      Tags: [
        { Name: 'event', Value: 'evt_1' },
        { Name: 'odd', Value: 'a_b_c' },
      ],
    });
    const parsed = await PostalMime.parse(input?.RawMessage?.Data ?? new Uint8Array());
    expect(parsed.subject).toBe('[#1001] The export stops half way');
  });

  it.each([
    ['MessageRejected', 'MailRejected'],
    ['MailFromDomainNotVerifiedException', 'MailRejected'],
    ['InvalidParameterValue', 'MailRejected'],
    ['Throttling', 'Throttled'],
    ['AccountSendingPausedException', 'Throttled'],
    ['ConfigurationSetSendingPausedException', 'Throttled'],
    ['TimeoutError', 'TimeoutError'],
    ['ServiceUnavailable', 'ServiceUnavailable'],
  ])('%s of SES is %s to us', async (theirs, ours) => {
    ses.on(SendRawEmailCommand).rejects(Object.assign(new Error('no'), { name: theirs }));
    await expect(mailer().send(aMail())).rejects.toMatchObject({ name: ours });
    expect(ses.commandCalls(SendRawEmailCommand)).toHaveLength(1);
  });

  it('asks SES once, for nobody knows whether a call without an answer was heard', async () => {
    expect(await sesClient().config.maxAttempts()).toBe(1);
  });

  it('knows the Message-ID that SES gives', () => {
    expect(mailer().headerId('0100-9')).toBe('<0100-9@eu-west-1.amazonses.com>');
    const first = sesMailer({ configurationSet: 'desk', region: 'us-east-1' }, sesClient());
    expect(first.headerId('0100-9')).toBe('<0100-9@email.amazonses.com>');
  });
});
