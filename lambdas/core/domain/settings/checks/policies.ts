/** SLA policies: what they refer to, and whether any ticket can come under them. */
import { LINES, PLANS, PRIORITIES } from '../../ticket/words.ts';
import type { Settings, SlaPolicy } from '../schemas.ts';
import { type FoundProblem, idsOf, repeated, unknownName } from './problem.ts';

type When = SlaPolicy['when'];

const takes = (earlier: When, later: When): boolean =>
  (Object.keys(earlier) as (keyof When)[]).every(
    (name) => earlier[name] === undefined || earlier[name] === later[name],
  );

/** The conditions, taken apart by all that a ticket's priority, line and plan can be. */
const cases = (when: When): readonly When[] =>
  (when.priority === undefined ? PRIORITIES : [when.priority]).flatMap((priority) =>
    (when.line === undefined ? LINES : [when.line]).flatMap((line) =>
      (when.plan === undefined ? PLANS : [when.plan]).map((plan) => ({ ...when, priority, line, plan })),
    ),
  );

/** Why no ticket ever comes under the policy, which stands behind the others; null: some may. */
const neverReached = ({ when }: SlaPolicy, before: readonly SlaPolicy[]): string | null => {
  const one = before.find((earlier) => takes(earlier.when, when));
  if (one !== undefined)
    return `is never reached: "${one.id}" stands before it and matches all that it matches`;
  return cases(when).every((each) => before.some((earlier) => takes(earlier.when, each)))
    ? 'is never reached: the policies before it together match all that it matches'
    : null;
};

export const policyProblems = (settings: Settings): readonly FoundProblem[] => {
  const policies = settings['sla-policies'];
  const kind = 'sla-policies';
  const mailboxes = settings.mailboxes.map(({ address }) => address);
  return [
    ...repeated(
      kind,
      policies,
      ({ id }) => id,
      (index) => [index, 'id'],
    ),
    ...policies.flatMap((policy, index): readonly FoundProblem[] => {
      const { when } = policy;
      const at = (name: string) => [index, 'when', name];
      const message = neverReached(policy, policies.slice(0, index));
      return [
        ...unknownName(kind, [index, 'schedule'], policy.schedule, 'schedules', idsOf(settings.schedules)),
        ...unknownName(kind, at('category'), when.category, 'categories', idsOf(settings.categories)),
        ...unknownName(kind, at('line'), when.line, 'lines', idsOf(settings.lines)),
        ...unknownName(kind, at('product'), when.product, 'desk', idsOf(settings.desk.products)),
        ...unknownName(kind, at('mailbox'), when.mailbox, 'mailboxes', mailboxes),
        ...(message === null ? [] : [{ kind: 'sla-policies' as const, path: [index], message }]),
      ];
    }),
  ];
};
