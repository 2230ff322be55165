/** Mistakes of webhooks that no schema sees: what their templates speak of, and where secrets may stand. */
import mustache from 'mustache';
import { textsIn } from '../../issues/body.ts';
import { ISSUE_WORDS } from '../../issues/words.ts';
import type { Settings, Webhook } from '../schemas.ts';
import { didYouMean } from '../spelling.ts';
import { type FoundProblem, type Path, repeated } from './problem.ts';

const problem = (index: number, path: Path, message: string): FoundProblem => ({
  kind: 'webhooks',
  path: [index, ...path],
  message,
});

type Token = readonly [kind: string, name: string, start: number, end: number, inner?: unknown];

/** Every name that a template speaks of; null when it is no mustache. */
const namesIn = (template: string): readonly string[] | null => {
  const names = (tokens: readonly Token[]): readonly string[] =>
    tokens.flatMap(([kind, name, , , inner]) => [
      ...(kind === 'text' || kind === '!' || kind === '=' ? [] : [name]),
      ...(Array.isArray(inner) ? names(inner as readonly Token[]) : []),
    ]);
  try {
    return names(mustache.parse(template) as readonly Token[]);
  } catch {
    return null;
  }
};

/** What is wrong with one template, null when nothing is. */
const templateProblem = (template: string, known: readonly string[]): string | null => {
  if (template.includes('${secret:')) return 'only a header may name a secret';
  const names = namesIn(template);
  if (names === null) return 'must be mustache: a tag or a section is left open';
  const unknown = names.find((name) => name !== '.' && !known.includes(name));
  return unknown === undefined
    ? null
    : `speaks of "${unknown}", which nobody knows${didYouMean(unknown, known)}`;
};

/** Of the connection itself, or of our signature. */
const RESERVED =
  /^(host|content-length|transfer-encoding|connection|keep-alive|expect|te|trailer|upgrade|proxy-.*|webhook-.*)$/i;

const headerProblem = (name: string, value: string): string | null => {
  if (!/^[a-z0-9!#$%&'*+.^_`|~-]+$/i.test(name)) return 'is no name of a header';
  if (RESERVED.test(name)) return 'is not yours to set';
  if (!/^[\t\x20-\x7e]*$/.test(value)) return 'must be ASCII';
  const rest = value.replaceAll(/\$\{secret:[a-z0-9][a-z0-9_-]{0,63}\}/g, '');
  return rest.includes('${') ? `must name a secret as \${secret:its-name}` : null;
};

const ofOne = (webhook: Webhook, index: number): readonly FoundProblem[] => {
  const { headers, body, answer, callback } = webhook;
  const texts = textsIn(body);
  const tellsCallback = texts.some(({ text }) => namesIn(text)?.includes('callback') === true);
  const link = answer.link === undefined ? null : templateProblem(answer.link, ['reference']);
  return [
    ...Object.entries(headers).flatMap(([name, value]) => {
      const wrong = headerProblem(name, value);
      return wrong === null ? [] : [problem(index, ['headers', name], wrong)];
    }),
    ...texts.flatMap(({ text, path }) => {
      const wrong = templateProblem(text, ISSUE_WORDS);
      return wrong === null ? [] : [problem(index, ['body', ...path], wrong)];
    }),
    ...(link === null ? [] : [problem(index, ['answer', 'link'], link)]),
    ...(callback == null || tellsCallback
      ? []
      : [problem(index, ['callback'], 'is never told to the developers: put {{callback}} into the body')]),
  ];
};

export const webhookProblems = ({ webhooks }: Settings): readonly FoundProblem[] => [
  ...repeated(
    'webhooks',
    webhooks,
    ({ id }) => id,
    (index) => [index, 'id'],
  ),
  ...webhooks.flatMap(ofOne),
];
