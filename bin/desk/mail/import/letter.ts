/** What the import knows of a message before the desk has read it: its name, its date, and what it answers. */
import { createHash } from 'node:crypto';
import type { Place } from './sources.ts';

export interface Letter {
  /** Of its content alone: the same message again is the same, wherever it lies. 40 characters, as SES's ids. */
  readonly id: string;
  readonly place: Place;
  /** Milliseconds; null when it does not say, or nobody can read it. */
  readonly writtenAt: number | null;
  /** Its Message-ID and those that it refers to. */
  readonly refersTo: readonly string[];
}

/** Headers that matter stand in the first of it. */
const HEAD_BYTES = 256 * 1024;
/** The oldest and the newest of a long conversation tell which it is. */
const MOST_IDS = 200;

const headOf = (message: Buffer): string => {
  const head = message.toString('latin1', 0, Math.min(message.length, HEAD_BYTES));
  const end = /\r?\n\r?\n/.exec(head)?.index ?? head.length;
  return head.slice(0, end).replaceAll(/\r?\n[ \t]+/g, ' ');
};

const valuesOf = (head: string, name: string): readonly string[] =>
  [...head.matchAll(new RegExp(`^${name}:(.*)$`, 'gim'))].map(([, value = '']) => value.trim());

const dateOf = (head: string): number | null => {
  const at = Date.parse(valuesOf(head, 'date')[0] ?? '');
  return Number.isNaN(at) ? null : at;
};

export const letterOf = (message: Buffer, place: Place): Letter => {
  const head = headOf(message);
  const ids = ['message-id', 'in-reply-to', 'references']
    .flatMap((name) => valuesOf(head, name))
    .flatMap((value) => value.match(/<[^<>\s]+>/g) ?? []);
  return {
    id: createHash('sha256').update(message).digest('hex').slice(0, 40),
    place,
    writtenAt: dateOf(head),
    refersTo: [...new Set(ids)].slice(0, MOST_IDS),
  };
};
