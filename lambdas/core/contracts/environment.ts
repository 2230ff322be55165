/** What each function finds in its environment. Types the construct that sets it and is checked once at cold start. */
import * as z from 'zod/mini';
import { later } from './later.ts';

const text = z.string().check(z.minLength(1));

const fields = {
  /** The one table. */
  TABLE_NAME: text,
  /** Long texts, attachments. */
  CONTENT_BUCKET: text,
  /** Raw mail as SES stored it. */
  MAIL_BUCKET: text,
  /** Where SES's notifications wait; a message whose notification is sent there again is read again. */
  INBOUND_QUEUE_URL: z.string().check(z.regex(/^https?:\/\//)),
  /** Where events wait that may call for a mail, and gathered reminders. */
  MAIL_QUEUE_URL: z.string().check(z.regex(/^https?:\/\//)),
  /** ARN of the JSON secret `{ current, k1, … }` that signs tokens. */
  SECRET_ARN: text,
  /** Where people reach the desk, without a trailing slash. */
  BASE_URL: z.string().check(z.regex(/^https?:\/\/[^\s/]+$/)),
  /** The domain that receives our mail; reply addresses are made in it. */
  MAIL_DOMAIN: text,
  /** SES configuration set whose events tell what became of a mail. */
  CONFIGURATION_SET: text,
  OIDC_ISSUER: z.string().check(z.startsWith('https://')),
  OIDC_AUDIENCE: text,
  STATE_MACHINE_ARN: z.string().check(z.startsWith('arn:')),
  EVENT_BUS_NAME: text,
  /** Where webhooks may go: this machine too, on the desk that runs on one. */
  WEBHOOK_REACH: z.enum(['public', 'loopback']),
  VERSION: text,
} as const;

const environment = <K extends keyof typeof fields>(...names: readonly K[]) =>
  later(() =>
    z.object(Object.fromEntries(names.map((name) => [name, fields[name]])) as Pick<typeof fields, K>),
  );

const API = [
  'TABLE_NAME',
  'CONTENT_BUCKET',
  'SECRET_ARN',
  'BASE_URL',
  'OIDC_ISSUER',
  'OIDC_AUDIENCE',
  'VERSION',
] as const;
const api = environment(...API);

export const ENVIRONMENTS = {
  requester: api,
  agent: environment(...API, 'MAIL_BUCKET', 'INBOUND_QUEUE_URL'),
  admin: api,
  orchestrate: environment('TABLE_NAME', 'CONTENT_BUCKET', 'STATE_MACHINE_ARN'),
  relay: environment('EVENT_BUS_NAME'),
  notify: environment(
    'TABLE_NAME',
    'CONTENT_BUCKET',
    'SECRET_ARN',
    'BASE_URL',
    'MAIL_DOMAIN',
    'CONFIGURATION_SET',
    'MAIL_QUEUE_URL',
  ),
  receiveMail: environment(
    'TABLE_NAME',
    'CONTENT_BUCKET',
    'MAIL_BUCKET',
    'SECRET_ARN',
    'BASE_URL',
    'MAIL_DOMAIN',
  ),
  sweepMail: environment('TABLE_NAME', 'CONTENT_BUCKET', 'MAIL_BUCKET', 'INBOUND_QUEUE_URL'),
  project: environment('TABLE_NAME'),
  deliverIssue: environment('TABLE_NAME', 'CONTENT_BUCKET', 'SECRET_ARN', 'BASE_URL', 'WEBHOOK_REACH'),
  indexWords: environment('TABLE_NAME', 'CONTENT_BUCKET'),
  problems: environment('TABLE_NAME', 'CONTENT_BUCKET'),
  recordMail: environment('TABLE_NAME'),
  rebirth: environment('TABLE_NAME', 'CONTENT_BUCKET', 'STATE_MACHINE_ARN'),
  trainModel: environment('TABLE_NAME', 'CONTENT_BUCKET'),
  sweep: environment('TABLE_NAME', 'CONTENT_BUCKET', 'STATE_MACHINE_ARN'),
  ticketLifecycle: environment('TABLE_NAME', 'CONTENT_BUCKET', 'STATE_MACHINE_ARN'),
} as const;

export type Environment<D extends keyof typeof ENVIRONMENTS> = z.infer<ReturnType<(typeof ENVIRONMENTS)[D]>>;
