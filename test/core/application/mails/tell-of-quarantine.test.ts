import { describe, expect, it } from 'vitest';
import { tellOfQuarantine } from '../../../../lambdas/core/application/mails/tell-of-quarantine.ts';
import { throttled } from '../../../../lambdas/core/domain/errors.ts';
import { anAgent, aSettings } from '../../builders.ts';
import { MAIL_DOMAIN, PASSED, postOffice } from '../mail-in/post-office.ts';

const LEADS = [
  anAgent({ id: 'agt_lead', email: 'lena@desk.example', role: 'lead' }),
  anAgent({ id: 'agt_lead2', email: 'ivan@desk.example', name: 'Иван', role: 'lead', languages: ['ru'] }),
];

/** A desk with so many messages in quarantine. */
const setUp = async (waiting: number) => {
  const office = postOffice({ agents: [...aSettings().agents.slice(0, 3), ...LEADS] });
  for (let n = 1; n <= waiting; n += 1)
    await office.deliver(`ses-${n}`, {
      from: `who${n}@elsewhere.example`,
      subject: `Offer ${n}`,
      verdicts: { ...PASSED, spam: 'fail' },
      receivedAt: `2026-11-02T09:00:${String(n % 60).padStart(2, '0')}.000Z`,
    });
  const { ports } = office;
  const tell = tellOfQuarantine({ ...ports, baseUrl: 'https://desk.example', mailDomain: MAIL_DOMAIN });
  return { ...office, tell, sent: ports.mailer.sent };
};

const NINE = '2026-11-03T09:00:00Z';

describe('every lead', () => {
  it('is told once a day, in their language, what waits in quarantine and how to let it in', async () => {
    const { tell, sent } = await setUp(2);
    await tell(NINE);
    await tell(NINE);
    await tell('2026-11-03T10:00:00Z');
    expect(sent.map(({ to }) => to.address)).toEqual(['lena@desk.example', 'ivan@desk.example']);
    const [english, russian] = sent;
    expect(english).toMatchObject({
      subject: 'Mail waits in quarantine: 2',
      from: { address: 'support@desk.example' },
      tags: { ticket: 'desk', event: 'quarantine-2026-11-03' },
      headers: { 'Auto-Submitted': 'auto-generated' },
      replyTo: null,
    });
    expect(english?.text).toMatch(
      /mail_ses-2 · [^\n]+\nwho2@elsewhere\.example: Offer 2\n[\s\S]+mail_ses-1 · /,
    );
    expect(english?.text).toContain('https://desk.example/v1/mail?disposition=quarantine');
    expect(english?.text).toContain(
      'npm run desk -- mail release <id>\nPOST https://desk.example/v1/mail/<id>/release',
    );
    expect(russian?.subject).toBe('Письма в карантине: 2');
  });

  it('is told again the next day of all that still waits, and of nothing else', async () => {
    const { tell, sent, ports, rowOf } = await setUp(2);
    await tell(NINE);
    ports.clock.advance(24 * 3_600_000);
    const row = rowOf('ses-1');
    const discarded = { ...row, disposition: 'discarded', revision: 2 } as const;
    await ports.ledger.file({ row: discarded, duplicateKey: null, messageIds: [] });
    await tell('2026-11-04T09:00:00Z');
    expect(sent).toHaveLength(4);
    expect(sent[2]?.subject).toBe('Mail waits in quarantine: 1');
    expect(sent[2]?.text).not.toContain('mail_ses-1 ');
  });

  it('hears nothing when nothing waits, or at another hour', async () => {
    const { tell, sent } = await setUp(0);
    await tell(NINE);
    expect(sent).toEqual([]);
    const other = await setUp(1);
    await other.tell('2026-11-03T08:00:00Z');
    expect(other.sent).toEqual([]);
  });

  it('is counted everything and shown the newest twenty', async () => {
    const { tell, sent } = await setUp(130);
    await tell(NINE);
    expect(sent[0]?.subject).toBe('Mail waits in quarantine: 130');
    expect(sent[0]?.text.match(/^mail_/gm)).toHaveLength(20);
  });

  it('is told by a second attempt when SES was busy, and the others only once', async () => {
    const { tell, sent, ports } = await setUp(1);
    ports.mailer.failNext(throttled('SES'));
    await expect(tell(NINE)).rejects.toMatchObject({ name: 'Throttled' });
    await tell(NINE);
    expect(sent.map(({ to }) => to.address).toSorted()).toEqual(['ivan@desk.example', 'lena@desk.example']);
  });
});
