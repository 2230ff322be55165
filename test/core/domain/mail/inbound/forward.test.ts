import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressesIn, addressIn } from '../../../../../lambdas/core/domain/mail/inbound/addresses.ts';
import { forwardedIn } from '../../../../../lambdas/core/domain/mail/inbound/forward.ts';
import { bareSubject, isForwardSubject } from '../../../../../lambdas/core/domain/mail/inbound/subjects.ts';
import { splitMail } from '../../../../../lambdas/core/domain/mail/inbound/visible/split.ts';
import { FORWARDS } from './fixtures/forwards.ts';

const BODY = 'Hello,\n\nthe export stops at 50 %.\n\nMaria';

describe('a forwarded request', () => {
  it.each(FORWARDS)('is read: $name', ({ subject, text, from, original, sentAt, remark }) => {
    expect(forwardedIn({ subject, text })).toEqual({
      from: from === null ? null : { email: 'maria@example.com', name: from },
      subject: original,
      sentAt,
      text: BODY,
      remark,
    });
  });

  it.each(FORWARDS)('is visible as a whole: $name', ({ subject, text }) => {
    expect(splitMail(text, subject)).toMatchObject({
      visible: text.trim().replace(/\n{3,}/g, '\n\n'),
      sections: [{ kind: 'said', text }],
    });
  });

  it('is none in a reply, however it was forwarded before', () => {
    const text = 'Yes.\n\nFrom: Maria <maria@example.com>\nSent: Friday 14:30\nTo: x\nSubject: y\n\nHello';
    expect(forwardedIn({ subject: 'Re: FW: y', text })).toBeNull();
    expect(forwardedIn({ subject: 'FW: y', text: 'Nothing of it is left.' })).toBeNull();
  });

  it('keeps what can be known when the rest is missing', () => {
    expect(forwardedIn({ subject: 'Fwd: Export', text: '---------- Forwarded message ---------' })).toEqual({
      from: null,
      subject: 'Export',
      sentAt: null,
      text: '',
      remark: '',
    });
    const short = 'Inizio messaggio inoltrato:\n\nmaria@example.com on 20.11.2026 wrote:\n\nx';
    expect(forwardedIn({ subject: 'x', text: short })?.text).toBe(
      'maria@example.com on 20.11.2026 wrote:\n\nx',
    );
    const odd = '----- Forwarded Message -----\n14:30 Maria (maria@example.com) wrote:\n\nx';
    expect(forwardedIn({ subject: 'x', text: odd })).toMatchObject({
      from: { email: 'maria@example.com' },
      sentAt: null,
      text: 'x',
    });
  });

  it('is read or refused, never stumbled over', () => {
    const line = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.constantFrom(
        '',
        '> ',
        'From: a@b.example',
        'Sent: 14:30',
        'To: x',
        'Subject: y',
        '----- Forwarded Message -----',
        '20.11.2026, 14:30, "M" <m@x.example>:',
      ),
    );
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('Fwd: x', 'x'), (lines, subject) => {
        const forwarded = forwardedIn({ subject, text: lines.join('\n') });
        expect(forwarded === null || forwarded.text.length <= lines.join('\n').length).toBe(true);
      }),
    );
  });
});

describe('a subject', () => {
  it.each([
    ['Re: AW: Fwd: Export', 'Export'],
    ['RE[2]: Export', 'Export'],
    ['Ответ: Экспорт', 'Экспорт'],
    ['Re：转发：Export', 'Export'],
    ['Regarding: Export', 'Regarding: Export'],
    ['Re: '.repeat(25), 'Re: Re: Re: Re: Re:'],
  ])('%j is bare as %j', (subject, bare) => {
    expect(bareSubject(subject)).toBe(bare);
  });

  it.each([
    ['Fwd: x', true],
    ['FW: Re: x', true],
    ['I: x', true],
    ['Re: Fwd: x', false],
    ['Forward planning', false],
  ])('%j forwards: %s', (subject, forwards) => {
    expect(isForwardSubject(subject)).toBe(forwards);
  });
});

describe('an address in a text', () => {
  it.each([
    ['"Maria Lind" <Maria@Example.com>', 'maria@example.com', 'Maria Lind'],
    ['Maria Lind [mailto:maria@example.com]', 'maria@example.com', 'Maria Lind'],
    ['maria@example.com', 'maria@example.com', null],
    ['<maria@example.com>', 'maria@example.com', null],
    ['ceo@bank.example <maria@example.com>', 'maria@example.com', 'ceo@bank.example'],
    ['Мария\u0007 <мария@почта.рф>', 'мария@почта.рф', 'Мария'],
  ])('%j', (text, email, name) => {
    expect(addressIn(text)).toEqual({ email, name });
  });

  it('is none without one', () => {
    expect(addressIn('Maria Lind <>')).toBeNull();
  });

  it('is listed once, up to so many', () => {
    expect(addressesIn('a@x.example, A@x.example; b@x.example')).toEqual(['a@x.example', 'b@x.example']);
    expect(addressesIn('a@x.example, b@x.example', 1)).toEqual(['a@x.example']);
  });
});
