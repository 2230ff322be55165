import { describe, expect, it } from 'vitest';
import type { LedgerRow } from '../../../../lambdas/core/domain/mail/ledger.ts';
import {
  quarantineList,
  quarantineMailDay,
  quarantineReaders,
} from '../../../../lambdas/core/domain/mail/quarantine-mail.ts';
import { anAgent, aSettings } from '../../builders.ts';

const dayIn = (timeZone: string, at: string, quarantineMailHour: number | null = 9) =>
  quarantineMailDay(at, aSettings({ desk: { timeZone, quarantineMailHour } }));

const aRow = (over: Partial<LedgerRow> = {}): LedgerRow => ({
  id: 'ses-1',
  objectKey: 'inbound/ses-1',
  receivedAt: '2026-11-22T07:30:00.000Z',
  envelopeFrom: 'who@elsewhere.example',
  from: 'who@elsewhere.example',
  to: [],
  subject: 'Hello',
  headerMessageId: null,
  kind: 'suspect',
  disposition: 'quarantine',
  reason: 'SES takes it for spam.',
  ticketId: null,
  commentId: null,
  verdicts: { spf: 'none', dkim: 'none', dmarc: 'none', spam: 'fail', virus: 'pass' },
  threadedBy: null,
  size: 1,
  attachments: [],
  acknowledgement: null,
  disposedAt: '2026-11-22T07:30:01.000Z',
  actedBy: null,
  revision: 1,
  ...over,
});

describe('the mail about quarantine', () => {
  it.each([
    ['UTC', '2026-11-22T09:00:00Z', '2026-11-22'],
    ['UTC', '2026-11-22T10:00:00Z', null],
    ['Europe/Berlin', '2026-11-22T08:00:00Z', '2026-11-22'],
    ['Europe/Berlin', '2026-07-22T07:00:00Z', '2026-07-22'],
    ['Asia/Kolkata', '2026-11-22T04:00:00Z', '2026-11-22'],
    ['Pacific/Auckland', '2026-11-22T20:00:00Z', '2026-11-23'],
  ])('is due in its hour in %s: at %s for the day %s', (timeZone, at, day) => {
    expect(dayIn(timeZone, at)).toBe(day);
  });

  it.each([
    ['Europe/Berlin', '2026-03-27'],
    ['Europe/Berlin', '2026-10-23'],
    ['America/St_Johns', '2026-03-06'],
    ['Asia/Kathmandu', '2026-05-01'],
  ])('is due once a day in %s, whatever is done to the clock after %s', (timeZone, from) => {
    const days = Array.from({ length: 5 * 24 }, (_, hour) =>
      dayIn(timeZone, new Date(Date.parse(from) + hour * 3_600_000).toISOString()),
    ).filter((day) => day !== null);
    expect(days).toHaveLength(5);
    expect(new Set(days).size).toBe(5);
  });

  it('is never due where the desk does not want it, and may be due at midnight', () => {
    expect(dayIn('UTC', '2026-11-22T09:00:00Z', null)).toBeNull();
    expect(dayIn('UTC', '2026-11-22T00:00:00Z', 0)).toBe('2026-11-22');
  });

  it('goes to every lead, or to the admins of a desk without leads', () => {
    expect(quarantineReaders(aSettings()).map(({ email }) => email)).toEqual(['lena@desk.example']);
    const agents = [anAgent(), anAgent({ id: 'agt_9', email: 'ada@desk.example', role: 'admin' })];
    expect(quarantineReaders(aSettings({ agents }))).toMatchObject([{ email: 'ada@desk.example' }]);
  });

  it('says of each message who wrote what, when, why it waits and under which id', () => {
    expect(quarantineList([aRow(), aRow({ id: 'ses-2', from: null, subject: '' })], 'en', 'UTC')).toBe(
      [
        'mail_ses-1 · November 22, 2026 at 07:30 UTC',
        'who@elsewhere.example: Hello',
        'SES takes it for spam.',
        '',
        'mail_ses-2 · November 22, 2026 at 07:30 UTC',
        '<>: —',
        'SES takes it for spam.',
      ].join('\n'),
    );
  });

  it('lists twenty at most, and turns nothing that a stranger wrote into a link', () => {
    const rows = Array.from({ length: 30 }, (_, n) =>
      aRow({ id: `ses-${n}`, subject: 'https://evil.example' }),
    );
    const list = quarantineList(rows, 'en', 'UTC');
    expect(list.split('\n\n')).toHaveLength(20);
    expect(list).not.toContain('://');
  });
});
