/**
 * Who is called by `@` in an internal note: by id, by full name, or by first name where only one agent has it. Quoted lines
 * call nobody: somebody else said them, some other time.
 */
import type { Agent } from '../settings/schemas.ts';

/** More calls than this in one note are noise. */
const MOST_CALLS = 100;

/** Calls that a ticket remembers, the newest: whoever was called before so many others has been there. */
const MOST_REMEMBERED = 50;

const wordCharacter = /[\p{L}\p{N}_-]/u;

/** A letter before it makes it an address, `anna@example.com`, and nothing behind it a sign of its own. */
const CALL = /(?<![\p{L}\p{N}_-])@(?=[\p{L}\p{N}_-])/gu;

const QUOTED_LINE = /^[^\S\n]{0,3}>.*$/gm;

const firstName = (agent: Agent): string => agent.name.toLowerCase().split(' ', 1).join('');

const callNames = (agents: readonly Agent[]): readonly (readonly [string, string])[] => {
  const firstNames = Map.groupBy(agents, firstName);
  return agents
    .flatMap((agent) => [
      [agent.id, agent.id] as const,
      [agent.name.toLowerCase(), agent.id] as const,
      ...(firstNames.get(firstName(agent))?.length === 1 ? [[firstName(agent), agent.id] as const] : []),
    ])
    .sort(([one], [other]) => other.length - one.length);
};

/** Ids of agents, each once, in the order of their first call; the longest name that fits wins. */
export const mentionsIn = (text: string, agents: readonly Agent[]): readonly string[] => {
  const lower = text.replace(QUOTED_LINE, '').toLowerCase();
  const names = callNames(agents);
  const calls = [...lower.matchAll(CALL)].slice(0, MOST_CALLS);
  const called = calls.flatMap(({ index }) => {
    const start = index + 1;
    const hit = names.find(
      ([name]) => lower.startsWith(name, start) && !wordCharacter.test(lower.charAt(start + name.length)),
    );
    return hit === undefined ? [] : [hit[1]];
  });
  return [...new Set(called)];
};

/** Everybody called on a ticket after these are called too, each once. */
export const calledAfter = (called: readonly string[], mentions: readonly string[]): readonly string[] =>
  mentions.length === 0
    ? called
    : [...called.filter((id) => !mentions.includes(id)), ...mentions].slice(-MOST_REMEMBERED);
