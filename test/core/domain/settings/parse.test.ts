import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { DEFAULT_SETTINGS } from '../../../../lambdas/core/domain/settings/defaults.ts';
import { SETTINGS_KINDS, type SettingsKind } from '../../../../lambdas/core/domain/settings/kinds.ts';
import { parseDocument, readDocument } from '../../../../lambdas/core/domain/settings/parse.ts';
import { sentenceOf } from '../../../../lambdas/core/domain/settings/sentences.ts';

/** Every problem as `path message`. */
const wrong = (kind: SettingsKind, input: unknown): readonly string[] => {
  const read = parseDocument(kind, input);
  return 'problems' in read ? read.problems.map(({ path, message }) => `${path} ${message}`) : [];
};

const agent = {
  id: 'anna',
  name: 'Anna',
  email: 'anna@help.example.com',
  role: 'agent',
  lines: [1],
  groups: [],
};

describe('reading a settings document', () => {
  it.each(SETTINGS_KINDS)('takes the built-in %s as they are', (kind) => {
    expect(readDocument(kind, DEFAULT_SETTINGS[kind])).toEqual({ document: DEFAULT_SETTINGS[kind] });
  });

  it('fills in defaults and lower-cases addresses', () => {
    expect(parseDocument('agents', [{ ...agent, email: 'Anna@Help.Example.com' }])).toEqual({
      document: [{ ...agent, skills: [], languages: ['en'], capacity: 10 }],
    });
  });

  it('names every wrong field at once', () => {
    const input = {
      id: 'Anna B',
      name: 5,
      email: 'anna',
      role: 'laed',
      lines: [4, '1'],
      groups: null,
      capacity: 1.5,
      awayUntil: 'Monday',
      langauges: ['en'],
      colour: 'red',
    };
    expect(wrong('agents', [agent, input])).toEqual([
      'agents[1].id must be 1 to 64 of a-z, 0-9, "-" and "_", starting with a letter or digit',
      'agents[1].name must be text, not a number; put it in quotes',
      'agents[1].email must be an email address',
      'agents[1].role must be agent, lead or admin; did you mean "lead"?',
      'agents[1].lines[0] must be 1, 2 or 3',
      'agents[1].lines[1] must be 1, 2 or 3, without quotes',
      'agents[1].groups must be a list, not nothing',
      'agents[1].capacity must be a whole number',
      'agents[1].awayUntil must be a time in UTC such as "2026-12-25T08:00:00Z"',
      'agents[1].langauges is not a field that is known here; did you mean "languages"?',
      'agents[1].colour is not a field that is known here',
    ]);
  });

  it('says what is missing', () => {
    expect(wrong('agents', undefined)).toEqual(['agents is missing']);
    expect(wrong('agents', [{}])).toEqual([
      'agents[0].id is missing',
      'agents[0].name is missing',
      'agents[0].email is missing',
      'agents[0].role is missing',
      'agents[0].lines is missing',
      'agents[0].groups is missing',
    ]);
    expect(wrong('groups', [{ id: 'a', name: 'A' }])).toEqual(['groups[0].line is missing']);
  });

  it.each<[SettingsKind, unknown, ...string[]]>([
    ['desk', [], 'desk must be a set of fields, not a list'],
    ['desk', 'x', 'desk must be a set of fields, not text'],
    ['desk', { products: {} }, 'desk.products must be a list, not a set of fields'],
    ['desk', { closeAfterHours: 0 }, 'desk.closeAfterHours must be at least 1'],
    ['desk', { closeAfterHours: 9e3 }, 'desk.closeAfterHours must be at most 8760'],
    ['desk', { closeAfterHours: '4' }, 'desk.closeAfterHours must be a number, not text'],
    ['desk', { reminders: [1, 2, 3, 4, 5, 6] }, 'desk.reminders must have at most 5 items'],
    ['desk', { name: '' }, 'desk.name must not be empty'],
    ['desk', { name: true }, 'desk.name must be text, not true or false; put it in quotes'],
    ['desk', { name: 'x'.repeat(81) }, 'desk.name must have at most 80 characters'],
    ['desk', { timeZone: 'Moon' }, 'desk.timeZone must be an IANA time zone such as "Europe/Berlin"'],
    ['lines', [{ id: 1, name: 'a\u0007' }], 'lines[0].name must be one line without control characters'],
    [
      'groups',
      [{ id: 'a', name: 'A', line: 1, default: 'yes' }],
      'groups[0].default must be true or false, not text',
    ],
    ['desk', { nmae: 'Acme' }, 'desk.nmae is not a field that is known here; did you mean "name"?'],
    [
      'templates',
      [{ id: 'a', locale: 'en', text: 'a\u0007' }],
      'templates[0].text must not have control characters other than tab and line break',
    ],
    [
      'categories',
      [{ id: 'a', name: { en: 'A', EN: 'A' }, line: 1, group: 'g' }],
      'categories[0].name.EN is not a name that can stand here: must be a language tag such as "en"',
    ],
    [
      'categories',
      [{ id: 'a', name: { ru: 'А' }, line: 1, group: 'g' }],
      'categories[0].name must have a text for "en"',
    ],
    [
      'sla-policies',
      [{ id: 'a', schedule: 's', targets: { 'first-replay': 5 } }],
      'sla-policies[0].targets.first-replay is not a field that is known here; did you mean "first-reply"?',
    ],
    [
      'schedules',
      [{ id: 'a', timeZone: 'UTC', week: { mon: [['09:00']] } }],
      'schedules[0].week.mon[0] must have at least 2 items',
    ],
    [
      'schedules',
      [{ id: 'a', timeZone: 'UTC', week: { mon: ['09:00'] } }],
      'schedules[0].week.mon[0] must be a list, not text',
    ],
    [
      'schedules',
      [{ id: 'a', timeZone: 'UTC', week: {}, holidays: ['25.12.'] }],
      'schedules[0].holidays[0] must be a date such as "2026-12-25", or "12-25" for every year',
    ],
    [
      'schedules',
      [{ id: 'a', timeZone: 'UTC', week: {}, holidays: ['02-29', '2028-02-29', '2027-02-29', '02-30'] }],
      'schedules[0].holidays[2] must be a date such as "2026-12-25", or "12-25" for every year',
      'schedules[0].holidays[3] must be a date such as "2026-12-25", or "12-25" for every year',
    ],
  ])('of %s %j says: %s', (kind, input, ...sentences) => {
    expect(wrong(kind, input)).toEqual(sentences);
  });

  it('tells the API no more than two hundred problems, and the command line all', () => {
    const input = Array.from({ length: 300 }, () => 5);
    const api = parseDocument('agents', input);
    const all = readDocument('agents', input);
    expect('problems' in api && api.problems.length).toBe(200);
    expect('problems' in all && all.problems.length).toBe(300);
  });
});

describe('sentences for schemas that settings do not have yet', () => {
  const said = (schema: z.core.$ZodType, input: unknown): string | undefined =>
    z.safeParse(schema, input, { error: sentenceOf }).error?.issues[0]?.message;

  it('say something that is true', () => {
    expect(said(z.email(), 'x')).toBe('is not in the form that it must have');
    expect(said(z.number().check(z.multipleOf(5)), 3)).toBe('is not what can stand here');
    expect(said(z.literal('a'), 5)).toBe('must be a');
    expect(said(z.bigint(), 'x')).toBe('must be bigint, not text');
    expect(said(z.union([z.literal('a'), z.boolean()]), 'x')).toBe('must be a');
    expect(said(z.union([z.number(), z.boolean()]), 'x')).toBe('is not what can stand here');
  });
});
