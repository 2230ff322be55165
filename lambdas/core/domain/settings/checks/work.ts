/** Products, lines, categories, templates and mailboxes: what refers to what. */
import mustache from 'mustache';
import { neverRoutedTo } from '../../triage/never-routed.ts';
import { patternProblem } from '../patterns.ts';
import type { Category, Settings } from '../schemas.ts';
import { didYouMean } from '../spelling.ts';
import { type FoundProblem, idsOf, type Path, repeated, unknownName } from './problem.ts';

export const deskProblems = ({ desk, schedules }: Settings): readonly FoundProblem[] => {
  const names = desk.products.flatMap((product, index) => [
    { product: product.id, name: product.name.toLowerCase(), path: ['products', index, 'name'] },
    ...product.aliases.map((alias, at) => ({
      product: product.id,
      name: alias.toLowerCase(),
      path: ['products', index, 'aliases', at],
    })),
  ]);
  return [
    ...unknownName('desk', ['schedule'], desk.schedule, 'schedules', idsOf(schedules)),
    ...repeated(
      'desk',
      desk.products,
      ({ id }) => id,
      (index) => ['products', index, 'id'],
    ),
    ...names.flatMap(({ product, name, path }): readonly FoundProblem[] => {
      const other = names.find((one) => one.name === name && one.product !== product);
      if (other === undefined || names.indexOf(other) > names.findIndex((one) => one.path === path))
        return [];
      return [{ kind: 'desk', path, message: `"${name}" already names the product "${other.product}"` }];
    }),
  ];
};

export const lineProblems = ({ lines }: Settings): readonly FoundProblem[] =>
  repeated(
    'lines',
    lines,
    ({ id }) => id,
    (index) => [index, 'id'],
  );

const detailProblems = (category: Category, index: number): readonly FoundProblem[] => [
  ...repeated(
    'categories',
    category.details,
    ({ name }) => name,
    (at) => [index, 'details', at, 'name'],
  ),
  ...category.details.flatMap(({ find, required }, at): readonly FoundProblem[] => {
    const wrong = find?.pattern === undefined ? null : patternProblem(find.pattern);
    const path = [index, 'details', at];
    return [
      ...(wrong === null
        ? []
        : [{ kind: 'categories' as const, path: [...path, 'find', 'pattern'], message: wrong }]),
      ...(category.default && required
        ? [
            {
              kind: 'categories' as const,
              path: [...path, 'required'],
              message: 'the default category takes everything, so it can require nothing',
            },
          ]
        : []),
    ];
  }),
  ...(category.beforeLine3 ?? []).flatMap((name, at): readonly FoundProblem[] => {
    const names = category.details.map((detail) => detail.name);
    if (names.includes(name)) return [];
    const message = `there is no detail "${name}" in this category${didYouMean(name, names)}`;
    return [{ kind: 'categories', path: [index, 'beforeLine3', at], message }];
  }),
];

/** A pin is for routing: whoever routing never gives anything would be pinned in vain. */
const pinProblems = (
  { pinnedTo }: Category,
  path: Path,
  agents: Settings['agents'],
): readonly FoundProblem[] => {
  const agent = agents.find(({ id }) => id === pinnedTo);
  if (agent === undefined) return unknownName('categories', path, pinnedTo, 'agents', idsOf(agents));
  const why = neverRoutedTo(agent);
  const message = `"${agent.id}" ${why}`;
  return why === null ? [] : [{ kind: 'categories', path: [...path], message, missing: 'agents' }];
};

export const categoryProblems = ({
  categories,
  groups,
  lines,
  agents,
}: Settings): readonly FoundProblem[] => {
  const defaults = categories.filter((category) => category.default);
  return [
    ...repeated(
      'categories',
      categories,
      ({ id }) => id,
      (index) => [index, 'id'],
    ),
    ...(defaults.length === 0
      ? [{ kind: 'categories' as const, path: [], message: 'one category must have default: true' }]
      : []),
    ...categories.flatMap((category, index): readonly FoundProblem[] => {
      const group = groups.find(({ id }) => id === category.group);
      const astray = group !== undefined && group.line !== category.line;
      return [
        ...unknownName('categories', [index, 'line'], category.line, 'lines', idsOf(lines)),
        ...unknownName('categories', [index, 'group'], category.group, 'groups', idsOf(groups)),
        ...pinProblems(category, [index, 'pinnedTo'], agents),
        ...(astray
          ? [
              {
                kind: 'categories' as const,
                path: [index, 'group'],
                message: `the group "${group.id}" is on line ${group.line}, the category on line ${category.line}`,
              },
            ]
          : []),
        ...(category.default && category !== defaults[0]
          ? [
              {
                kind: 'categories' as const,
                path: [index, 'default'],
                message: 'only one category can be the default',
              },
            ]
          : []),
        ...detailProblems(category, index),
      ];
    }),
  ];
};

const isMustache = (text: string): boolean => {
  try {
    mustache.parse(text);
    return true;
  } catch {
    return false;
  }
};

export const templateProblems = ({ templates }: Settings): readonly FoundProblem[] => [
  ...repeated(
    'templates',
    templates,
    ({ id, locale }) => `${id} in ${locale}`,
    (index) => [index, 'id'],
  ),
  ...templates.flatMap((template, index) =>
    (['subject', 'text', 'html'] as const)
      .filter((part) => !isMustache(template[part] ?? ''))
      .map((part): FoundProblem => {
        const message = 'must be mustache: a tag or a section is left open';
        return { kind: 'templates', path: [index, part], message };
      }),
  ),
];

export const mailboxProblems = ({
  mailboxes,
  desk,
  categories,
  groups,
}: Settings): readonly FoundProblem[] => [
  ...repeated(
    'mailboxes',
    mailboxes,
    ({ address }) => address,
    (index) => [index, 'address'],
  ),
  ...mailboxes.flatMap((box, index) => [
    ...unknownName('mailboxes', [index, 'product'], box.product, 'desk', idsOf(desk.products)),
    ...unknownName('mailboxes', [index, 'category'], box.category, 'categories', idsOf(categories)),
    ...unknownName('mailboxes', [index, 'group'], box.group, 'groups', idsOf(groups)),
  ]),
];
