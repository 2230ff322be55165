/** The shape of each settings document (api.md, Settings); relations between documents are in references.ts. */
import * as z from 'zod/mini';
import { DETAIL_KINDS, METRICS, PLANS, PRIORITIES } from '../ticket/words.ts';
import {
  email,
  holiday,
  line,
  lineNumber,
  locale,
  minutes,
  paragraph,
  perLocale,
  slug,
  timeZone,
} from './fields.ts';
import type { SettingsKind } from './kinds.ts';
import { languageModel } from './language-model-schema.ts';
import { macros } from './macro-schema.ts';
import { rules } from './rule-schema.ts';
import { webhook } from './webhook-schema.ts';

const list = <T extends z.core.SomeType>(item: T, most: number) => z.array(item).check(z.maxLength(most));

const lines = list(z.strictObject({ id: lineNumber, name: line(80) }), 3);

const groups = list(
  z.strictObject({
    id: slug,
    name: line(80),
    line: lineNumber,
    lead: z.nullish(slug),
    default: z.nullish(z.boolean()),
  }),
  200,
);

const agents = list(
  z.strictObject({
    id: slug,
    name: line(120),
    email,
    role: z.enum(['agent', 'lead', 'admin']),
    lines: list(lineNumber, 3),
    groups: list(slug, 50),
    skills: z._default(list(slug, 200), []),
    languages: z._default(list(locale, 30), ['en']),
    schedule: z.nullish(slug),
    /** Unsolved tickets at once; 0 takes none by itself. */
    capacity: z._default(z.int().check(z.minimum(0), z.maximum(1000)), 10),
    awayUntil: z.nullish(z.iso.datetime()),
  }),
  500,
);

/** How a detail is found in free text; every kind has a built-in way, the rest adds to it. */
const find = z.strictObject({
  labels: z.optional(list(line(60), 20)),
  pattern: z.optional(line(300)),
  values: z.optional(list(line(80), 200)),
  /** Endings of attached files that are the detail; `*` is any file. */
  files: z.optional(
    list(
      z
        .string()
        .check(z.regex(/^(?:\*|[a-z0-9]{1,10})$/, 'must be the ending of a file name such as "pdf", or "*"')),
      20,
    ),
  ),
});

const detail = z.strictObject({
  name: slug,
  kind: z.enum(DETAIL_KINDS),
  required: z._default(z.boolean(), false),
  ask: perLocale(300),
  find: z.optional(find),
});

const categories = list(
  z.strictObject({
    id: slug,
    name: perLocale(80),
    line: lineNumber,
    group: slug,
    priority: z.nullish(z.enum(PRIORITIES)),
    /** Never held back for details, whatever is missing (payments, licences). */
    neverHeld: z._default(z.boolean(), false),
    default: z._default(z.boolean(), false),
    /** The agent who gets its tickets before others do. */
    pinnedTo: z.nullish(slug),
    details: z._default(list(detail, 30), []),
    /** Names of details without which nobody escalates to line 3. */
    beforeLine3: z.optional(list(slug, 30)),
  }),
  200,
);

const interval = z.tuple([z.string(), z.string()]);
const schedules = list(
  z.strictObject({
    id: slug,
    timeZone,
    week: z.strictObject({
      mon: z.optional(list(interval, 12)),
      tue: z.optional(list(interval, 12)),
      wed: z.optional(list(interval, 12)),
      thu: z.optional(list(interval, 12)),
      fri: z.optional(list(interval, 12)),
      sat: z.optional(list(interval, 12)),
      sun: z.optional(list(interval, 12)),
    }),
    /** Dates, or months and days of every year. */
    holidays: z._default(list(holiday, 1000), []),
    exceptions: z._default(
      list(z.strictObject({ date: z.iso.date(), intervals: list(interval, 12) }), 1000),
      [],
    ),
  }),
  100,
);

const slaPolicies = list(
  z.strictObject({
    id: slug,
    when: z._default(
      z.strictObject({
        plan: z.optional(z.enum(PLANS)),
        priority: z.optional(z.enum(PRIORITIES)),
        category: z.optional(slug),
        line: z.optional(lineNumber),
        product: z.optional(slug),
        mailbox: z.optional(email),
      }),
      {},
    ),
    schedule: slug,
    targets: z.partialRecord(z.enum(METRICS), minutes),
  }),
  200,
);

const plans = list(z.strictObject({ id: z.enum(PLANS), name: line(80), manager: z.nullish(slug) }), 4);

const organizations = list(
  z.strictObject({
    id: slug,
    name: line(120),
    plan: z.enum(PLANS),
    domains: z._default(
      list(z.string().check(z.regex(/^[a-z0-9.-]+\.[a-z]{2,63}$/, 'must be a domain')), 50),
      [],
    ),
    people: z._default(list(email, 1000), []),
    /** First and last day of the plan by the desk's clock; outside them it is `basic`. */
    validFrom: z.nullish(z.iso.date()),
    validUntil: z.nullish(z.iso.date()),
    /** Hours of support that were bought with it; nobody is warned where none are said. */
    supportHours: z.nullish(z.int().check(z.minimum(1), z.maximum(100_000))),
    /** By whose clock they are told times; the desk's unless given. */
    timeZone: z.nullish(timeZone),
  }),
  2000,
);

