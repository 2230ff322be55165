import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { DEFAULT_SETTINGS } from '../../../../lambdas/core/domain/settings/defaults.ts';
import { SETTINGS_KINDS, type SettingsKind } from '../../../../lambdas/core/domain/settings/kinds.ts';
import { pathText, readDocument } from '../../../../lambdas/core/domain/settings/parse.ts';
import { problemsOfSome, settingsProblems } from '../../../../lambdas/core/domain/settings/references.ts';
import {
  type Agent,
  type Category,
  type Organization,
  type Schedule,
  SETTINGS_SCHEMAS,
  type Settings,
  type SettingsDocuments,
  type SlaPolicy,
} from '../../../../lambdas/core/domain/settings/schemas.ts';
import { anAgent, aSettings } from '../../builders.ts';

const said = (settings: Settings, only?: SettingsKind): readonly string[] =>
  settingsProblems(settings, only).map(({ kind, path, message }) => `${pathText(kind, path)} ${message}`);

const base = aSettings();
const wrong = (over: Partial<Settings>): readonly string[] => said({ ...base, ...over });

const aPolicy = (id: string, when: SlaPolicy['when'] = {}, schedule = 'always'): SlaPolicy => ({
  id,
  when,
  schedule,
  targets: {},
});

const categories = (...raw: readonly object[]): Category[] => {
  const common = { name: { en: 'A' }, line: 1, group: 'first-line' };
  return z.parse(
    SETTINGS_SCHEMAS.categories,
    raw.map((one) => ({ ...common, ...one })),
  );
};

const schedules = (...raw: readonly object[]): Schedule[] => [
  ...base.schedules,
  ...z.parse(
    SETTINGS_SCHEMAS.schedules,
    raw.map((one) => ({ timeZone: 'UTC', week: {}, ...one })),
  ),
];

