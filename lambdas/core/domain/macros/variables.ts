/** What the text of a macro may speak of, and what is wrong with one that speaks of something else. */
import mustache from 'mustache';
import { didYouMean } from '../settings/spelling.ts';

/** Every variable but the details, which are `details.<name>`; words.ts says what each becomes. */
export const VARIABLES = [
  'requester.name',
  'requester.email',
  'ticket.number',
  'ticket.subject',
  'ticket.category',
  'ticket.product',
  'ticket.group',
  'ticket.expectedFixAt',
  'ticket.link',
  'agent.name',
  'desk.name',
] as const;
export type Variable = (typeof VARIABLES)[number];

type Token = readonly [kind: string, value: string, from: number, to: number, inner?: unknown];

const isTag = (token: Token): boolean => token[0] !== 'text' && token[0] !== '!';

const innerOf = (token: Token): readonly Token[] =>
  Array.isArray(token[4]) ? tagsIn(token[4] as readonly Token[]) : [];

/** With those inside of sections. */
const tagsIn = (tokens: readonly Token[]): readonly Token[] =>
  tokens.filter(isTag).flatMap((token) => [token, ...innerOf(token)]);

const read = (text: string): readonly Token[] | null => {
  try {
    return tagsIn(mustache.parse(text) as readonly Token[]);
  } catch {
    return null;
  }
};

/** A value, or a section that shows its content when there is one (`#`), or when there is none (`^`). */
const ALLOWED = ['name', '#', '^'];

const LINK =
  '"ticket.link" is for notes: what opens the ticket must not be read by others, and every mail brings its reader their own';

/**
 * Sentences, each about one tag; none when the text can be used. `details`: names that `{{details.…}}` may have.
 * Other tags of mustache are refused: text that nobody escapes twice needs no third brace, and there are no partials.
 */
export const templateProblems = (
  text: string,
  { isPublic, details }: { readonly isPublic: boolean; readonly details: readonly string[] },
): readonly string[] => {
  const tags = read(text);
  if (tags === null) return ['must be mustache: a tag or a section is left open'];
  const known = [...VARIABLES, ...details.map((name) => `details.${name}`)];
  const wrong = tags.flatMap(([kind, name]): readonly string[] => {
    if (!ALLOWED.includes(kind)) return [`may have {{variables}} and {{#sections}}; "${name}" is neither`];
    if (!known.includes(name)) return [`there is no variable "${name}"${didYouMean(name, known)}`];
    return isPublic && name === 'ticket.link' ? [LINK] : [];
  });
  return [...new Set(wrong)];
};
