/** A desk that works before anybody has applied a desk.yaml: one group, one category, everything at its default. */
import * as z from 'zod/mini';
import { SETTINGS_SCHEMAS, type Settings } from './schemas.ts';

export const DEFAULT_SETTINGS: Settings = {
  desk: z.parse(SETTINGS_SCHEMAS.desk, {}),
  lines: [
    { id: 1, name: 'First line' },
    { id: 2, name: 'Second line' },
    { id: 3, name: 'Third line' },
  ],
  schedules: z.parse(SETTINGS_SCHEMAS.schedules, [
    {
      id: 'always',
      timeZone: 'UTC',
      week: Object.fromEntries(
        ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
      ),
    },
  ]),
  groups: [{ id: 'support', name: 'Support', line: 1, default: true }],
  agents: [],
  categories: z.parse(SETTINGS_SCHEMAS.categories, [
    { id: 'other', name: { en: 'Other', ru: 'Другое' }, line: 1, group: 'support', default: true },
  ]),
  'sla-policies': [{ id: 'default', when: {}, schedule: 'always', targets: { 'first-reply': 480 } }],
  plans: [{ id: 'basic', name: 'Basic' }],
  organizations: [],
  templates: [],
  mailboxes: [],
};