describe('settings as a whole', () => {
  it('are right by default', () => {
    expect(said(DEFAULT_SETTINGS)).toEqual([]);
    expect(said(base)).toEqual([]);
  });

  it('have one of each name', () => {
    const twice = <T>(things: readonly T[]): T[] => things.slice(0, 1).flatMap((one) => [one, one]);
    const other = categories({ id: 'other', default: true });
    expect(wrong({ lines: [...base.lines, { id: 1, name: 'Again' }] })).toEqual([
      'lines[3].id is there twice: "1"',
    ]);
    expect(wrong({ schedules: twice(base.schedules) })).toEqual(['schedules[1].id is there twice: "always"']);
    expect(wrong({ plans: twice(base.plans) })).toEqual(['plans[1].id is there twice: "basic"']);
    expect(wrong({ categories: [...other, ...categories({ id: 'other' })] })).toEqual([
      'categories[1].id is there twice: "other"',
    ]);
    expect(wrong({ groups: [...base.groups, { id: 'billing', name: 'B', line: 1 }] })).toEqual([
      'groups[4].id is there twice: "billing"',
    ]);
    expect(
      wrong({ agents: [...base.agents, anAgent({ lines: [1, 1], groups: ['billing', 'billing'] })] }),
    ).toEqual([
      'agents[4].id is there twice: "agt_1"',
      'agents[4].email is there twice: "anna@desk.example"',
      'agents[4].lines[1] is there twice: "1"',
      'agents[4].groups[1] is there twice: "billing"',
    ]);
    const template = { id: 'solved', locale: 'en' };
    expect(wrong({ templates: [template, { ...template, locale: 'ru' }, template] })).toEqual([
      'templates[2].id is there twice: "solved in en"',
    ]);
    const box = { address: 'a@help.example.com', senderName: 'A', trustedSenders: [] };
    expect(wrong({ mailboxes: [box, box] })).toEqual([
      'mailboxes[1].address is there twice: "a@help.example.com"',
    ]);
  });

  it('have templates that can be rendered', () => {
    const template = { id: 'solved', locale: 'en', subject: '{{#a}}x{{/a}}', text: '{{#a}}', html: '{{a' };
    expect(wrong({ templates: [template] })).toEqual([
      'templates[0].text must be mustache: a tag or a section is left open',
      'templates[0].html must be mustache: a tag or a section is left open',
    ]);
  });

  it('name each product in one way only', () => {
    const desk = {
      ...base.desk,
      products: [
        { id: 'a', name: 'App', aliases: ['app', 'the app'] },
        { id: 'b', name: 'Box', aliases: ['THE APP'] },
        { id: 'a', name: 'Car', aliases: [] },
      ],
    };
    expect(wrong({ desk })).toEqual([
      'desk.products[2].id is there twice: "a"',
      'desk.products[1].aliases[0] "the app" already names the product "a"',
    ]);
  });

  it('have groups on lines that exist, with leads that exist, and one default on line 1', () => {
    const [first, ...others] = base.groups;
    expect(wrong({ lines: base.lines.slice(0, 2) })).toContain('groups[3].line there is no line "3"');
    expect(
      wrong({ groups: [{ ...first, lead: 'agt_laed' } as Settings['groups'][number], ...others] }),
    ).toEqual(['groups[0].lead there is no agent "agt_laed"; did you mean "agt_lead"?']);
    expect(wrong({ groups: base.groups.map((one) => ({ ...one, default: false })) })).toEqual([
      'groups one group of line 1 must have default: true',
    ]);
    expect(
      wrong({
        groups: base.groups.map((one) => ({ ...one, default: one.line < 3 && one.id !== 'billing' })),
      }),
    ).toEqual([
      'groups[2].default the default group must be on line 1',
      'groups[2].default only one group can be the default',
    ]);
  });

  it('have agents on the lines of their groups, with schedules that exist', () => {
    const agents = [
      ...base.agents,
      anAgent({ id: 'x', email: 'x@desk.example', groups: ['second-line', 'secret'], schedule: 'nights' }),
    ];
    expect(wrong({ agents })).toEqual([
      'agents[4].schedule there is no schedule "nights"',
      'agents[4].groups[0] the group "second-line" is on line 2, which this agent\'s lines leave out',
      'agents[4].groups[1] there is no group "secret"',
    ]);
    expect(wrong({ lines: base.lines.slice(0, 2) })).toContain('agents[3].lines[2] there is no line "3"');
  });

  it('have categories in groups of their line, and one default that requires nothing', () => {
    const ask = { en: 'What?' };
    const list = categories(
      {
        id: 'a',
        group: 'second-line',
        default: true,
        details: [{ name: 'x', kind: 'text', ask, required: true }],
      },
      { id: 'b', group: 'thrid-line', line: 3, default: true },
      {
        id: 'c',
        details: [
          { name: 'x', kind: 'text', ask, find: { pattern: '(' } },
          { name: 'x', kind: 'text', ask, find: { pattern: '(a+)+' } },
          { name: 'y', kind: 'text', ask, find: { pattern: 'a+', labels: ['A'] } },
        ],
      },
    );
    expect(wrong({ categories: list })).toEqual([
      'categories[0].group the group "second-line" is on line 2, the category on line 1',
      'categories[0].details[0].required the default category takes everything, so it can require nothing',
      'categories[1].group there is no group "thrid-line"; did you mean "third-line"?',
      'categories[1].default only one category can be the default',
      'categories[2].details[1].name is there twice: "x"',
      'categories[2].details[0].find.pattern is not a regular expression: Unterminated group',
      'categories[2].details[1].find.pattern repeats without bound a part that repeats or chooses, which can take forever',
    ]);
    expect(wrong({ categories: [] })).toEqual(['categories one category must have default: true']);
    expect(
      wrong({ lines: [], groups: [], agents: [], categories: categories({ id: 'a', default: true }) }),
    ).toEqual([
      'groups one group of line 1 must have default: true',
      'categories[0].line there is no line "1"',
      'categories[0].group there is no group "first-line"',
    ]);
  });

  it('have categories that are pinned to agents who take tickets', () => {
    const pins = categories({ id: 'a', default: true, pinnedTo: 'agt_1' }, { id: 'b', pinnedTo: 'agt_9' });
    const [anna, ...others] = base.agents;
    const withAnna = (over: Partial<Agent>) =>
      wrong({ categories: pins, agents: [{ ...anna, ...over } as Agent, ...others] });
    const unknown = 'categories[1].pinnedTo there is no agent "agt_9"; did you mean "agt_1"?';
    expect(withAnna({ role: 'lead', capacity: 1 })).toEqual([unknown]);
    expect(withAnna({ capacity: 0 })).toEqual([
      'categories[0].pinnedTo "agt_1" must take tickets: a capacity of 0 is none by routing',
      unknown,
    ]);
    expect(withAnna({ role: 'admin' })).toEqual([
      'categories[0].pinnedTo "agt_1" must take tickets: an admin gets none by routing',
      unknown,
    ]);
  });

  it('have policies that can be reached and whose conditions can be met', () => {
    const policies = [
      aPolicy('a', { plan: 'premium', line: 1 }, 'alwys'),
      aPolicy('b', { category: 'payment', product: 'phone', line: 3, mailbox: 'x@help.example.com' }),
      aPolicy('c', { plan: 'premium', line: 1, priority: 'high' }),
      aPolicy('d', { plan: 'premium' }),
      aPolicy('a'),
      aPolicy('e', { plan: 'basic' }),
    ];
    expect(wrong({ 'sla-policies': policies })).toEqual([
      'sla-policies[4].id is there twice: "a"',
      'sla-policies[0].schedule there is no schedule "alwys"; did you mean "always"?',
      'sla-policies[1].when.category there is no category "payment"; did you mean "payments"?',
      'sla-policies[1].when.product there is no product "phone"',
      'sla-policies[1].when.mailbox there is no mailbox "x@help.example.com"',
      'sla-policies[2] is never reached: "a" stands before it and matches all that it matches',
      'sla-policies[5] is never reached: "a" stands before it and matches all that it matches',
    ]);
  });

  it('have policies that others before them leave something to', () => {
    const each = (['low', 'normal', 'high', 'urgent'] as const).map((priority) =>
      aPolicy(priority, { priority }),
    );
    expect(wrong({ 'sla-policies': [...each.slice(1), aPolicy('rest')] })).toEqual([]);
    const lines = ([1, 2, 3] as const).map((line) => aPolicy(`low-${line}`, { priority: 'low', line }));
    expect(wrong({ 'sla-policies': [...each.slice(1), ...lines.slice(1), aPolicy('rest')] })).toEqual([]);
    const all = 'is never reached: the policies before it together match all that it matches';
    expect(wrong({ 'sla-policies': [...each, aPolicy('rest')] })).toEqual([`sla-policies[4] ${all}`]);
    expect(
      wrong({
        'sla-policies': [...each.slice(1), ...lines, aPolicy('plan', { plan: 'premium', category: 'other' })],
      }),
    ).toEqual([`sla-policies[6] ${all}`]);
  });

  it('have plan managers who are agents', () => {
    expect(wrong({ plans: [{ id: 'premium', name: 'P', manager: 'agt_9' }] })).toEqual([
      'plans[0].manager there is no agent "agt_9"; did you mean "agt_1"?',
    ]);
  });

  it('may have plan managers who take no tickets: then others get them', () => {
    const agents = base.agents.map((agent) => ({ ...agent, capacity: 0 }));
    expect(wrong({ agents, plans: [{ id: 'premium', name: 'P', manager: 'agt_1' }] })).toEqual([]);
  });

  it('have each domain and person in one organization', () => {
    const organization = (id: string, over: Partial<Organization>): Organization => ({
      id,
      name: id,
      plan: 'basic',
      domains: [],
      people: [],
      ...over,
    });
    const organizations = [
      organization('a', { domains: ['a.example', 'b.example'], people: ['x@c.example'] }),
      organization('b', { domains: ['b.example'] }),
      organization('b', { people: ['x@c.example', 'y@a.example', 'y@a.example'] }),
    ];
    expect(wrong({ organizations })).toEqual([
      'organizations[2].id is there twice: "b"',
      'organizations[1].domains[0] "b.example" is in the organization "a" already',
      'organizations[2].people[0] "x@c.example" is in the organization "a" already',
      'organizations[2].people[2] "y@a.example" is in the organization "b" already',
    ]);
    const years = { validFrom: '2026-01-01', validUntil: '2025-12-31' };
    expect(wrong({ organizations: [organization('a', { ...years, validUntil: '2026-01-01' })] })).toEqual([]);
    expect(wrong({ organizations: [organization('a', years)] })).toEqual([
      'organizations[0].validUntil is before validFrom, which is 2026-01-01',
    ]);
  });

  it('have mailboxes that lead somewhere', () => {
    const box = { address: 'a@help.example.com', senderName: 'A', trustedSenders: [] };
    expect(
      wrong({
        mailboxes: [
          { ...box, product: 'x', category: 'y', group: 'z' },
          { ...box, address: 'b@help.example.com', product: null },
        ],
      }),
    ).toEqual([
      'mailboxes[0].product there is no product "x"',
      'mailboxes[0].category there is no category "y"',
      'mailboxes[0].group there is no group "z"',
    ]);
  });

  it('have schedules whose intervals are times in order and apart', () => {
    const bad = {
      id: 'bad',
      week: {
        mon: [
          ['09:00', '13:00'],
          ['13:00', '24:00'],
        ],
        tue: [
          ['9:00', '13:00'],
          ['12:00', '25:00'],
        ],
        wed: [
          ['09:00', '09:00'],
          ['22:00', '06:00'],
        ],
        thu: [
          ['09:00', '13:00'],
          ['12:00', '14:00'],
          ['10:00', '11:00'],
        ],
        fri: [
          ['09:00', '13:61'],
          ['10:00', '11:00'],
        ],
      },
      exceptions: [
        { date: '2026-12-24', intervals: [['24:00', '24:00']] },
        { date: '2026-12-24', intervals: [] },
      ],
    };
    expect(
      wrong({ schedules: schedules(bad, { id: 'never' }, { id: 'seldom', week: { mon: [] } }) }),
    ).toEqual([
      'schedules[2].week.tue[0] must be times from "00:00" to "24:00"; "9:00" is none',
      'schedules[2].week.tue[1] must be times from "00:00" to "24:00"; "25:00" is none',
      'schedules[2].week.wed[0] begins and ends at 09:00',
      'schedules[2].week.thu[1] overlaps the interval before it, which ends at 13:00',
      'schedules[2].week.thu[2] must stand in order of time',
      'schedules[2].week.fri[0] must be times from "00:00" to "24:00"; "13:61" is none',
      'schedules[2].exceptions[0].intervals[0] begins and ends at 24:00',
      'schedules[2].exceptions[1].date is there twice: "2026-12-24"',
      'schedules[3].week must have working time on some day',
      'schedules[4].week must have working time on some day',
    ]);
  });

  it('have schedules whose holidays leave some day of the year', () => {
    const days = Array.from({ length: 366 }, (_, day) =>
      new Date(Date.UTC(2028, 0, 1 + day)).toISOString().slice(5, 10),
    );
    const closed = (id: string, holidays: readonly string[]) => ({
      id,
      week: { mon: [['09:00', '17:00']] },
      holidays: [...holidays],
    });
    const some = closed('some', [
      ...days.slice(1),
      ...days.slice(1, 20),
      ...days.map((day) => `2026-${day}`).slice(0, 50),
    ]);
    const leapDay = days.filter((day) => day !== '02-29');
    expect(wrong({ schedules: schedules(some, closed('none', days), closed('leap', leapDay)) })).toEqual([
      'schedules[3].holidays must leave some day of the year to work on',
      'schedules[4].holidays must leave some day of the year to work on',
    ]);
  });

  it('have nights that are over before the next interval begins', () => {
    const nights = {
      id: 'nights',
      week: {
        mon: [['22:00', '06:00']],
        tue: [['05:00', '07:00']],
        wed: [
          ['22:00', '06:00'],
          ['23:00', '24:00'],
        ],
        thu: [['22:00', '00:00']],
        fri: [['00:00', '01:00']],
        sat: [['22:00', '6:00']],
        sun: [
          ['8:00', '09:00'],
          ['20:00', '02:00'],
        ],
      },
      exceptions: [{ date: '2026-12-24', intervals: [['20:00', '04:00']] }],
    };
    const early = { id: 'early', week: { mon: [['01:00', '02:00']], sun: [['20:00', '02:00']] } };
    expect(wrong({ schedules: schedules(nights, early) })).toEqual([
      'schedules[2].week.wed[1] overlaps the interval before it, which ends at 06:00 on the next day',
      'schedules[2].week.sat[0] must be times from "00:00" to "24:00"; "6:00" is none',
      'schedules[2].week.sun[0] must be times from "00:00" to "24:00"; "8:00" is none',
      'schedules[2].week.tue[0] overlaps the last interval of mon, which ends at 06:00',
      'schedules[3].week.mon[0] overlaps the last interval of sun, which ends at 02:00',
    ]);
  });
});

