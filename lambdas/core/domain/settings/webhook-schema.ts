/** The shape of a webhook: where issues for developers go, in which words, and how to read what comes back (ADR 20). */
import * as z from 'zod/mini';
import { line, slug } from './fields.ts';

const BODY_MAX = 20_000;
const DEPTH_MAX = 12;

/** RFC 6901, below the root. */
const pointer = z
  .string()
  .check(
    z.maxLength(300),
    z.regex(/^(\/([^~/]|~[01])*)+$/, 'must be a JSON pointer such as "/key" or "/fields/status/name"'),
  );

/** Encrypted on its way; this machine's own services need not be, and are refused wherever the desk is deployed. */
const address = z.string().check(
  z.maxLength(2000),
  z.refine(
    (text) =>
      URL.canParse(text) &&
      /^(https:\/\/[^\s/?#@]+|http:\/\/(127\.0\.0\.1|localhost)(:\d+)?)([/?][^\s#]*)?$/.test(text),
    'must be an address that begins with "https://", without user name or "#"',
  ),
);

const isJson = (value: unknown, depth = 0): boolean => {
  if (depth > DEPTH_MAX) return false;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every((one) => isJson(one, depth + 1));
  return (
    typeof value === 'object' &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.values(value).every((one) => isJson(one, depth + 1))
  );
};

/** Not described as the recursive thing that it is: JSON Schema would say no more than "anything". */
const body = z.record(z.string(), z.unknown()).check(
  z.refine((fields) => isJson(fields), `must be fields, lists, texts and numbers, at most ${DEPTH_MAX} deep`),
  z.refine((fields) => JSON.stringify(fields).length <= BODY_MAX, `must have at most ${BODY_MAX} characters`),
);

const said = z._default(z.array(line(80)).check(z.maxLength(20)), []);

export const webhook = z.strictObject({
  id: slug,
  name: line(80),
  url: address,
  method: z._default(z.enum(['POST', 'PUT']), 'POST'),
  /** `${secret:name}` in a value is filled in when it is sent. */
  headers: z._default(z.record(line(60), line(2000)), {}),
  body,
  /** Name of the secret that signs it, as Standard Webhooks has it; null: unsigned. */
  signingSecret: z.nullish(slug),
  answer: z._default(
    z.strictObject({
      reference: z.optional(pointer),
      url: z.optional(pointer),
      /** Mustache over `reference`, where the answer has no address that a person can open. */
      link: z.optional(line(500)),
    }),
    {},
  ),
  /** How to read callbacks that are not in the desk's own words. */
  callback: z.nullish(
    z.strictObject({
      state: z.optional(pointer),
      inProgress: said,
      done: said,
      rejected: said,
      expectedFixAt: z.optional(pointer),
      comment: z.optional(pointer),
    }),
  ),
});
