/** Bounded fields that requests are made of: every string has a length, every list a size. */
import * as z from 'zod/mini';
import { email, line, locale, notEmpty, paragraph, slug } from '../domain/settings/fields.ts';
import { LINES, PRIORITIES, STATUSES, TYPES } from '../domain/ticket/words.ts';
import { later } from './later.ts';

export { email, locale, slug };

export const SUBJECT_MAX = 200;
export const BODY_MAX = 100_000;

/** Spaces, and characters that nobody sees, say nothing. */
const saysSomething = z.refine<string>((text) => /[^\s\p{Cf}]/u.test(text), 'must not be blank');

export const subject = later(() => line(SUBJECT_MAX).check(saysSomething));
export const bodyText = later(() => paragraph(BODY_MAX).check(notEmpty, saysSomething));
export const personName = later(() => line(120).check(saysSomething));
export const reason = later(() => line(1000).check(saysSomething));
/** Short enough to travel in an event. */
export const note = later(() => line(200).check(saysSomething));
export const tag = later(() => line(50).check(saysSomething));
export const tags = later(() => z.array(tag()).check(z.maxLength(50)));
export const details = later(() =>
  z
    .record(slug, paragraph(5000).check(notEmpty, saysSomething))
    .check(z.refine((all) => Object.keys(all).length <= 50, 'must have at most 50 details')),
);
export const uploadIds = later(() =>
  z.array(z.string().check(z.regex(/^upl_[0-9A-HJKMNP-TV-Z]{26}$/))).check(z.maxLength(20)),
);
export const priority = later(() => z.enum(PRIORITIES));
export const status = later(() => z.enum(STATUSES));
export const ticketType = later(() => z.enum(TYPES));
export const lineNumber = later(() => z.literal([...LINES]));

/** `tkt_…` or the number people say, with or without `#`. */
export const ticketRef = later(() =>
  z
    .string()
    .check(z.regex(/^(tkt_[0-9A-HJKMNP-TV-Z]{26}|#?[1-9][0-9]{0,14})$/, 'must be a ticket id or number')),
);

export const pageQuery = later(
  () =>
    ({
      'page[size]': z.optional(z.string().check(z.regex(/^([1-9]|[1-9][0-9]|100)$/, 'must be 1 to 100'))),
      'page[after]': z.optional(z.string().check(z.minLength(1), z.maxLength(2000))),
    }) as const,
);

/** ISO 8601 UTC. */
export const time = later(() => z.iso.datetime());
export const timeOrNull = later(() => z.nullable(time()));