describe('one document of the settings', () => {
  it('is not blamed for what is wrong elsewhere', () => {
    const settings = { ...base, plans: [{ id: 'basic' as const, name: 'B', manager: 'nobody' }] };
    expect(said(settings, 'desk')).toEqual([]);
    expect(said(settings, 'plans')).toHaveLength(1);
  });

  it('cannot take away what others refer to', () => {
    const settings = { ...base, groups: base.groups.filter(({ id }) => id !== 'second-line') };
    expect(said(settings, 'groups')).toEqual([
      'agents[1].groups[0] there is no group "second-line"',
      'categories[3].group there is no group "second-line"',
    ]);
    expect(said(settings, 'lines')).toEqual([]);
  });

  it('cannot take a pinned agent off routing', () => {
    const pins = categories({ id: 'a', default: true, pinnedTo: 'agt_1' });
    const agents = base.agents.map((agent) => ({ ...agent, capacity: 0 }));
    const settings = { ...base, categories: pins, agents };
    const inVain = ['categories[0].pinnedTo "agt_1" must take tickets: a capacity of 0 is none by routing'];
    expect(said(settings, 'agents')).toEqual(inVain);
    expect(said(settings, 'categories')).toEqual(inVain);
    expect(said(settings, 'groups')).toEqual([]);
    expect(said({ ...settings, categories: base.categories }, 'agents')).toEqual([]);
  });

  it('may name what a later document will bring', () => {
    const settings = {
      ...base,
      agents: [],
      'sla-policies': [aPolicy('a', { mailbox: 'vip@help.example.com' })],
    };
    expect(said(settings, 'groups')).toEqual([]);
    expect(said(settings, 'agents')).toEqual([
      'groups[0].lead there is no agent "agt_lead"',
      'groups[1].lead there is no agent "agt_lead"',
    ]);
    expect(said(settings, 'sla-policies')).toEqual([]);
    expect(said(settings, 'mailboxes')).toHaveLength(1);
  });
});

