import { describe, expect, it } from 'vitest';
import { SILENT_DAYS, silencedBecause } from '../../../../lambdas/core/domain/mail/silence.ts';

const bounced = {
  since: '2026-11-02T09:00:00.000Z',
  cause: 'bounced',
  reason: '5.1.1 no such user',
} as const;

describe('automatic mail', () => {
  it('goes to an address of which nothing bad is known', () => {
    expect(silencedBecause(null, '2026-11-02T10:00:00.000Z')).toBeNull();
  });

  it('spares an address for sixty days after a bounce, and says why and until when', () => {
    expect(SILENT_DAYS).toBe(60);
    expect(silencedBecause(bounced, '2027-01-01T08:59:59.999Z')).toBe(
      'Not sent: mail to this address bounced on 2026-11-02 (5.1.1 no such user). Automatic mail to it stops until 2027-01-01.',
    );
    expect(silencedBecause(bounced, '2027-01-01T09:00:00.000Z')).toBeNull();
  });

  it('spares an address that complained', () => {
    const complained = { ...bounced, cause: 'complained', reason: null } as const;
    expect(silencedBecause(complained, bounced.since)).toContain('complained about our mail on 2026-11-02. ');
  });
});
