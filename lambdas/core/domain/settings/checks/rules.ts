/** Rules of classification: that they ask and say something, of things that exist. */
import type { Settings } from '../schemas.ts';
import { type FoundProblem, idsOf, type Path, repeated, unknownName } from './problem.ts';

const kind = 'rules';

/** A rule without conditions would hold for every ticket, one without an outcome for nothing. */
const emptiness = (part: object, path: Path, message: string): readonly FoundProblem[] =>
  Object.values(part).some((value) => value !== undefined) ? [] : [{ kind, path: [...path], message }];

export const ruleProblems = ({
  rules,
  categories,
  desk,
  lines,
  mailboxes,
}: Settings): readonly FoundProblem[] => [
  ...repeated(
    kind,
    rules,
    ({ id }) => id,
    (index) => [index, 'id'],
  ),
  ...rules.flatMap(({ when, set }, index): readonly FoundProblem[] => [
    ...emptiness(when, [index, 'when'], 'must have a condition'),
    ...emptiness(set, [index, 'set'], 'must set something'),
    ...unknownName(kind, [index, 'when', 'product'], when.product, 'desk', idsOf(desk.products)),
    ...unknownName(
      kind,
      [index, 'when', 'mailbox'],
      when.mailbox,
      'mailboxes',
      mailboxes.map(({ address }) => address),
    ),
    ...unknownName(kind, [index, 'set', 'category'], set.category, 'categories', idsOf(categories)),
    ...unknownName(kind, [index, 'set', 'line'], set.line, 'lines', idsOf(lines)),
  ]),
];
