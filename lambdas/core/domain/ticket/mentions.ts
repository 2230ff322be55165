/** Who is called by `@` in an internal note: by id, by full name, or by first name where only one agent has it. */
import type { Agent } from '../settings/schemas.ts';

/** More calls than this in one note are noise. */
const MOST_CALLS = 100;

const wordCharacter = /[\p{L}\p{N}_-]/u;

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
  const lower = text.toLowerCase();
  const names = callNames(agents);
  const found = new Set<string>();
  let at = lower.indexOf('@');
  for (let calls = 0; at !== -1 && calls < MOST_CALLS; calls += 1) {
    const start = at + 1;
    // A letter before it makes it an address, `anna@example.com`.
    const isCall = at === 0 || !wordCharacter.test(lower.charAt(at - 1));
    const hit = names.find(
      ([name]) => lower.startsWith(name, start) && !wordCharacter.test(lower.charAt(start + name.length)),
    );
    if (isCall && hit !== undefined) found.add(hit[1]);
    at = lower.indexOf('@', start);
  }
  return [...found];
};
