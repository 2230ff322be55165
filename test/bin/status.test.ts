import { describe, expect, it } from 'vitest';
import type { Health } from '../../bin/desk/status/health.ts';
import { statusText } from '../../bin/desk/status/text.ts';
import { showStatus } from '../../bin/desk/status.ts';

const health = (over: Partial<Health> = {}): Health => ({
  now: new Date('2026-11-21T12:00:00Z'),
  url: 'https://desk.acme.test',
  reached: { version: '1.2.3', milliseconds: 40 },
  gateway: { url: 'https://abc.execute-api.test', reached: { version: '1.2.3', milliseconds: 30 } },
  tickets: { byLine: { 1: 9, 2: 3, 3: 0 }, pending: 2, breached: 0, mostUrgent: null, flagged: [] },
  waitingMails: 4,
  inboundMails: 2,
  quarantined: 0,
  deadLetters: { 'unsent-mails': 0, 'unread-mails': 0, 'lost-events': 0, 'set-aside': 0 },
  failedWorkflows: 1,
  ...over,
});

const tickets = (over: Partial<Health['tickets']>) => ({ tickets: { ...health().tickets, ...over } });

describe('the status of a desk that is well', () => {
  it('is a few lines of figures', () => {
    const { figures, concerns } = statusText(health(), '');
    expect(figures).toEqual([
      'Threeline 1.2.3 answers at https://desk.acme.test in 40 ms',
      '',
      'open tickets         12   line 1: 9, line 2: 3, line 3: 0, pending: 2',
      'breached              0   no promise is running',
      'waiting mails         4   to be sent',
      'inbound mails         2   to be read',
      'quarantine            0',
      'dead letters          0   unsent mails: 0, unread mails: 0, lost events: 0, set-aside changes: 0',
      'failed workflows      1   in the last 24 hours; most are born again within minutes',
    ]);
    expect(concerns).toEqual([]);
  });

  it.each([
    ['2026-11-21T09:30:00.000Z', 'the oldest unmet promise, of ticket 1004, was due 2 hours ago'],
    ['2026-11-18T12:00:00.000Z', 'the oldest unmet promise, of ticket 1004, was due 3 days ago'],
    ['2026-11-21T12:01:30.000Z', 'the next promise, of ticket 1004, is due in 90 seconds'],
    ['2026-11-21T13:30:00.000Z', 'the next promise, of ticket 1004, is due in 90 minutes'],
  ])('says of a promise for %s: %s', (dueAt, sentence) => {
    const { figures } = statusText(health(tickets({ mostUrgent: { number: 1004, dueAt } })), '');
    expect(figures[3]).toContain(sentence);
  });
});

describe('what an operator has to look after', () => {
  it('is said with the command that helps, for this very desk', () => {
    const deadLetters = { 'unsent-mails': 2, 'unread-mails': 1, 'lost-events': 0, 'set-aside': 1 };
    expect(statusText(health({ deadLetters }), ' --stage prod').concerns).toEqual([
      'unsent mails wait: mend the cause, then npm run desk -- redrive --queue unsent-mails --stage prod',
      'unread mails wait: mend the cause, then npm run desk -- redrive --queue unread-mails --stage prod',
      'set-aside changes wait: mend the cause, then npm run desk -- redrive --queue set-aside --stage prod',
    ]);
  });

  it('is a quarantine that somebody looks through, which is no trouble', () => {
    const { figures, concerns } = statusText(health({ quarantined: 3 }), ' --stage prod');
    expect(figures).toContain(
      'quarantine            3   a person must look: npm run desk -- mail list --disposition quarantine --stage prod',
    );
    expect(concerns).toEqual([]);
  });

  it('names tickets whose workflow keeps failing', () => {
    const { concerns } = statusText(health(tickets({ flagged: [1003, 1007] })), '');
    expect(concerns).toEqual([expect.stringMatching(/of tickets 1003, 1007: look at the log/)]);
  });

  it('tells a name that leads nowhere from a desk that does not answer', () => {
    const reached = { why: 'getaddrinfo ENOTFOUND desk.acme.test' };
    const lost = statusText(health({ reached }), '');
    expect(lost.figures[0]).toBe(
      'Threeline does not answer at https://desk.acme.test: getaddrinfo ENOTFOUND desk.acme.test',
    );
    expect(lost.concerns).toEqual([
      expect.stringMatching(/does not lead to the desk.*https:\/\/abc\.execute-api/),
    ]);
    const gateway = { url: 'https://abc.execute-api.test', reached: { why: 'it answered 500' } };
    expect(statusText(health({ reached, gateway }), '').concerns).toEqual([
      expect.stringMatching(/^nobody can open or answer tickets/),
    ]);
  });
});

describe('a desk that cannot be asked', () => {
  const ask = async (where: Parameters<typeof showStatus>[0]) => {
    const complained: string[] = [];
    const code = await showStatus(where, { say: () => {}, complain: (text) => complained.push(text) });
    return { code, complained };
  };

  it.each([
    [{ endpoint: 'http://127.0.0.1:9' }, /^cannot reach http:\/\/127\.0\.0\.1:9; is the desk running/],
    [{ endpoint: 'desk.acme.test' }, /^desk\.acme\.test is not an http\(s\) address$/],
    [{ stage: 'nowhere' }, /^There is no stage "nowhere": cdk\.json has the stages/],
  ])('%o is said in one sentence', async (where, sentence) => {
    expect(await ask(where)).toEqual({ code: 2, complained: [expect.stringMatching(sentence)] });
  });
});
