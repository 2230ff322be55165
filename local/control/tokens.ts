/** Bearer tokens for the people of the desk, the same ones after a restart. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Clock } from '../kernel/contract.ts';
import { CannotStart } from '../launch/cannot-start.ts';
import type { TokenClaims } from '../services/cognito.ts';
import { PERSON_KEYS, type Person, type PersonKey } from './people.ts';

const TEN_YEARS = 10 * 365.25 * 86_400_000;
const ONE_YEAR = TEN_YEARS / 10;

const stored = z.record(
  z.string(),
  z.object({ token: z.string(), person: z.string(), expiresAt: z.number() }),
);
type Stored = z.infer<typeof stored>;

export interface Tokens {
  /** By `requester`, `requester2`, `agent1` to `agent3`, `lead`, `admin`; `machine` is null until its key is made. */
  all(): Readonly<Record<PersonKey, string> & { machine: string | null }>;
  /** Keeps the secret of the machine key, which the API shows only once. */
  keepMachineKey(secret: string): void;
}

export interface TokensOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly people: Readonly<Record<PersonKey, Person>>;
  readonly issueToken: (claims: TokenClaims) => string;
}

/** Tokens are valid for ten desk-years, and made anew when less than one is left or the person has changed. */
export function openTokens({ dataFolder, clock, people, issueToken }: TokensOptions): Tokens {
  const path = join(dataFolder, 'tokens.json');
  let kept = existsSync(path) ? readStored(path) : {};
  const keep = (changed: Stored): void => {
    kept = { ...kept, ...changed };
    writeFileSync(`${path}.new`, JSON.stringify(kept, undefined, 2), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  };
  const tokenOf = (key: PersonKey): string => {
    const person = JSON.stringify(people[key]);
    const known = kept[key];
    if (known && known.person === person && known.expiresAt - clock.now() > ONE_YEAR) return known.token;
    const expiresAt = clock.now() + TEN_YEARS;
    const token = issueToken({ ...people[key], expiresAt });
    keep({ [key]: { token, person, expiresAt } });
    return token;
  };
  return {
    all: () => ({
      ...(Object.fromEntries(PERSON_KEYS.map((key) => [key, tokenOf(key)])) as Record<PersonKey, string>),
      machine: kept.machine?.token ?? null,
    }),
    keepMachineKey: (secret) => keep({ machine: { token: secret, person: 'machine', expiresAt: 0 } }),
  };
}

function readStored(path: string): Stored {
  try {
    return stored.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new CannotStart(`${path} is damaged: move it away, and tokens are made anew.`, { cause });
  }
}
