import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duplicateKey, heldUnder } from '../../../../../lambdas/core/domain/mail/inbound/duplicates.ts';
import { markersIn } from '../../../../../lambdas/core/domain/mail/inbound/marker.ts';
import { numberInSubject } from '../../../../../lambdas/core/domain/mail/inbound/numbers.ts';
import { recipientsOf } from '../../../../../lambdas/core/domain/mail/inbound/recipients.ts';
import {
  type Found,
  messageIdKey,
  threadCandidates,
  threadOf,
} from '../../../../../lambdas/core/domain/mail/inbound/threading.ts';
import { aMessage, type MessageParts, OURS } from './messages.ts';

const MAC = '0123456789abcdeg';
const candidates = (parts: MessageParts) => {
  const message = aMessage(parts);
  return threadCandidates(message, recipientsOf(message, OURS));
};
const found = (over: Partial<Found> = {}): Found => ({
  ticketId: 'tkt_1',
  number: 1001,
  issuedTo: null,
  isOfTicket: false,
  ...over,
});

const EVERYTHING: MessageParts = {
  envelope: { from: '', to: [`reply+1001.${MAC}@help.example.com`] },
  cc: [{ email: `reply+1002.${MAC}@help.example.com`, name: null }],
  inReplyTo: '<0100@eu-west-1.amazonses.com>',
  references: ['<first@example.com>', '<0099@email.amazonses.com>', '<0100@eu-west-1.amazonses.com>'],
  text: `Yes.\n\n> -- \n> Acme\n> #1003 ${MAC}`,
  html: `<p>#1004&nbsp;${MAC}</p>`,
  subject: 'Re: [#1005] Export',
};

describe('the candidates of a thread', () => {
  it('come in the order of belief', () => {
    expect(candidates(EVERYTHING)).toEqual([
      { by: 'reply-address', number: 1001, mac: MAC, words: 'the signed reply address in the envelope' },
      { by: 'reply-address', number: 1002, mac: MAC, words: 'the signed reply address in Cc' },
      { by: 'message-id', key: '0100', words: 'the header In-Reply-To names a mail of the ticket' },
      { by: 'message-id', key: '0099', words: 'the header References names a mail of the ticket' },
      {
        by: 'message-id',
        key: 'first@example.com',
        words: 'the header References names a mail of the ticket',
      },
      { by: 'marker', number: 1003, mac: MAC, words: 'the signed marker in the quoted mail' },
      { by: 'marker', number: 1004, mac: MAC, words: 'the signed marker in the quoted mail' },
      { by: 'subject', number: 1005, words: 'the number in the subject, from somebody of the ticket' },
    ]);
  });

  it('are none in a new mail', () => {
    expect(candidates({})).toEqual([]);
  });

  it('are thirty ids at most, the newest', () => {
    const references = Array.from({ length: 500 }, (_, index) => `<${index}@example.com>`);
    const keys = candidates({ references }).map((one) => (one.by === 'message-id' ? one.key : ''));
    expect(keys).toHaveLength(30);
    expect(keys[0]).toBe('499@example.com');
  });

  it('leave out what is no id', () => {
    expect(
      candidates({ inReplyTo: 'your mail of Friday', references: ['', `<${'x'.repeat(950)}@example.com>`] }),
    ).toEqual([]);
  });
});

describe('the key of a Message-ID', () => {
  it.each([
    ['<a1@example.com>', 'a1@example.com'],
    [' a1@example.com ', 'a1@example.com'],
    ['<0102-x-000000@eu-west-1.amazonses.com>', '0102-x-000000'],
    ['<0102-x-000000@EMAIL.AmazonSES.com>', '0102-x-000000'],
    ['<a@amazonses.com.evil.example>', 'a@amazonses.com.evil.example'],
    ['<no-at>', 'no-at'],
    ['<>', null],
    ['<a b@example.com>', null],
    [`<${'x'.repeat(901)}>`, null],
  ])('of %j is %j', (id, key) => {
    expect(messageIdKey(id)).toBe(key);
  });
});

