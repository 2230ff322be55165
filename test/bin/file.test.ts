import { describe, expect, it } from 'vitest';
import { readDeskFile } from '../../bin/desk/file.ts';
import { SETTINGS_KINDS } from '../../lambdas/core/domain/settings/kinds.ts';
import { aDesk, aFile, apply } from './a-desk.ts';

const mistakes = async (yaml: string): Promise<readonly string[]> => {
  const desk = await aDesk();
  const { code, said, complained } = await apply({ file: await aFile(yaml), endpoint: desk.endpoint });
  expect([code, said, desk.puts]).toEqual([1, [], []]);
  return complained;
};

describe('mistakes in a settings file', () => {
  it('are all named at once, each with its line and column, and nothing is sent', async () => {
    const yaml = `desk:
  name: 5
  closeAfterHour: 4
planz: []
groups:
  - { id: support, name: Support, line: 1, default: true }
  - id: Billing
    name: Billing
agents:
  - id: anna
    name: Anna
    email: anna
    role: agent
    lines: [1]
    groups:
      - support
      - supprt
categories:
  - { id: other, name: { en: Other }, line: 1, group: suport, default: true }
sla-policies:
  - { id: a, schedule: nights, targets: {} }
  - { id: b, schedule: nights, targets: {} }
`;
    expect(await mistakes(yaml)).toEqual([
      'desk.yaml:2:3 desk.name must be text, not a number; put it in quotes',
      'desk.yaml:3:3 desk.closeAfterHour is not a field that is known here; did you mean "closeAfterHours"?',
      'desk.yaml:4:1 planz is no settings document; did you mean "plans"?',
      'desk.yaml:7:5 groups[1].id must be 1 to 64 of a-z, 0-9, "-" and "_", starting with a letter or digit',
      'desk.yaml:7:5 groups[1].line is missing',
      'desk.yaml:12:5 agents[0].email must be an email address',
      'desk.yaml:22:5 sla-policies[1] is never reached: "a" stands before it and matches all that it matches',
      '7 mistakes; nothing was sent.',
    ]);
  });

  it('include names that lead nowhere as far as the documents around them could be read', async () => {
    const yaml = `groups:
  - { id: support, name: Support, line: 1, default: true }
categories:
  - id: other
    name: { en: Other }
    line: 1
    group: suport
    default: true
`;
    expect(await mistakes(yaml)).toEqual([
      'desk.yaml:7:5 categories[0].group there is no group "suport"; did you mean "support"?',
      '1 mistake; nothing was sent.',
    ]);
  });

  it('may be in the YAML itself', async () => {
    expect(await mistakes('desk:\n  name: "Acme\nplans: [\n')).toEqual([
      'desk.yaml:4:1 is not YAML: Missing closing "quote',
      '1 mistake; nothing was sent.',
    ]);
    expect(await mistakes('plans: []\nplans: []\n')).toEqual([
      'desk.yaml:2:1 is not YAML: Map keys must be unique',
      '1 mistake; nothing was sent.',
    ]);
  });

  it.each(['', '- a', 'text'])('may be that it is something else: %j', async (yaml) => {
    expect(await mistakes(yaml)).toEqual([
      `desk.yaml:1:1 must have a key for each document: ${SETTINGS_KINDS.join(', ')}`,
      '1 mistake; nothing was sent.',
    ]);
  });
});

describe('a place in a settings file', () => {
  const file = readDeskFile(`lines: &lines
  - id: 1
    name: First
plans: *lines
desk: { name: Acme }
`);

  it.each<[(string | number)[], number, number]>([
    [['lines'], 1, 1],
    [['lines', 0], 2, 5],
    [['lines', 0, 'name'], 3, 5],
    [['lines', 0, 'colour'], 2, 5],
    [['lines', 7], 1, 1],
    [['plans', 0, 'name'], 3, 5],
    [['desk', 'name'], 5, 9],
    [['desk', 'name', 'deeper'], 5, 9],
    [['agents', 3], 1, 1],
    [[], 1, 1],
  ])('of %j is line %i, column %i', (path, line, column) => {
    expect(file.locate(path)).toEqual({ line, column });
  });
});
