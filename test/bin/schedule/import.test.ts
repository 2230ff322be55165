import { describe, expect, it } from 'vitest';
import { type ImportOrder, importSchedule } from '../../../bin/desk/schedule/import.ts';
import { aDesk, aFile } from '../a-desk.ts';
import { hear } from '../an-api.ts';
import { aCalendar, anEvent } from './calendar.ts';

const CALENDAR = aCalendar(
  anEvent('DTSTART;VALUE=DATE:20261225', 'SUMMARY:Christmas Day'),
  anEvent('DTSTART;VALUE=DATE:20100101', 'RRULE:FREQ=YEARLY', 'SUMMARY:New \u001bYear'),
  anEvent('DTSTART:20261224T120000Z', 'SUMMARY:Lunch'),
);

const PASSED_OVER = 'passed over Lunch: it has times, and only whole days are holidays';

const start = async () => {
  const desk = await aDesk();
  const order: ImportOrder = {
    where: { endpoint: desk.endpoint },
    token: null,
    source: await aFile(CALENDAR),
    schedule: 'office',
    years: 2,
    today: '2026-11-22',
    dryRun: false,
  };
  const run = (over: Partial<ImportOrder> = {}, get?: typeof fetch) =>
    hear((voice) => importSchedule({ ...order, ...over }, voice, get));
  const holidays = () => desk.state.schedules.find(({ id }) => id === 'office')?.holidays;
  return { desk, run, holidays };
};

describe('importing a calendar', () => {
  it('shows what comes to the schedule, and adds it', async () => {
    const { desk, run, holidays } = await start();
    const { code, said } = await run();
    expect(said).toEqual([
      PASSED_OVER,
      'office',
      '  + 01-01  New \ufffdYear',
      '  + 2026-12-25  Christmas Day',
      'schedules: applied, 2 holidays more',
    ]);
    expect(code).toBe(0);
    expect(holidays()).toEqual(['01-01', '2026-12-25']);
    expect(desk.puts).toEqual([{ kind: 'schedules', ifMatch: '"0"', status: 200 }]);
    expect(desk.state.schedules.map(({ id }) => id)).toEqual(['always', 'office']);
  });

  it('changes nothing the second time, and leaves alone what was written by hand', async () => {
    const { desk, run, holidays } = await start();
    await run();
    desk.state.schedules.find(({ id }) => id === 'office')?.holidays.push('2026-07-01');
    expect((await run()).said).toEqual([PASSED_OVER, 'nothing to change']);
    expect(holidays()).toEqual(['01-01', '2026-12-25', '2026-07-01']);
    expect(desk.puts).toHaveLength(1);
  });

  it('sends nothing when it is only tried', async () => {
    const { desk, run } = await start();
    expect((await run({ dryRun: true })).said.at(-1)).toBe('dry run: nothing was sent');
    expect(desk.puts).toEqual([]);
  });

  it('takes a calendar from the web', async () => {
    const { run } = await start();
    const from = (answer: () => Response | Promise<Response>) => async () => answer();
    const source = 'https://holidays.example/de.ics';
    expect(
      await run(
        { source },
        from(() => new Response(CALENDAR)),
      ),
    ).toMatchObject({ code: 0 });
    expect(
      await run(
        { source },
        from(() => new Response('', { status: 404, statusText: 'Not Found' })),
      ),
    ).toMatchObject({
      code: 2,
      complained: [`cannot read ${source}: 404 Not Found`],
    });
    expect(
      await run(
        { source },
        from(() => Promise.reject(new TypeError('fetch failed'))),
      ),
    ).toMatchObject({
      code: 2,
      complained: [`cannot reach ${source}`],
    });
    expect(
      await run(
        { source },
        from(() => new Response('x'.repeat(5_000_001))),
      ),
    ).toMatchObject({
      code: 2,
      complained: [`${source} has more than 5 MB`],
    });
  });

  it('says what it cannot do', async () => {
    const { run } = await start();
    const complaints = async (over: Partial<ImportOrder>) => {
      const { code, complained } = await run(over);
      return [code, ...complained];
    };
    expect(await complaints({ schedule: 'night' })).toEqual([
      2,
      'there is no schedule night; there are always, office',
    ]);
    expect(await complaints({ source: 'nowhere.ics' })).toEqual([2, 'cannot read nowhere.ics']);
    expect(await complaints({ source: 'http://holidays.example' })).toEqual([
      2,
      'http://holidays.example is neither a file nor an https address',
    ]);
    const source = await aFile('no calendar');
    expect(await complaints({ source })).toEqual([2, `${source} is no iCalendar file (RFC 5545)`]);
    expect((await complaints({ token: 'wrong' }))[0]).toBe(2);
  });

  it('is refused when somebody changed the schedules meanwhile', async () => {
    const { desk, run } = await start();
    desk.instead.set('PUT /v1/settings/schedules', [412, { title: 'VersionConflict' }]);
    expect(await run()).toMatchObject({
      code: 2,
      complained: [
        'cannot replace schedules: 412 somebody changed it meanwhile; run the command again to see what is different now',
      ],
    });
  });
});
