import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ShownClock } from '../../../bin/desk/clocks/clocks-api.ts';
import { showClocks } from '../../../bin/desk/clocks/show.ts';
import { clocksText, traceSentences } from '../../../bin/desk/clocks/text.ts';
import { anApi, hear } from '../an-api.ts';

const FIRST_REPLY: ShownClock = {
  metric: 'first-reply',
  policy: 'basic',
  timeZone: 'Europe/Berlin',
  targetMinutes: 480,
  status: 'running',
  startedAt: '2026-11-02T08:00:00.000Z',
  dueAt: '2026-11-03T09:05:00.000Z',
  elapsedMinutes: 250.5,
  trace: [
    {
      from: '2026-11-02T08:00:00.000Z',
      to: '2026-11-02T12:00:00.000Z',
      counted: true,
      why: 'within the schedule',
    },
    {
      from: '2026-11-02T12:00:00.000Z',
      to: '2026-11-02T13:00:00.000Z',
      counted: false,
      why: 'outside the schedule',
    },
    {
      from: '2026-11-02T13:00:00.000Z',
      to: '2026-11-02T13:10:30.000Z',
      counted: true,
      why: 'within the schedule',
    },
    {
      from: '2026-11-02T13:10:30.000Z',
      to: '2026-11-03T09:05:00.000Z',
      counted: false,
      why: 'waiting for the requester',
    },
  ],
};

const PAUSED: ShownClock = {
  ...FIRST_REPLY,
  metric: 'resolution',
  status: 'paused',
  dueAt: null,
  elapsedMinutes: 0.5,
  trace: [
    {
      from: '2026-11-02T08:00:00.000Z',
      to: '2026-11-02T08:00:30.000Z',
      counted: true,
      why: 'within the schedule',
    },
  ],
};

describe('the clocks of a ticket on a terminal', () => {
  it('are a table with bars, and a sentence for each interval in the zone of the schedule', () => {
    expect(clocksText('1007', [FIRST_REPLY, PAUSED])).toEqual([
      'first-reply  basic  running  [##########----------]  52 %  250 min 30 s of 480 min  due Tue 3 Nov 2026 10:05',
      'resolution   basic  paused   [--------------------]  0 %   30 s of 480 min          not due while it pauses',
      '',
      'first-reply, times of Europe/Berlin',
      '  Mon 2 Nov 2026 09:00–13:00 counted 240 min',
      '  Mon 2 Nov 2026 13:00–14:00 outside the schedule',
      '  Mon 2 Nov 2026 14:00–14:10 counted 10 min 30 s',
      '  Mon 2 Nov 2026 14:10–Tue 3 Nov 2026 10:05 waiting for the requester',
      '  together 250 min 30 s',
      '',
      'resolution, times of Europe/Berlin',
      '  Mon 2 Nov 2026 09:00–09:00 counted 30 s',
      '  together 30 s',
    ]);
  });

  it('say that one which is over was due, and how far over it is', () => {
    const [line] = clocksText('7', [{ ...FIRST_REPLY, status: 'breached', elapsedMinutes: 600 }]);
    expect(line).toContain('[####################]  125 %');
    expect(line).toContain('was due Tue 3 Nov 2026 10:05');
  });

  it('add up to the whole, whatever the milliseconds', () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(lengths, (spans) => {
        let at = 0;
        const trace = spans.map((length) => {
          const from = new Date(at).toISOString();
          at += length;
          return { from, to: new Date(at).toISOString(), counted: true, why: 'within the schedule' };
        });
        const seconds = traceSentences({ ...FIRST_REPLY, trace }).map((sentence) => {
          const [, minutes = 0, rest = 0] = /counted (?:(\d+) min ?)?(?:(\d+) s)?$/.exec(sentence) ?? [];
          return Number(minutes) * 60 + Number(rest);
        });
        expect(seconds.reduce((sum, one) => sum + one, 0)).toBe(Math.round(at / 1000));
      }),
      // In minutes these add up to just less than a half second.
      { examples: [[[7_872, 9_258, 14_953, 1_417]]] },
    );
  });

  it('may be none', () => {
    expect(clocksText('7', [])).toEqual(['nothing is promised on ticket 7']);
  });
});

describe('asking a desk for them', () => {
  const ask = async (over: object = {}) => {
    const api = await anApi((_, url) =>
      url.pathname === '/v1/tickets/1007/clocks'
        ? [200, [FIRST_REPLY]]
        : [404, { detail: 'There is no such ticket.' }],
    );
    const order = { ...api.asked, ticket: '1007', json: false, ...over };
    return hear((voice) => showClocks(order, voice));
  };

  it('takes the number', async () => {
    expect(await ask()).toMatchObject({ code: 0, said: clocksText('1007', [FIRST_REPLY]) });
  });

  it('is JSON for programs', async () => {
    expect(JSON.parse((await ask({ json: true })).said.join('\n'))).toEqual([FIRST_REPLY]);
  });

  it('says why it was refused', async () => {
    expect(await ask({ ticket: '9' })).toMatchObject({
      code: 2,
      complained: ['cannot read the clocks of ticket 9: 404 There is no such ticket.'],
    });
    expect(await ask({ token: 'wrong' })).toMatchObject({
      code: 2,
      complained: ['cannot read the clocks of ticket 1007: 403 only agents, leads and admins see clocks'],
    });
  });
});
