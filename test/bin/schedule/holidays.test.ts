import { describe, expect, it } from 'vitest';
import { holidaysIn } from '../../../bin/desk/schedule/holidays.ts';
import { eventsIn } from '../../../bin/desk/schedule/icalendar.ts';
import { aCalendar, anEvent } from './calendar.ts';

const found = (...events: readonly string[]) => {
  const read = eventsIn(aCalendar(...events));
  if (read === null) throw new Error('no calendar');
  return holidaysIn(read, { first: 2026, last: 2027 });
};

const days = (...lines: readonly string[]): readonly string[] =>
  found(anEvent(...lines)).holidays.map(({ day }) => day);

const reasons = (...lines: readonly string[]): readonly string[] => found(anEvent(...lines)).skipped;

describe('the holidays of a calendar', () => {
  it('are its whole days, to the day before the end (RFC 5545 section 3.6.1)', () => {
    expect(days('DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261227')).toEqual([
      '2026-12-25',
      '2026-12-26',
    ]);
    expect(days('DTSTART;VALUE=DATE:20261225')).toEqual(['2026-12-25']);
    expect(days('DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261225')).toEqual(['2026-12-25']);
    expect(days('DTSTART:20261231', 'DURATION:P2D')).toEqual(['2026-12-31', '2027-01-01']);
    expect(days('DTSTART:20260803', 'DURATION:P1W')).toHaveLength(7);
  });

  it('are days of every year where the calendar says so', () => {
    expect(days('DTSTART;VALUE=DATE:20100101', 'RRULE:FREQ=YEARLY')).toEqual(['01-01']);
    expect(
      days('DTSTART;VALUE=DATE:20101225', 'RRULE:FREQ=YEARLY;INTERVAL=1;BYMONTH=12;BYMONTHDAY=25;WKST=MO'),
    ).toEqual(['12-25']);
    expect(
      days('DTSTART;VALUE=DATE:20101225', 'DTEND;VALUE=DATE:20101227', 'RRULE:FREQ=YEARLY;BYMONTH=12'),
    ).toEqual(['12-25', '12-26']);
  });

  it('end with their rule, and leave out what it leaves out', () => {
    expect(days('DTSTART:20200501', 'RRULE:FREQ=YEARLY;UNTIL=20261231T000000Z')).toEqual(['2026-05-01']);
    expect(days('DTSTART:20200501', 'RRULE:FREQ=YEARLY;COUNT=3')).toEqual([]);
    expect(days('DTSTART:20250501', 'RRULE:FREQ=YEARLY;COUNT=3')).toEqual(['2026-05-01', '2027-05-01']);
    expect(days('DTSTART:20250501', 'RRULE:FREQ=YEARLY;INTERVAL=2')).toEqual(['2027-05-01']);
    expect(days('DTSTART:20240229', 'RRULE:FREQ=YEARLY;COUNT=2')).toEqual([]);
    expect(days('DTSTART:20250501', 'RRULE:FREQ=YEARLY', 'EXDATE;VALUE=DATE:20260501,20280501')).toEqual([
      '2027-05-01',
    ]);
  });

  it('are those of the years asked for, each once', () => {
    expect(days('DTSTART:20251225')).toEqual([]);
    expect(days('DTSTART:20280101')).toEqual([]);
    const twice = found(
      anEvent('DTSTART:20261225', 'SUMMARY:Here'),
      anEvent('DTSTART:20261225', 'SUMMARY:There'),
      anEvent('DTSTART:20201226', 'RRULE:FREQ=YEARLY', 'SUMMARY:Always'),
      anEvent('DTSTART:20261226', 'SUMMARY:Once'),
    );
    expect(twice.holidays).toEqual([
      { day: '12-26', name: 'Always' },
      { day: '2026-12-25', name: 'Here' },
    ]);
  });

  it('are nothing else, with a sentence for what was passed over', () => {
    expect(reasons('DTSTART:20261225T090000Z', 'SUMMARY:Party')).toEqual([
      'Party: it has times, and only whole days are holidays',
    ]);
    expect(reasons('SUMMARY:Never')).toHaveLength(1);
    expect(reasons('DTSTART:20261301')).toHaveLength(1);
    expect(reasons('DTSTART:20261225', 'DTEND:20261225T180000')).toHaveLength(1);
    expect(reasons('DTSTART:20261225', 'DURATION:PT8H')).toHaveLength(1);
    expect(reasons('DTSTART:20260101', 'DTEND:20270101')).toEqual(['without a name: it lasts 365 days']);
    expect(reasons('DTSTART:20261225', 'STATUS:CANCELLED')).toEqual(['without a name: it is cancelled']);
    expect(reasons('DTSTART:20261225', 'RECURRENCE-ID:20261226')).toEqual([
      'without a name: it moves days of a series',
    ]);
    for (const rule of ['FREQ=WEEKLY', 'FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10', 'COUNT=2', 'FREQ=YEARLY;COUNT=x'])
      expect(reasons('DTSTART:20261225', `RRULE:${rule}`)).toEqual([
        `without a name: it repeats by ${rule}, and only a date of every year is read`,
      ]);
  });
});

describe('a calendar', () => {
  it('is unfolded, and its names are read as they were meant', () => {
    const [event] =
      eventsIn(
        aCalendar(
          anEvent('dtstart;VALUE=DATE;X-A="a:b;c":20261225', 'SUMMARY:Christmas\\, a lo', ' ng\\nday'),
        ),
      ) ?? [];
    expect(event?.get('DTSTART')).toEqual([
      {
        params: new Map([
          ['VALUE', 'DATE'],
          ['X-A', 'a:b;c'],
        ]),
        value: '20261225',
      },
    ]);
    expect(holidaysIn([event ?? new Map()], { first: 2026, last: 2026 }).holidays).toEqual([
      { day: '2026-12-25', name: 'Christmas, a long\nday' },
    ]);
  });

  it('may have alarms in its events and tasks beside them', () => {
    const alarm = ['BEGIN:VALARM', 'DTSTART:20270101', 'END:VALARM'].join('\n');
    const task = ['BEGIN:VTODO', 'DTSTART:20270102', 'END:VTODO'].join('\n');
    expect(found(anEvent('DTSTART:20261225', alarm), task).holidays.map(({ day }) => day)).toEqual([
      '2026-12-25',
    ]);
  });

  it('is not just any text', () => {
    for (const text of ['', '<html></html>', 'BEGIN:VEVENT\nDTSTART:20261225\nEND:VEVENT'])
      expect(eventsIn(text)).toBeNull();
  });
});