describe('settings of which some documents are unknown', () => {
  it('are blamed only for what can be known', () => {
    const { groups, categories: all, agents } = base;
    expect(problemsOfSome({ categories: all })).toEqual([]);
    expect(problemsOfSome({ categories: all, groups, agents, lines: [] })).toHaveLength(
      groups.length + all.length + agents.flatMap(({ lines }) => lines).length,
    );
    expect(problemsOfSome({})).toEqual([]);
  });
});

describe('the example company', () => {
  const file: Record<string, unknown> = parse(readFileSync('config/desk.yaml', 'utf8'));
  const example = Object.fromEntries(
    SETTINGS_KINDS.map((kind) => {
      const read = readDocument(kind, file[kind]);
      return [kind, 'document' in read ? read.document : read.problems];
    }),
  ) as SettingsDocuments;

  it('has every document and no mistake', () => {
    expect(Object.keys(file)).toEqual([...SETTINGS_KINDS]);
    expect(said(example)).toEqual([]);
  });

  it('has the people, categories, plans and mailboxes that stories rely on', () => {
    expect(example.agents.map(({ id, lines, capacity }) => [id, lines.join(), capacity])).toEqual([
      ['agent1', '1', 40],
      ['agent2', '2', 40],
      ['agent3', '3', 40],
      ['lead', '1,2,3', 0],
      ['admin', '1,2,3', 0],
    ]);
    expect(example.groups.map(({ line }) => line)).toEqual([1, 1, 2, 2, 3]);
    expect(example.categories.map(({ id, neverHeld }) => [id, neverHeld])).toEqual([
      ['payments', true],
      ['licences', true],
      ['app-error', false],
      ['question', false],
      ['other', false],
    ]);
    expect(new Set(example.organizations.map(({ plan }) => plan)).size).toBe(4);
    expect(example.mailboxes.map(({ address }) => address)).toEqual([
      'support@help.example.com',
      'billing@help.example.com',
    ]);
  });
});
