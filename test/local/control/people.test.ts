import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPeople } from '../../../local/control/people.ts';
import { openTokens } from '../../../local/control/tokens.ts';
import { aClock, aFolder } from '../lambda/stage.ts';

export const DESK_FILE = `agents:
  - { id: agt_a, name: Alex, email: alex@desk.example.com, role: agent, lines: [1] }
  - { id: agt_b, name: Bea, email: bea@desk.example.com, role: agent, lines: [2] }
  - { id: agt_c, name: Cem, email: cem@desk.example.com, role: agent, lines: [3] }
  - { id: agt_l, name: Lea, email: lea@desk.example.com, role: lead, lines: [1, 2, 3] }
  - { id: agt_x, name: Ada, email: ada@desk.example.com, role: admin }
`;

const fileWith = (text: string): string => {
  const path = join(aFolder(), 'desk.yaml');
  writeFileSync(path, text);
  return path;
};

describe('the people of the desk', () => {
  it('are the first of each role and line', () => {
    const people = readPeople(fileWith(DESK_FILE));
    expect(people.agent2).toEqual({
      sub: 'agt_b',
      name: 'Bea',
      email: 'bea@desk.example.com',
      groups: ['agent'],
    });
    expect(people.admin.groups).toEqual(['admin']);
    expect(people.requester).toMatchObject({ email: 'anna@example.org', locale: 'ru', groups: [] });
  });

  it.each([
    ['not: [yaml', /cannot be used/],
    ['agents: []', /cannot be used: .*agents/],
    ['agents:\n  - { id: a, name: A, email: nobody, role: agent }', /email/],
    [DESK_FILE.replace('role: lead', 'role: agent'), /names nobody who is a lead/],
  ])('are refused with one sentence that says what is wrong (%#)', (text, message) => {
    expect(() => readPeople(fileWith(text))).toThrow(message);
  });
});

describe('their tokens', () => {
  const people = readPeople(fileWith(DESK_FILE));
  let issued = 0;
  const open = (dataFolder: string, clock = aClock(), who = people) =>
    openTokens({ dataFolder, clock, people: who, issueToken: ({ email }) => `${email}/${issued++}` });

  it('are the same after a restart, and so is the machine key', () => {
    const folder = aFolder();
    const first = open(folder);
    const before = first.all();
    expect(before.machine).toBeNull();
    first.keepMachineKey('tlk_1_secret');
    expect(open(folder).all()).toEqual({ ...before, machine: 'tlk_1_secret' });
    expect(readFileSync(join(folder, 'tokens.json'), 'utf8')).toContain('tlk_1_secret');
  });

  it('that cannot be read are said to be damaged, with what to do', () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'tokens.json'), '{"requester"');
    expect(() => open(folder)).toThrow(/tokens\.json is damaged: move it away/);
  });

  it('are made anew in their last year, and for a person who changed', () => {
    const folder = aFolder();
    const clock = aClock();
    const before = open(folder, clock).all();
    const changed = { ...people, lead: { ...people.lead, name: 'Lia' } };
    const after = open(folder, clock, changed).all();
    expect(after.lead).not.toBe(before.lead);
    expect(after.admin).toBe(before.admin);
    clock.advance(9.5 * 365.25 * 86_400_000);
    expect(open(folder, clock, changed).all().admin).not.toBe(before.admin);
  });
});
