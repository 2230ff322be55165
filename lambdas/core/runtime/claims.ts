/** The claims of a sign-in token as a caller: role by group, agent by verified address. */
import * as z from 'zod/mini';
import { DomainError } from '../domain/errors.ts';
import type { AgentCaller, RequesterCaller } from '../domain/people/caller.ts';
import type { Line } from '../domain/ticket/words.ts';

/** What of settings an agent is known by. */
export interface KnownAgent {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly lines: readonly Line[];
  readonly groups: readonly string[];
}

const groups = z.optional(z.array(z.string()));
const claims = z.object({
  sub: z.string().check(z.minLength(1), z.maxLength(255)),
  email: z.optional(z.string().check(z.maxLength(254))),
  /** Some issuers write it as a text. */
  email_verified: z.optional(z.union([z.boolean(), z.literal(['true', 'false'])])),
  name: z.optional(z.string()),
  locale: z.optional(z.string()),
  'cognito:groups': groups,
  groups,
});

/** Highest first. */
const ROLES = ['admin', 'lead', 'agent'] as const;
const MOST_NAME_LENGTH = 120;

export const refused = (name: string, message: string, cause?: unknown): DomainError =>
  new DomainError(name, 'unauthenticated', message, { cause });

const cleanName = (name: string | undefined): string | null => {
  const line = (name ?? '')
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')
    .trim();
  return line === '' ? null : line.slice(0, MOST_NAME_LENGTH).toWellFormed();
};

const cleanLocale = (locale: string | undefined): string | null =>
  locale !== undefined && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(locale) ? locale : null;

/**
 * Throws InvalidToken for claims that we cannot read, EmailNotVerified for a requester whose address nobody has
 * checked. An agent with an unverified address is nobody's record: it could be anyone's address.
 */
export const callerOfClaims = (
  raw: unknown,
  agents: readonly KnownAgent[],
  personId: (email: string) => string,
): AgentCaller | RequesterCaller => {
  const read = z.safeParse(claims, raw);
  if (!read.success) throw refused('InvalidToken', 'The token does not say who you are.');
  const { sub, email_verified: verified, name, locale } = read.data;
  const email = read.data.email?.trim().toLowerCase() ?? '';
  if (email === '') throw refused('InvalidToken', 'The token carries no email address; send the ID token.');
  const isVerified = verified === true || verified === 'true';
  const memberOf = [...(read.data['cognito:groups'] ?? []), ...(read.data.groups ?? [])];
  const role = ROLES.find((one) => memberOf.includes(one));
  if (role === undefined) {
    if (!isVerified) throw refused('EmailNotVerified', 'Verify your email address, then sign in again.');
    return {
      kind: 'requester',
      personId: personId(email),
      email,
      name: cleanName(name),
      locale: cleanLocale(locale),
    };
  }
  const agent = isVerified ? agents.find((one) => one.email.toLowerCase() === email) : undefined;
  return {
    kind: 'agent',
    role,
    id: agent?.id ?? `usr_${sub}`,
    email,
    name: agent?.name ?? cleanName(name),
    lines: agent?.lines ?? [],
    groups: agent?.groups ?? [],
  };
};
