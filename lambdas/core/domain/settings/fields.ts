/** Bounded building blocks of every settings document. */
import * as z from 'zod/mini';

const controlCharacters = /[\p{Cc}\u2028\u2029]/u;

/** Nothing more is said of a text that is not there. */
export const notEmpty = z.minLength(1, { abort: true });

/** One line of text without control characters or lone surrogates, 1 to `most` UTF-16 units. */
export const line = (most: number) =>
  z.string().check(
    notEmpty,
    z.maxLength(most),
    z.refine(
      (text) => text.isWellFormed() && !controlCharacters.test(text),
      'must be one line without control characters',
    ),
  );

/** Text of several lines; tab and newline are the only control characters. */
export const paragraph = (most: number) =>
  z.string().check(
    z.maxLength(most),
    z.refine(
      (text) => text.isWellFormed() && !/(?![\t\n\r])\p{Cc}/u.test(text),
      'must not have control characters other than tab and line break',
    ),
  );

/** `first-line`, `agt_1`: what people write into desk.yaml to refer to a thing. */
export const slug = z
  .string()
  .check(
    z.regex(
      /^[a-z0-9][a-z0-9_-]{0,63}$/,
      'must be 1 to 64 of a-z, 0-9, "-" and "_", starting with a letter or digit',
    ),
  );

/** RFC 5321 limits an address to 254 characters; the form is checked loosely, as browsers do. */
export const email = z
  .string()
  .check(
    z.maxLength(254),
    z.regex(
      /^[^\s@<>",;:\\()[\]\p{Cc}]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,63}$/u,
      'must be an email address',
    ),
    z.toLowerCase(),
  );

/** A BCP 47 tag as `en`, `ru`, `pt-BR`. */
export const locale = z
  .string()
  .check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as "en"'));

export const lineNumber = z.union([z.literal(1), z.literal(2), z.literal(3)]);

/** A text per language; `en` is always there because it is the fallback. */
export const perLocale = (most: number) =>
  z.record(locale, line(most)).check(z.refine((texts) => 'en' in texts, 'must have a text for "en"'));

const HOLIDAY = /^(?:\d{4}-)?\d{2}-\d{2}$/;
const NO_HOLIDAY = 'must be a date such as "2026-12-25", or "12-25" for every year';

/** `2026-12-25`, or `12-25` for every year; the 29th of February is one in leap years. */
export const holiday = z.string().check(
  z.regex(HOLIDAY, NO_HOLIDAY),
  z.refine((text) => {
    const date = text.length === 5 ? `2028-${text}` : text;
    return !HOLIDAY.test(text) || z.safeParse(z.iso.date(), date).success;
  }, NO_HOLIDAY),
);

/** Whole minutes, at least one. */
export const minutes = z.int().check(z.minimum(1), z.maximum(5_256_000));

/** An IANA time zone that this runtime knows. */
export const timeZone = z.string().check(
  z.maxLength(64),
  z.refine((zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return true;
    } catch {
      return false;
    }
  }, 'must be an IANA time zone such as "Europe/Berlin"'),
);
