/** What requests are made of: path, query and body of the routes, each made when it is first asked for. */
import * as z from 'zod/mini';
import { SETTINGS_KINDS } from '../domain/settings/kinds.ts';
import { SCOPES } from '../domain/ticket/words.ts';
import * as f from './fields.ts';
import { later } from './later.ts';

export const optional = <T extends z.core.SomeType>(schema: T) => z.optional(schema);
export const byTicket = later(() => z.strictObject({ ticket: f.ticketRef() }));
export const byToken = later(() =>
  z.strictObject({ token: z.string().check(z.minLength(1), z.maxLength(600)) }),
);
export const byId = later(() => z.strictObject({ id: z.string().check(z.minLength(1), z.maxLength(200)) }));
export const period = () => ({
  from: optional(z.union([z.iso.date(), f.time()])),
  to: optional(z.union([z.iso.date(), f.time()])),
});

export const viewName = later(() =>
  z
    .string()
    .check(
      z.maxLength(300),
      z.regex(
        /^(mine|unassigned|line-[123]|group:[a-z0-9][a-z0-9_-]{0,63}|requester:[^\s@]+@[^\s@]+|all-open|recently-solved|today|breaching|breached)$/,
        'must be mine, unassigned, line-1, line-2, line-3, group:<id>, requester:<email>, all-open, recently-solved, today, breaching or breached',
      ),
    ),
);

const person = later(() =>
  z.strictObject({
    email: f.email,
    name: optional(z.nullable(f.personName())),
    locale: optional(f.locale),
  }),
);

export const newTicket = later(() =>
  z.strictObject({
    subject: f.subject(),
    description: f.bodyText(),
    category: optional(f.slug),
    product: optional(f.slug),
    priority: optional(f.priority()),
    type: optional(f.ticketType()),
    details: optional(f.details()),
    locale: optional(f.locale),
    tags: optional(f.tags()),
    attachments: optional(f.uploadIds()),
    cc: optional(z.array(f.email).check(z.maxLength(20))),
    requester: optional(person()),
  }),
);

/** Fields an agent may change; null clears what may be empty. */
export const change = later(() =>
  z.strictObject({
    status: optional(f.status()),
    priority: optional(f.priority()),
    type: optional(z.nullable(f.ticketType())),
    category: optional(f.slug),
    product: optional(z.nullable(f.slug)),
    line: optional(f.lineNumber()),
    groupId: optional(f.slug),
    assigneeId: optional(z.nullable(f.slug)),
    subject: optional(f.subject()),
    tags: optional(f.tags()),
    details: optional(f.details()),
    expectedFixAt: optional(f.timeOrNull()),
  }),
);

/** The same fields, or the id of a macro in their place. */
export const bulkChange = later(() =>
  z
    .extend(change(), { macro: optional(f.slug) })
    .check(
      z.refine(
        (one) => one.macro === undefined || Object.keys(one).length === 1,
        'must be a macro or fields, not both',
      ),
    ),
);

export const newComment = later(() =>
  z.strictObject({
    body: f.bodyText(),
    public: optional(z.boolean()),
    attachments: optional(f.uploadIds()),
    status: optional(f.status()),
  }),
);

export const newKey = later(() =>
  z.strictObject({
    name: f.personName(),
    scopes: z.array(z.enum(SCOPES)).check(z.minLength(1), z.maxLength(4)),
    products: optional(z.array(f.slug).check(z.maxLength(50))),
    expiresAt: optional(z.nullable(f.time())),
    /** POSTs a minute. */
    rateLimit: optional(z.nullable(z.int().check(z.minimum(1), z.maximum(1_000_000)))),
  }),
);

export const reasonBody = later(() => z.strictObject({ reason: f.reason() }));
export const settingsKind = later(() => z.strictObject({ kind: z.enum(SETTINGS_KINDS) }));
