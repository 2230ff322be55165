/** An agent is away for a while: routing passes them over, and by setting their unsolved tickets go back to their groups. */
import { DomainError, invalid } from '../../domain/errors.ts';
import { isAway } from '../../domain/people/shift.ts';
import type { Agent } from '../../domain/settings/schemas.ts';
import type { Operation } from '../operation.ts';
import { actorOf, SYSTEM } from '../people.ts';
import { throwTogether, turns } from '../turns.ts';
import type { Round } from '../workflow/in-turn.ts';
import { amend } from './amend.ts';
import { type HandBackPorts, type HandingBack, handBack } from './hand-back.ts';

interface Absence {
  readonly params: { readonly agent: string };
  readonly body: { readonly until: string | null };
}

interface AbsenceView {
  readonly agentId: string;
  readonly awayUntil: string | null;
  /** How many tickets went back to their groups. */
  readonly handedBack: number;
}

const agentNotFound = (): DomainError =>
  new DomainError('AgentNotFound', 'missing', 'There is no such agent.');

const whyHandedBack = ({ name, awayUntil }: Agent): string => `${name} is away until ${awayUntil}`;

/**
 * Agents say it of themselves, leads of anybody; null: they are back. Throws Forbidden, AgentNotFound, InvalidInput at
 * `until`. Tickets that could not be handed back at once are on the next round of `handBackOfAbsent`.
 */
export const setAbsence =
  (ports: HandBackPorts): Operation<Absence, AbsenceView> =>
  async ({ input, caller, correlationId }) => {
    const id = input.params.agent;
    const mayDecide = caller.kind === 'agent' && (caller.role !== 'agent' || caller.id === id);
    if (!mayDecide)
      throw new DomainError('Forbidden', 'forbidden', 'Only leads may say that somebody else is away.');
    const now = ports.clock.now();
    const awayUntil = input.body.until === null ? null : new Date(input.body.until).toISOString();
    if (awayUntil !== null && awayUntil <= now)
      throw invalid([{ path: 'until', message: 'must be in the future' }]);
    await amend(ports, 'agents', (agents) => {
      const present = agents.find((agent) => agent.id === id);
      if (present === undefined) throw agentNotFound();
      if ((present.awayUntil ?? null) === awayUntil) return agents;
      return agents.map((agent) => (agent.id === id ? { ...agent, awayUntil } : agent));
    });
    const { take } = turns();
    const handedBack = await handBackWhenAway(ports, id, {
      actor: actorOf(caller, null),
      correlationId,
      take,
    });
    return { body: { agentId: id, awayUntil, handedBack } };
  };

/** Nothing unless the setting says so and the agent is away. */
const handBackWhenAway = async (
  ports: HandBackPorts,
  id: string,
  about: Omit<HandingBack, 'reason'>,
): Promise<number> => {
  const settings = await ports.settings.current();
  const agent = settings.agents.find((one) => one.id === id);
  if (agent === undefined || !settings.desk.handBackWhenAway || !isAway(agent, ports.clock.now())) return 0;
  return handBack(ports, agent, { ...about, reason: whyHandedBack(agent) });
};

/**
 * Everybody whose absence an admin wrote into the settings, and whatever came to somebody meanwhile; counts for the log.
 * Throws when all have had their turn.
 */
export const handBackOfAbsent =
  (ports: HandBackPorts): Round<{ readonly handedBack: number }> =>
  async ({ correlationId, settings: { agents, desk } }) => {
    if (!desk.handBackWhenAway) return { handedBack: 0 };
    const { take, failures } = turns();
    let handedBack = 0;
    for (const { id } of agents.filter((agent) => isAway(agent, ports.clock.now())))
      handedBack +=
        (await take(() => handBackWhenAway(ports, id, { actor: SYSTEM, correlationId, take }))) ?? 0;
    throwTogether(failures, 'tickets or agents could not be handed back');
    return { handedBack };
  };