describe('the thread of a message', () => {
  const all = candidates(EVERYTHING);
  const at = (...hits: readonly (readonly [number, Partial<Found>])[]): (Found | null)[] =>
    all.map((_, index) => {
      const hit = hits.find(([place]) => place === index);
      return hit === undefined ? null : found(hit[1]);
    });

  it('is the first hit', () => {
    const lookups = at([2, { ticketId: 'tkt_2', number: 1002 }], [4, { ticketId: 'tkt_3' }]);
    expect(threadOf(all, lookups, true)).toEqual({
      ticketId: 'tkt_2',
      number: 1002,
      threadedBy: 'the header In-Reply-To names a mail of the ticket',
      issuedTo: null,
    });
  });

  it('is not found by a MAC that is nobody’s', () => {
    expect(threadOf(all, at([0, {}], [5, {}]), true)).toBeNull();
  });

  it('tells to whom the signed address was issued', () => {
    expect(threadOf(all, at([0, { issuedTo: 'maria@example.com' }]), false)).toMatchObject({
      threadedBy: 'the signed reply address in the envelope',
      issuedTo: 'maria@example.com',
    });
  });

  it('counts a marker of the same ticket as held, also behind another hit, and none of another ticket', () => {
    const ownMarker = at(
      [2, {}],
      [5, { ticketId: 'tkt_9', issuedTo: 'x@y.example' }],
      [6, { issuedTo: 'maria@example.com' }],
    );
    expect(threadOf(all, ownMarker, true)?.issuedTo).toBe('maria@example.com');
    expect(threadOf(all, ownMarker.slice(0, 6), true)?.issuedTo).toBeNull();
  });

  it.each([
    [true, true, true],
    [true, false, false],
    [false, true, false],
  ])('by subject: somebody of the ticket %s, DMARC passed %s → %s', (isOfTicket, passed, isHit) => {
    expect(threadOf(all, at([7, { isOfTicket }]), passed) !== null).toBe(isHit);
  });

  it('takes missing lookups for nothing found', () => {
    expect(threadOf(all, [], true)).toBeNull();
  });
});

describe('the number in a subject', () => {
  it.each([
    ['Re: [#1001] Export', 1001],
    ['AW: #7 and [#1001]', 1001],
    ['Обращение № 1001', 1001],
    ['About #1001', 1001],
    ['#1001: still broken', 1001],
    ['Order 1001', null],
    ['PR#1001', null],
    ['&#1001;', null],
    ['##1001', null],
    ['#1001a', null],
    [`#${'9'.repeat(13)}`, null],
    [`${' '.repeat(1_000)}#1001`, null],
  ])('of %j is %j', (subject, number) => {
    expect(numberInSubject(subject)).toBe(number);
  });
});

describe('the signed marker', () => {
  it.each([
    `#1001 ${MAC}`,
    `> > #1001 ${MAC.toUpperCase()}`,
    `Acme Support #1001 ${MAC}</p>`,
    `#1001&nbsp;${MAC}`,
    `#1001\u00a0${MAC}.`,
    `> #1001\n> ${MAC}`,
    `#1001\r\n${MAC}`,
  ])('is found in %j', (text) => {
    expect(markersIn(text)).toEqual([{ number: 1001, mac: MAC }]);
  });

  it.each([`#1001${MAC}`, `#1001 ${MAC}0`, `#1001 ${MAC.slice(1)}`, `1001 ${MAC}`, '', '#'.repeat(1_000)])(
    'is not in %j',
    (text) => {
      expect(markersIn(text)).toEqual([]);
    },
  );

  it('is listed once, newest first, at most ten', () => {
    const text = [1002, 1001, 1002, ...Array.from({ length: 20 }, (_, index) => 2000 + index)]
      .map((one) => `#${one} ${MAC}`)
      .join('\n');
    const numbers = markersIn(text).map(({ number }) => number);
    expect(numbers.slice(0, 3)).toEqual([1002, 1001, 2000]);
    expect(numbers).toHaveLength(10);
  });

  it('survives quoting at any depth', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat({ max: 9 }), (said, depth) => {
        expect(markersIn(`${said}\n\n${'> '.repeat(depth)}#1001 ${MAC}\n`)).toContainEqual({
          number: 1001,
          mac: MAC,
        });
      }),
    );
  });
});

describe('one mail twice', () => {
  it('has the same id and content, whichever address it went to', () => {
    const copy = aMessage({ sesId: 'ses2', envelope: { from: '', to: ['billing@help.example.com'] } });
    expect(duplicateKey(copy, 'human')).toBe(duplicateKey(aMessage(), 'human'));
  });

  it('has other content under the same id only when it is another mail', () => {
    expect(duplicateKey(aMessage({ fingerprint: 'f2' }), 'human')).not.toBe(
      duplicateKey(aMessage(), 'human'),
    );
  });

  it('is another one when a machine sent it, so that no copy of that silences a person', () => {
    expect(duplicateKey(aMessage(), 'auto-reply')).not.toBe(duplicateKey(aMessage(), 'human'));
  });

  it('is held apart where it only waits, and nowhere when it is discarded', () => {
    expect(heldUnder('key', 'ticket')).toBe('key');
    expect(heldUnder('key', 'note')).toBe('key');
    expect(heldUnder('key', 'quarantine')).not.toBe('key');
    expect(heldUnder('key', 'discarded')).toBeNull();
  });

  it('is told by its date when it has no id, and by nothing without both', () => {
    const date = { date: 'Fri, 20 Nov 2026 14:30:00 +0000' };
    expect(duplicateKey(aMessage({ messageId: null, headers: date }), 'human')).toBe(`date ${date.date} f1`);
    expect(duplicateKey(aMessage({ messageId: '<>', headers: { date: '' } }), 'human')).toBeNull();
    expect(duplicateKey(aMessage({ messageId: null }), 'human')).toBeNull();
  });
});
