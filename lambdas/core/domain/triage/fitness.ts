/** What a ticket asks of the agent who gets it: the language of its requester, and knowledge of its product and kind. */
import { languageOf } from '../people/language.ts';
import { isAway } from '../people/shift.ts';
import type { Agent } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';

type Asking = Pick<Ticket, 'language' | 'category' | 'product' | 'groupId'>;

export const speaks = (agent: Pick<Agent, 'languages'>, language: string): boolean =>
  agent.languages.some((spoken) => languageOf(spoken) === languageOf(language));

/** Which of the ticket's product and category are among the agent's skills. */
export const knownOf = (
  agent: Pick<Agent, 'skills'>,
  { product, category }: Pick<Ticket, 'product' | 'category'>,
): readonly string[] =>
  [product, category].filter((id): id is string => id !== null && agent.skills.includes(id));

/** What the group can offer at best: whoever has less of it is passed over, as long as there is somebody who has it. */
export interface Wanted {
  readonly language: boolean;
  /** How many of product and category the most knowing agent of the group knows. */
  readonly knowledge: number;
}

/** Those who are away, or take nothing by routing, are not waited for. */
export const wantedOf = (candidates: readonly Agent[], ticket: Asking, now: string): Wanted => {
  const group = candidates.filter(
    (agent) => agent.groups.includes(ticket.groupId) && agent.capacity > 0 && !isAway(agent, now),
  );
  return {
    language: group.some((agent) => speaks(agent, ticket.language)),
    knowledge: Math.max(0, ...group.map((agent) => knownOf(agent, ticket).length)),
  };
};
