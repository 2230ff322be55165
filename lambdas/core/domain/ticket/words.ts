/** The closed sets of words that a ticket is described with (product.md section 1). */

export const STATUSES = ['new', 'open', 'pending', 'on-hold', 'solved', 'closed'] as const;
export type Status = (typeof STATUSES)[number];

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const TYPES = ['question', 'incident', 'problem', 'task'] as const;
export type TicketType = (typeof TYPES)[number];

export const CHANNELS = ['api', 'email', 'web'] as const;
export type Channel = (typeof CHANNELS)[number];

export const LINES = [1, 2, 3] as const;
export type Line = (typeof LINES)[number];

export const ROLES = ['requester', 'agent', 'lead', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const SATISFACTION_STATUSES = ['offered', 'good', 'ok', 'bad', 'withdrawn'] as const;
export type SatisfactionStatus = (typeof SATISFACTION_STATUSES)[number];

export const RATINGS = ['good', 'ok', 'bad'] as const;
export type Rating = (typeof RATINGS)[number];

export const PLANS = ['basic', 'extended', 'premium', 'custom'] as const;
export type Plan = (typeof PLANS)[number];

/** How far developers are with a ticket; `unsent`: their tracker could not be told. */
export const ISSUE_STATES = ['asked', 'opened', 'in-progress', 'done', 'rejected', 'unsent'] as const;
export type IssueState = (typeof ISSUE_STATES)[number];

export const METRICS = ['first-reply', 'next-reply', 'resolution', 'periodic-update'] as const;
export type Metric = (typeof METRICS)[number];

export const AUTHOR_KINDS = ['requester', 'agent', 'participant', 'stranger', 'system'] as const;
export type AuthorKind = (typeof AUTHOR_KINDS)[number];

export const DETAIL_KINDS = [
  'text',
  'version',
  'product',
  'steps',
  'log',
  'screenshot',
  'link',
  'business-effect',
  'expected-result',
] as const;
export type DetailKind = (typeof DETAIL_KINDS)[number];

export const LOCALES = ['en', 'ru'] as const;
/** A BCP 47 language tag. Mails and pages exist in `LOCALES`; others fall back to English. */
export type Locale = string;

export const SCOPES = ['tickets:read', 'tickets:write', 'tickets:manage', 'reports:read'] as const;
export type Scope = (typeof SCOPES)[number];
