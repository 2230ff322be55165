import { describe, expect, it } from 'vitest';
import { aDesk, aMachine, DAY, START } from './states-desk.ts';

describe('Wait', () => {
  it.each([
    ['a span', { Seconds: 90 }, 90_000],
    ['a computed span', { Seconds: '{% $states.input.days * 86400 %}' }, 40 * DAY],
    ['a time', { Timestamp: '2026-11-21T09:00:05Z' }, 5000],
    ['a computed time', { Timestamp: '{% $fromMillis($millis() + 7000) %}' }, 7000],
  ])('lasts for %s', async (_name, how, ms) => {
    const desk = aDesk(aMachine({ A: { Type: 'Wait', ...how, End: true } }));
    const arn = await desk.start({ days: 40 });
    await desk.advance(ms - 1);
    expect((await desk.describe(arn)).status).toBe('RUNNING');
    await desk.advance(1);
    expect(await desk.describe(arn)).toMatchObject({ status: 'SUCCEEDED', stopDate: (START + ms) / 1000 });
  });

  it('is over at once when the time has passed', async () => {
    const desk = aDesk(aMachine({ A: { Type: 'Wait', Timestamp: '2020-01-01T00:00:00Z', End: true } }));
    expect((await desk.describe(await desk.start())).status).toBe('SUCCEEDED');
  });
});

describe('Parallel and Map', () => {
  it('run the waits of their children side by side', async () => {
    const wait = (seconds: number) => ({
      StartAt: `W${seconds}`,
      States: { [`W${seconds}`]: { Type: 'Wait', Seconds: seconds, End: true } },
    });
    const desk = aDesk(
      aMachine({ A: { Type: 'Parallel', Branches: [wait(10), wait(30), wait(20)], End: true } }),
    );
    const arn = await desk.start();
    await desk.advance(29_000);
    expect((await desk.describe(arn)).status).toBe('RUNNING');
    await desk.advance(1000);
    expect((await desk.describe(arn)).status).toBe('SUCCEEDED');
  });

  it('let no more iterations run at once than MaxConcurrency says', async () => {
    const desk = aDesk(
      aMachine({
        A: {
          Type: 'Map',
          MaxConcurrency: 2,
          ItemProcessor: { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 10, End: true } } },
          End: true,
        },
      }),
    );
    const arn = await desk.start([1, 2, 3, 4, 5]);
    await desk.advance(29_999);
    expect((await desk.describe(arn)).status).toBe('RUNNING');
    await desk.advance(1);
    expect((await desk.describe(arn)).status).toBe('SUCCEEDED');
  });

  it('a failing branch ends the others, and its error can be caught by its name or as a branch failure', async () => {
    for (const name of ['Broken', 'States.BranchFailed']) {
      const desk = aDesk(
        aMachine({
          A: {
            Type: 'Parallel',
            Branches: [
              { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } },
              { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Broken', Cause: 'why' } } },
            ],
            Catch: [{ ErrorEquals: [name], Next: 'B' }],
            End: true,
          },
          B: { Type: 'Succeed' },
        }),
      );
      const arn = await desk.start();
      expect(await desk.describe(arn)).toMatchObject({
        status: 'SUCCEEDED',
        output: '{"Error":"Broken","Cause":"why"}',
      });
      expect((await desk.history(arn)).map((event) => event.type)).toContain('WaitStateAborted');
      expect(desk.clock.next()).toBeUndefined();
    }
  });
});
