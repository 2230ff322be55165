/** Groups, agents, plans and organizations: who is where, once, on a line that exists. */
import type { Settings } from '../schemas.ts';
import { type FoundProblem, idsOf, repeated, unknownName } from './problem.ts';

export const groupProblems = ({ groups, lines, agents }: Settings): readonly FoundProblem[] => {
  const defaults = groups.filter((group) => group.default === true);
  return [
    ...repeated(
      'groups',
      groups,
      ({ id }) => id,
      (index) => [index, 'id'],
    ),
    ...(defaults.length === 0
      ? [{ kind: 'groups' as const, path: [], message: 'one group of line 1 must have default: true' }]
      : []),
    ...groups.flatMap((group, index): readonly FoundProblem[] => [
      ...unknownName('groups', [index, 'line'], group.line, 'lines', idsOf(lines)),
      ...unknownName('groups', [index, 'lead'], group.lead, 'agents', idsOf(agents)),
      ...(group.default === true && group.line !== 1
        ? [
            {
              kind: 'groups' as const,
              path: [index, 'default'],
              message: 'the default group must be on line 1',
            },
          ]
        : []),
      ...(group.default === true && group !== defaults[0]
        ? [
            {
              kind: 'groups' as const,
              path: [index, 'default'],
              message: 'only one group can be the default',
            },
          ]
        : []),
    ]),
  ];
};

export const agentProblems = ({ agents, groups, lines, schedules }: Settings): readonly FoundProblem[] => [
  ...repeated(
    'agents',
    agents,
    ({ id }) => id,
    (index) => [index, 'id'],
  ),
  ...repeated(
    'agents',
    agents,
    ({ email }) => email,
    (index) => [index, 'email'],
  ),
  ...agents.flatMap((agent, index) => [
    ...unknownName('agents', [index, 'schedule'], agent.schedule, 'schedules', idsOf(schedules)),
    ...repeated(
      'agents',
      agent.lines,
      (line) => line,
      (at) => [index, 'lines', at],
    ),
    ...repeated(
      'agents',
      agent.groups,
      (group) => group,
      (at) => [index, 'groups', at],
    ),
    ...agent.lines.flatMap((line, at) =>
      unknownName('agents', [index, 'lines', at], line, 'lines', idsOf(lines)),
    ),
    ...agent.groups.flatMap((id, at): readonly FoundProblem[] => {
      const path = [index, 'groups', at];
      const group = groups.find((one) => one.id === id);
      if (group === undefined) return unknownName('agents', path, id, 'groups', idsOf(groups));
      if (agent.lines.includes(group.line)) return [];
      const message = `the group "${id}" is on line ${group.line}, which this agent's lines leave out`;
      return [{ kind: 'agents', path, message }];
    }),
  ]),
];

export const planProblems = ({ plans, agents }: Settings): readonly FoundProblem[] => [
  ...repeated(
    'plans',
    plans,
    ({ id }) => id,
    (index) => [index, 'id'],
  ),
  ...plans.flatMap((plan, index) =>
    unknownName('plans', [index, 'manager'], plan.manager, 'agents', idsOf(agents)),
  ),
];

/** A domain or a person can have one plan only, so it can be in one organization only. */
export const organizationProblems = ({ organizations }: Settings): readonly FoundProblem[] => {
  const members = (field: 'domains' | 'people') =>
    organizations.flatMap((one, index) =>
      one[field].map((name, at) => ({ name, path: [index, field, at], organization: one.id })),
    );
  const taken = (field: 'domains' | 'people'): readonly FoundProblem[] => {
    const owners = new Map<string, string>();
    return members(field).flatMap(({ name, path, organization }) => {
      const owner = owners.get(name);
      owners.set(name, owner ?? organization);
      return owner === undefined
        ? []
        : [{ kind: 'organizations', path, message: `"${name}" is in the organization "${owner}" already` }];
    });
  };
  return [
    ...repeated(
      'organizations',
      organizations,
      ({ id }) => id,
      (index) => [index, 'id'],
    ),
    ...taken('domains'),
    ...taken('people'),
    ...organizations.flatMap(({ validFrom, validUntil }, index): readonly FoundProblem[] =>
      validFrom != null && validUntil != null && validUntil < validFrom
        ? [
            {
              kind: 'organizations',
              path: [index, 'validUntil'],
              message: `is before validFrom, which is ${validFrom}`,
            },
          ]
        : [],
    ),
  ];
};
