import { describe, expect, it } from 'vitest';
import { readDeskFile } from '../../bin/desk/file.ts';
import { SETTINGS_KINDS } from '../../lambdas/core/domain/settings/kinds.ts';
import { aDesk, aFile, apply } from './a-desk.ts';

const mistakes = async (yaml: string): Promise<readonly string[]> => {
  const desk = await aDesk();
  const { code, said, complained } = await apply({ file: await aFile(yaml), endpoint: desk.endpoint });
  expect([code, said, desk.puts]).toEqual([1, [], []]);
  return complained;
};

describe('mistakes in a settings file', () => {
  it('are all named at once, each with its line and column, and nothing is sent', async () => {
    const yaml = `desk:
  name: 5
  closeAfterHour: 4
planz: []
groups:
  - { id: support, name: Support, line: 1, default: true }
  - id: Billing
    name: Billing
agents:
  - id: anna
    name: Anna
    email: anna
    role: agent
    lines: [1]
    groups:
      - support
      - supprt
categories:
  - { id: other, name: { en: Other }, line: 1, group: suport, default: true }
sla-policies:
  - { id: a, schedule: nights, targets: {} }
  - { id: b, schedule: nights, targets: {} }
`;
    expect(await mistakes(yaml)).toEqual([
      'desk.yaml:2:3 desk.name must be text, not a number; put it in quotes',
      'desk.yaml:3:3 desk.closeAfterHour is not a field that is known here; did you mean "closeAfterHours"?',
      'desk.yaml:4:1 planz is no settings document; did you mean "plans"?',
      'desk.yaml:7:5 groups[1].id must be 1 to 64 of a-z, 0-9, "-" and "_", starting with a letter or digit',
      'desk.yaml:7:5 groups[1].line is missing',
      'desk.yaml:12:5 agents[0].email must be an email address',
      'desk.yaml:22:5 sla-policies[1] is never reached: "a" stands before it and matches all that it matches',
      '7 mistakes; nothing was sent.',
    ]);
  });

  it('are told of promised times: hours, zones, days off, targets and policies', async () => {
    const yearly = Array.from({ length: 366 }, (_, day) =>
      new Date(Date.UTC(2028, 0, 1 + day)).toISOString().slice(5, 10),
    );
    const yaml = `schedules:
  - id: overlapping
    timeZone: UTC
    week:
      mon:
        - ["09:00", "13:00"]
        - ["12:00", "18:00"]
  - id: nowhere
    timeZone: Europe/Berlim
    week: { mon: [["09:00", "17:00"]] }
  - id: empty
    timeZone: UTC
    week:
      tue: [["09:00", "09:00"]]
  - id: never
    timeZone: UTC
    week: { mon: [], tue: [] }
  - id: closed
    timeZone: UTC
    week: { mon: [["09:00", "17:00"]] }
    holidays: ${JSON.stringify(yearly)}
  - id: fine
    timeZone: UTC
    week: { mon: [["09:00", "17:00"]] }
    holidays: ["02-30"]
    exceptions:
      - { date: "2026-12-24", intervals: [["12:00", "10:00"], ["09:00", "11:00"]] }
sla-policies:
  - id: a
    schedule: fine
    targets:
      first-reply: 0
      resolution: 1.5
  - { id: b, when: { plan: premium }, schedule: fine, targets: { frist-reply: 60 } }
`;
    expect((await mistakes(yaml)).slice(0, -1)).toEqual([
      'desk.yaml:9:5 schedules[1].timeZone must be an IANA time zone such as "Europe/Berlin"',
      'desk.yaml:25:16 schedules[5].holidays[0] must be a date such as "2026-12-25", or "12-25" for every year',
      'desk.yaml:32:7 sla-policies[0].targets.first-reply must be at least 1',
      'desk.yaml:33:7 sla-policies[0].targets.resolution must be a whole number',
      'desk.yaml:34:66 sla-policies[1].targets.frist-reply is not a field that is known here; did you mean "first-reply"?',
    ]);
    // How the parts fit is looked at once each of them can be read.
    const reached = yaml
      .replace('Berlim', 'Berlin')
      .replace('"02-30"', '"02-29"')
      .replace('first-reply: 0', 'first-reply: 10')
      .replace('1.5', '15')
      .replace('frist-', 'first-');
    expect((await mistakes(reached)).slice(0, -1)).toEqual([
      'desk.yaml:7:11 schedules[0].week.mon[1] overlaps the interval before it, which ends at 13:00',
      'desk.yaml:14:13 schedules[2].week.tue[0] begins and ends at 09:00',
      'desk.yaml:17:5 schedules[3].week must have working time on some day',
      'desk.yaml:21:5 schedules[4].holidays must leave some day of the year to work on',
      'desk.yaml:27:63 schedules[5].exceptions[0].intervals[1] must stand in order of time',
      'desk.yaml:34:5 sla-policies[1] is never reached: "a" stands before it and matches all that it matches',
    ]);
  });

  it('include names that lead nowhere as far as the documents around them could be read', async () => {
    const yaml = `groups:
  - { id: support, name: Support, line: 1, default: true }
categories:
  - id: other
    name: { en: Other }
    line: 1
    group: suport
    default: true
`;
    expect(await mistakes(yaml)).toEqual([
      'desk.yaml:7:5 categories[0].group there is no group "suport"; did you mean "support"?',
      '1 mistake; nothing was sent.',
    ]);
  });

  it('may be in the YAML itself', async () => {
    expect(await mistakes('desk:\n  name: "Acme\nplans: [\n')).toEqual([
      'desk.yaml:4:1 is not YAML: Missing closing "quote',
      '1 mistake; nothing was sent.',
    ]);
    expect(await mistakes('plans: []\nplans: []\n')).toEqual([
      'desk.yaml:2:1 is not YAML: Map keys must be unique',
      '1 mistake; nothing was sent.',
    ]);
  });

  it.each(['', '- a', 'text'])('may be that it is something else: %j', async (yaml) => {
    expect(await mistakes(yaml)).toEqual([
      `desk.yaml:1:1 must have a key for each document: ${SETTINGS_KINDS.join(', ')}`,
      '1 mistake; nothing was sent.',
    ]);
  });
});

describe('a place in a settings file', () => {
  const file = readDeskFile(`lines: &lines
  - id: 1
    name: First
plans: *lines
desk: { name: Acme }
`);

  it.each<[(string | number)[], number, number]>([
    [['lines'], 1, 1],
    [['lines', 0], 2, 5],
    [['lines', 0, 'name'], 3, 5],
    [['lines', 0, 'colour'], 2, 5],
    [['lines', 7], 1, 1],
    [['plans', 0, 'name'], 3, 5],
    [['desk', 'name'], 5, 9],
    [['desk', 'name', 'deeper'], 5, 9],
    [['agents', 3], 1, 1],
    [[], 1, 1],
  ])('of %j is line %i, column %i', (path, line, column) => {
    expect(file.locate(path)).toEqual({ line, column });
  });
});
