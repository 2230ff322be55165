/** A desk that works before anybody has applied a desk.yaml: one group, one category, everything at its default. */
import type { SettingsDocuments } from './schemas.ts';

/** Written out rather than parsed, for every function loads it; a test parses it and finds it whole. */
export const DEFAULT_SETTINGS: SettingsDocuments = {
  desk: {
    name: 'Support',
    locale: 'en',
    timeZone: 'UTC',
    products: [],
    closeAfterHours: 96,
    nudgeAfterHours: 48,
    autoSolveAfterHours: 168,
    detailsLimitHours: 48,
    surveyAfterHours: 24,
    ratingDays: 14,
    surveyEveryDays: 7,
    attachmentMegabytes: 25,
    quarantineMailHour: 9,
    handBackWhenAway: false,
    reminders: [50, 80],
    rateLimits: { perPerson: 120, perAddress: 60, perKey: 600 },
  },
  lines: [
    { id: 1, name: 'First line' },
    { id: 2, name: 'Second line' },
    { id: 3, name: 'Third line' },
  ],
  schedules: [
    {
      id: 'always',
      timeZone: 'UTC',
      week: {
        mon: [['00:00', '24:00']],
        tue: [['00:00', '24:00']],
        wed: [['00:00', '24:00']],
        thu: [['00:00', '24:00']],
        fri: [['00:00', '24:00']],
        sat: [['00:00', '24:00']],
        sun: [['00:00', '24:00']],
      },
      holidays: [],
      exceptions: [],
    },
    {
      id: 'office',
      timeZone: 'UTC',
      week: {
        mon: [['09:00', '17:00']],
        tue: [['09:00', '17:00']],
        wed: [['09:00', '17:00']],
        thu: [['09:00', '17:00']],
        fri: [['09:00', '17:00']],
      },
      holidays: [],
      exceptions: [],
    },
  ],
  groups: [{ id: 'support', name: 'Support', line: 1, default: true }],
  agents: [],
  categories: [
    {
      id: 'other',
      name: { en: 'Other', ru: 'Другое' },
      line: 1,
      group: 'support',
      neverHeld: false,
      default: true,
      details: [],
    },
  ],
  'sla-policies': [{ id: 'default', when: {}, schedule: 'office', targets: { 'first-reply': 480 } }],
  plans: [{ id: 'basic', name: 'Basic' }],
  organizations: [],
  templates: [],
  mailboxes: [],
  webhooks: [],
  macros: [],
};
