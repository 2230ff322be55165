/** Macros: that they do something, to things that exist, in words that can be filled in. */
import { templateProblems } from '../../macros/variables.ts';
import type { Macro } from '../macro-schema.ts';
import type { Settings } from '../schemas.ts';
import { type FoundProblem, idsOf, type Path, repeated, unknownName } from './problem.ts';

const kind = 'macros';

const wrong = (path: Path, message: string): readonly FoundProblem[] => [{ kind, path: [...path], message }];

/** Details that tickets of the macro can have: those of its categories, else of any. */
const detailNames = ({ categories }: Macro, settings: Settings): readonly string[] =>
  settings.categories
    .filter(({ id }) => categories === undefined || categories.includes(id))
    .flatMap(({ details }) => details.map(({ name }) => name));

const commentProblems = (macro: Macro, path: Path, settings: Settings): readonly FoundProblem[] => {
  const { comment } = macro;
  if (comment === undefined) return [];
  const allowed = { isPublic: comment.public, details: detailNames(macro, settings) };
  return Object.entries(comment.body).flatMap(([locale, text]) =>
    templateProblems(text, allowed).flatMap((message) =>
      wrong([...path, 'comment', 'body', locale], message),
    ),
  );
};

type Change = NonNullable<Macro['change']>;

/** The line that the ticket is on afterwards, where the macro says it. */
const lineOf = ({ line, groupId }: Change, { groups }: Settings) =>
  line ?? groups.find(({ id }) => id === groupId)?.line;

/** `me` is whoever applies it. */
const assigneeProblems = (change: Change, path: Path, settings: Settings): readonly FoundProblem[] => {
  const { assigneeId } = change;
  if (assigneeId === 'me') return [];
  const agent = settings.agents.find(({ id }) => id === assigneeId);
  if (agent === undefined) return unknownName(kind, path, assigneeId, 'agents', idsOf(settings.agents));
  const line = lineOf(change, settings);
  return line === undefined || agent.lines.includes(line)
    ? []
    : wrong(path, `the agent "${agent.id}" is not of line ${line}`);
};

const groupProblems = (change: Change, path: Path, settings: Settings): readonly FoundProblem[] => {
  const group = settings.groups.find(({ id }) => id === change.groupId);
  if (group === undefined) return unknownName(kind, path, change.groupId, 'groups', idsOf(settings.groups));
  return change.line === undefined || change.line === group.line
    ? []
    : wrong(path, `the group "${group.id}" is on line ${group.line}, not ${change.line}`);
};

const changeProblems = ({ change }: Macro, path: Path, settings: Settings): readonly FoundProblem[] => {
  if (change === undefined) return [];
  const { categories, desk, lines } = settings;
  const at = (field: keyof Change): Path => [...path, 'change', field];
  return [
    ...unknownName(kind, at('category'), change.category, 'categories', idsOf(categories)),
    ...unknownName(kind, at('product'), change.product, 'desk', idsOf(desk.products)),
    ...unknownName(kind, at('line'), change.line, 'lines', idsOf(lines)),
    ...groupProblems(change, at('groupId'), settings),
    ...assigneeProblems(change, at('assigneeId'), settings),
  ];
};

const isIdle = ({ comment, change }: Macro): boolean =>
  comment === undefined && Object.keys(change ?? {}).length === 0;

export const macroProblems = (settings: Settings): readonly FoundProblem[] => [
  ...repeated(
    kind,
    settings.macros,
    ({ id }) => id,
    (index) => [index, 'id'],
  ),
  ...settings.macros.flatMap((macro, index): readonly FoundProblem[] => [
    ...(isIdle(macro) ? wrong([index], 'must have a comment or a change') : []),
    ...(macro.categories ?? []).flatMap((id, at) =>
      unknownName(kind, [index, 'categories', at], id, 'categories', idsOf(settings.categories)),
    ),
    ...(macro.lines ?? []).flatMap((id, at) =>
      unknownName(kind, [index, 'lines', at], id, 'lines', idsOf(settings.lines)),
    ),
    ...changeProblems(macro, [index], settings),
    ...commentProblems(macro, [index], settings),
  ]),
];
