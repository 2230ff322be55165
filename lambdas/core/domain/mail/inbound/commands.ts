/** What an agent orders on the first visible lines of a mail: `#solved`, `#note`, `#assign me` (product.md section 4.10). */
import type { Line } from '../../ticket/words.ts';

export type MailCommand =
  | { readonly name: 'solved' | 'pending' | 'note' | 'assign-me' }
  | { readonly name: 'line'; readonly line: Line };

export interface Orders {
  /** Each once, in the order written. */
  readonly commands: readonly MailCommand[];
  /** What remains of the visible text. */
  readonly text: string;
  /** As written: unknown, incomplete or contradicting. When there are any, nothing may become public or be carried out. */
  readonly notUnderstood: readonly string[];
}

/** Orders stand on top; a `#` further down is text. */
const MOST_LINES = 10;
const WORD_MOST = 100;

/** `#` before a letter; `#1001` is a ticket and `##` a heading. One space is forgiven, full-width `＃` too. */
const ORDER_LINE = /^[ \t\u00a0*_]{0,9}[#＃] ?(?=\p{L})/u;
const LINES: Readonly<Record<string, Line>> = { '1': 1, '2': 2, '3': 3 };

const plain = (word: string): string => word.toLowerCase().replace(/^[*_]+|[.,;:!*_]+$/g, '');

/** One `#…` with the words up to the next `#`; `rest` is text that came behind the order. */
interface Order {
  readonly command: MailCommand | null;
  readonly rest: string;
}

const orderOf = (piece: string): Order => {
  const [first, second = '', ...more] = piece.trim().split(/\s+/);
  const name = plain(String(first));
  const line = LINES[plain(second)];
  if (name === 'assign')
    return { command: plain(second) === 'me' ? { name: 'assign-me' } : null, rest: more.join(' ') };
  if (name === 'line') return { command: line === undefined ? null : { name, line }, rest: more.join(' ') };
  const isKnown = name === 'solved' || name === 'pending' || name === 'note';
  return { command: isKnown ? { name } : null, rest: [second, ...more].join(' ').trim() };
};

/** `#solved #line 2` is two; a `#1001` behind an order stays part of its text. */
const piecesOf = (line: string): readonly string[] =>
  line.replace(ORDER_LINE, '').split(/(?<=\s)[#＃](?=\p{L})/u);

const contradicts = (commands: readonly MailCommand[]): boolean =>
  (commands.some(({ name }) => name === 'solved') && commands.some(({ name }) => name === 'pending')) ||
  commands.filter(({ name }) => name === 'line').length > 1;

const spelled = (command: MailCommand): string =>
  command.name === 'line' ? `#line ${command.line}` : `#${command.name.replace('-', ' ')}`;

/** `visible` is the mail without quoted history and signature. Only for mail that the gate admitted as an agent's. */
export const ordersIn = (visible: string): Orders => {
  const lines = visible.trim().split('\n');
  const commands = new Map<string, MailCommand>();
  const texts: string[] = [];
  const notUnderstood: string[] = [];
  let read = 0;
  for (const line of lines.slice(0, MOST_LINES)) {
    if (line.trim() !== '' && !ORDER_LINE.test(line)) break;
    read += 1;
    for (const piece of line.trim() === '' ? [] : piecesOf(line)) {
      const { command, rest } = orderOf(piece);
      if (command === null) notUnderstood.push(`#${piece.trim().slice(0, WORD_MOST)}`);
      else commands.set(spelled(command), command);
      if (command !== null && rest !== '') texts.push(rest);
    }
  }
  const given = [...commands.values()];
  return {
    commands: contradicts(given) ? [] : given,
    text: [...texts, ...lines.slice(read)].join('\n').trim(),
    notUnderstood: contradicts(given) ? [...commands.keys(), ...notUnderstood] : notUnderstood,
  };
};
