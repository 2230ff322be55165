import { describe, expect, test } from 'vitest';
import { readOf, readSeed, seeds } from './an-arrival.ts';

const US = '<0100018b-dddd@eu-west-1.amazonses.com>';

describe('reports about deliveries', () => {
  test('in the standard form: every recipient, the original one, and the mail that it is about', async () => {
    const { message } = await readSeed('dsn-rfc3464', '');
    expect(message.report).toEqual({
      recipients: [
        {
          email: 'gone+tag@example.net',
          action: 'failed',
          status: '5.1.1',
          diagnostic: '550 5.1.1 <gone@example.net>: Recipient address rejected: User unknown',
        },
        { email: 'slow@example.net', action: 'delayed', status: '4.4.1', diagnostic: null },
      ],
      originalMessageId: '<0100018b-cccc@eu-west-1.amazonses.com>',
    });
  });

  test.each([
    ['bounce-qmail', 'gone@example.net', 'failed', '5.1.1', US],
    ['bounce-exim', 'gone@example.net', 'failed', '5.1.1', US],
    ['bounce-exim-delayed', 'gone@example.net', 'delayed', null, null],
    ['bounce-postfix-text', 'gone@example.net', 'failed', '5.1.1', null],
    ['bounce-gmail', 'gone@gmail.com', 'failed', '5.1.1', US],
    ['bounce-yandex', 'gone@yandex.ru', 'failed', '5.7.1', null],
    ['bounce-mailru', 'gone@mail.ru', 'failed', null, US],
    ['bounce-exchange', 'gone@corp.example', 'failed', '5.1.10', US],
    ['bounce-exchange-russian', 'gone@corp.example', 'failed', '5.1.1', US],
    ['bounce-office365', 'gone@corp.example', 'failed', '5.1.10', US],
    ['bounce-sendmail', 'gone@example.net', 'failed', '5.1.1', US],
    ['bounce-postfix-untyped', 'gone@example.net', 'failed', '5.1.1', US],
  ])('%s: who, what and why', async (name, email, action, status, originalMessageId) => {
    const { report } = (await readSeed(name, '')).message;
    expect(report?.recipients.map((one) => [one.email, one.action, one.status])).toEqual([
      [email, action, status],
    ]);
    expect(report?.recipients[0]?.diagnostic).toBeTruthy();
    expect(report?.originalMessageId).toBe(originalMessageId);
  });

  test.each([...seeds.keys()].filter((name) => !/^dsn|^bounce/.test(name)))('%s is none', async (name) => {
    expect((await readSeed(name)).message.report).toBeNull();
  });

  test('a person who writes about a bounce has not bounced', async () => {
    const text =
      'From: ann@example.com\r\nSubject: Undeliverable mail\r\n\r\nThis is the mail system at host x.\n<gone@example.net>: 550 5.1.1\n';
    expect((await readOf(text)).message.report).toBeNull();
  });
});