/** Overrides of the built-in mails: mustache, `text` and `html` may be given apart. */
const templates = list(
  z.strictObject({
    id: slug,
    locale,
    subject: z.optional(line(200)),
    text: z.optional(paragraph(20_000)),
    html: z.optional(paragraph(50_000)),
  }),
  500,
);

const mailboxes = list(
  z.strictObject({
    address: email,
    product: z.nullish(slug),
    category: z.nullish(slug),
    group: z.nullish(slug),
    locale: z.nullish(locale),
    senderName: line(80),
    trustedSenders: z._default(list(email, 100), []),
  }),
  100,
);

const webhooks = list(webhook, 20);

const hours = (most: number) => z.int().check(z.minimum(1), z.maximum(most));
const perMinute = z.nullable(z.int().check(z.minimum(1), z.maximum(1_000_000)));

const charactersPerDay = z.int().check(z.minimum(1), z.maximum(100_000_000));

const desk = z.strictObject({
  name: z._default(line(80), 'Support'),
  locale: z._default(locale, 'en'),
  timeZone: z._default(timeZone, 'UTC'),
  /** Its working days: what "today" is for whoever has no schedule, and for figures; the clock's days unless given. */
  schedule: z.nullish(slug),
  products: z._default(
    list(z.strictObject({ id: slug, name: line(80), aliases: z._default(list(line(80), 50), []) }), 500),
    [],
  ),
  closeAfterHours: z._default(hours(8760), 96),
  nudgeAfterHours: z._default(hours(8760), 48),
  autoSolveAfterHours: z._default(hours(8760), 168),
  detailsLimitHours: z._default(hours(8760), 48),
  surveyAfterHours: z._default(hours(8760), 24),
  ratingDays: z._default(z.int().check(z.minimum(1), z.maximum(90)), 14),
  surveyEveryDays: z._default(z.int().check(z.minimum(0), z.maximum(365)), 7),
  /** Size of one upload, in millions of bytes. */
  attachmentMegabytes: z._default(z.int().check(z.minimum(1), z.maximum(100)), 25),
  /** Hour of the desk's day in which leads are told what waits in quarantine; null: never. */
  quarantineMailHour: z._default(z.nullable(z.int().check(z.minimum(0), z.maximum(23))), 9),
  /** Whether the unsolved tickets of an agent go back to their groups when the agent is away. */
  handBackWhenAway: z._default(z.boolean(), false),
  /** How sure the text model must be to sort a ticket, 0 to 1; below it line 1 does. */
  confidenceLimit: z._default(z.number().check(z.minimum(0), z.maximum(1)), 0.7),
  languageModel,
  /** Translations by Amazon Translate beside what agents do not read, and how much of it in a day of UTC; null: none. */
  translation: z._default(
    z.nullable(z.strictObject({ charactersPerDay: z._default(charactersPerDay, 200_000) })),
    null,
  ),
  /** Percent of a target at which the assignee is reminded. */
  reminders: z._default(list(z.int().check(z.minimum(1), z.maximum(99)), 5), [50, 80]),
  /** POSTs a minute; null: no limit. A machine key may carry its own. */
  rateLimits: z._default(z.strictObject({ perPerson: perMinute, perAddress: perMinute, perKey: perMinute }), {
    perPerson: 120,
    perAddress: 60,
    perKey: 600,
  }),
});

/** One schema for each settings kind, under the names of api.md. */
export const SETTINGS_SCHEMAS = {
  desk,
  lines,
  schedules,
  groups,
  agents,
  categories,
  'sla-policies': slaPolicies,
  plans,
  organizations,
  templates,
  mailboxes,
  rules,
  webhooks,
  macros,
} as const satisfies Record<SettingsKind, z.core.$ZodType>;

export type SettingsDocument<K extends SettingsKind> = z.infer<(typeof SETTINGS_SCHEMAS)[K]>;
export type SettingsDocuments = { readonly [K in SettingsKind]: SettingsDocument<K> };
export type Settings = SettingsDocuments & {
  /** When `sla-policies` was stored last, ISO 8601 UTC; absent when nobody knows. */
  readonly policiesChangedAt?: string;
  /** When a document of TERMS was stored last, ISO 8601 UTC; absent when nobody knows. */
  readonly termsChangedAt?: string;
  /** When `agents` was stored last, ISO 8601 UTC; absent when nobody knows. */
  readonly agentsChangedAt?: string;
};

export type DeskSettings = SettingsDocument<'desk'>;
export type Category = SettingsDocument<'categories'>[number];
export type DetailRule = Category['details'][number];
export type Group = SettingsDocument<'groups'>[number];
export type Agent = SettingsDocument<'agents'>[number];
export type Schedule = SettingsDocument<'schedules'>[number];
export type SlaPolicy = SettingsDocument<'sla-policies'>[number];
export type Organization = SettingsDocument<'organizations'>[number];
export type Mailbox = SettingsDocument<'mailboxes'>[number];
export type Webhook = SettingsDocument<'webhooks'>[number];
export type MailTemplate = SettingsDocument<'templates'>[number];
