/** The people of `config/desk.yaml` for whom the desk on one machine keeps tokens at hand. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { CannotStart } from '../launch/cannot-start.ts';

const role = z.enum(['agent', 'lead', 'admin']);

const deskFile = z.looseObject({
  agents: z
    .array(
      z.looseObject({
        id: z.string().min(1),
        name: z.string().min(1),
        email: z.email(),
        role: role.default('agent'),
        lines: z.array(z.number()).default([]),
      }),
    )
    .min(1),
});

export interface Person {
  readonly sub: string;
  readonly email: string;
  readonly name: string;
  readonly locale?: string;
  readonly groups: readonly string[];
}

export const PERSON_KEYS = [
  'requester',
  'requester2',
  'agent1',
  'agent2',
  'agent3',
  'lead',
  'admin',
] as const;
export type PersonKey = (typeof PERSON_KEYS)[number];

/** Throws CannotStart when the file cannot be read or somebody is missing in it. */
export function readPeople(path: string): Readonly<Record<PersonKey, Person>> {
  const { agents } = readDeskFile(path);
  const first = (what: string, is: (agent: (typeof agents)[number]) => boolean): Person => {
    const found = agents.find(is);
    if (!found) throw new CannotStart(`${path} names nobody who is ${what}.`);
    return { sub: found.id, email: found.email, name: found.name, groups: [found.role] };
  };
  const onLine = (line: number) =>
    first(`an agent on line ${line}`, (one) => one.role === 'agent' && one.lines.includes(line));
  return {
    requester: requester('anna@example.org', 'Anna Petrova', 'ru'),
    requester2: requester('bob@example.net', 'Bob Miller', 'en'),
    agent1: onLine(1),
    agent2: onLine(2),
    agent3: onLine(3),
    lead: first('a lead', (one) => one.role === 'lead'),
    admin: first('an admin', (one) => one.role === 'admin'),
  };
}

const requester = (email: string, name: string, locale: string): Person => ({
  sub: email,
  email,
  name,
  locale,
  groups: [],
});

function readDeskFile(path: string): z.infer<typeof deskFile> {
  try {
    return deskFile.parse(parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    const said = cause instanceof z.ZodError ? z.prettifyError(cause) : (String(cause).split('\n')[0] ?? '');
    const why = said.replaceAll(/\s+/g, ' ').replace(/:?$/, '.');
    throw new CannotStart(`${path} cannot be used: ${why}`, { cause });
  }
}
