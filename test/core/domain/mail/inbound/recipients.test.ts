import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  othersOn,
  recipientsOf,
  replyAddressOf,
} from '../../../../../lambdas/core/domain/mail/inbound/recipients.ts';
import { writerOf } from '../../../../../lambdas/core/domain/mail/inbound/writer.ts';
import { aMessage, BILLING, OURS } from './messages.ts';

const MAC = '0123456789abcdeg';
const REPLY = `reply+1001.${MAC}@help.example.com`;
const named = (...emails: string[]) => emails.map((email) => ({ email, name: null }));

describe('the mailboxes that a message came to', () => {
  it('are found in envelope, Delivered-To, X-Original-To, To and Cc, each once', () => {
    const message = aMessage({
      envelope: { from: 'x@y.example', to: ['BILLING@help.example.com'] },
      headers: { 'delivered-to': 'support@help.example.com', 'x-original-to': '<support@help.example.com>' },
      cc: named('billing@help.example.com'),
    });
    expect(recipientsOf(message, OURS).mailboxes.map(({ senderName }) => senderName)).toEqual([
      'Acme Billing',
      'Acme Support',
    ]);
  });

  it('are found with a detail behind the name', () => {
    const message = aMessage({ envelope: { from: '', to: ['billing+urgent@help.example.com'] }, to: [] });
    expect(recipientsOf(message, OURS).mailboxes).toEqual([BILLING]);
  });

  it('are none when it went elsewhere', () => {
    const message = aMessage({
      envelope: { from: '', to: ['info@help.example.com'] },
      to: named('x@y.example'),
    });
    expect(recipientsOf(message, OURS)).toEqual({ mailboxes: [], replyAddresses: [] });
  });
});

describe('a signed reply address', () => {
  it.each([REPLY, REPLY.toUpperCase()])('is read in any case: %s', (address) => {
    expect(replyAddressOf(address, OURS)).toEqual({ number: 1001, mac: MAC });
  });

  it('may be in the domain of any mailbox', () => {
    const ours = { mailboxes: OURS.mailboxes, mailDomain: 'reply.example.com' };
    expect(replyAddressOf(REPLY, ours)).not.toBeNull();
    expect(replyAddressOf(REPLY.replace('help', 'reply'), ours)).not.toBeNull();
  });

  it.each([
    REPLY.replace('help', 'evil'),
    'reply+1001@help.example.com',
    'reply+1001.short@help.example.com',
    `reply+1001.${MAC}x@help.example.com`,
    `reply+1001.${'u'.repeat(16)}@help.example.com`,
    `reply+${'9'.repeat(13)}.${MAC}@help.example.com`,
    `xreply+1001.${MAC}@help.example.com`,
    '',
  ])('is not %j', (address) => {
    expect(replyAddressOf(address, OURS)).toBeNull();
  });

  it('is believed in the envelope before anywhere else', () => {
    const message = aMessage({
      headers: {
        'delivered-to': REPLY.replace('1001', '1003'),
        'x-original-to': REPLY.replace('1001', '1004'),
      },
      to: named(REPLY, REPLY.replace('1001', '1005')),
      cc: named(REPLY.replace('1001', '1006')),
      envelope: { from: '', to: [REPLY] },
    });
    expect(
      recipientsOf(message, OURS).replyAddresses.map(({ number, foundIn }) => [number, foundIn]),
    ).toEqual([
      [1001, 'envelope'],
      [1003, 'Delivered-To'],
      [1004, 'X-Original-To'],
      [1005, 'To'],
      [1006, 'Cc'],
    ]);
  });

  it('is looked for ten times at most', () => {
    const to = Array.from({ length: 20 }, (_, index) => REPLY.replace('1001', String(2000 + index)));
    expect(recipientsOf(aMessage({ to: named(...to) }), OURS).replyAddresses).toHaveLength(10);
  });

  it('is read back whatever number and MAC it was made of', () => {
    const mac = fc.string({
      unit: fc.constantFrom(...'0123456789abcdefghjkmnpqrstvwxyz'),
      minLength: 16,
      maxLength: 16,
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999_999 }), mac, (number, code) => {
        expect(replyAddressOf(`reply+${number}.${code}@help.example.com`, OURS)).toEqual({
          number,
          mac: code,
        });
      }),
    );
  });
});

describe('the others on a message', () => {
  it('are the people in To and Cc, without us, the sender and machines', () => {
    const message = aMessage({
      to: [
        ...named('support@help.example.com', 'support+x@help.example.com', REPLY, 'olga@example.com'),
        { email: 'undisclosed', name: null },
      ],
      cc: named('maria@example.com', 'olga@example.com', 'no-reply@shop.example', 'pavel@example.com'),
    });
    expect(othersOn(message, OURS).map(({ email }) => email)).toEqual([
      'olga@example.com',
      'pavel@example.com',
    ]);
  });

  it('are twenty at most', () => {
    const cc = Array.from({ length: 50 }, (_, index) => `p${index}@example.com`);
    expect(othersOn(aMessage({ cc: named(...cc) }), OURS)).toHaveLength(20);
  });

  it('do not depend on there being a sender', () => {
    expect(othersOn(aMessage({ from: null, cc: named('olga@example.com') }), OURS)).toHaveLength(1);
  });
});

describe('the writer of a message', () => {
  const form = aMessage({ from: 'form@shop.example', replyTo: named('broken', 'maria@example.com') });

  it('is its From', () => {
    expect(writerOf(form, false)?.email).toBe('form@shop.example');
    expect(writerOf(aMessage({ from: null }), false)).toBeNull();
  });

  it('is the Reply-To of a trusted automatic sender', () => {
    expect(writerOf(form, true)?.email).toBe('maria@example.com');
    expect(writerOf(aMessage(), true)?.email).toBe('maria@example.com');
  });
});
