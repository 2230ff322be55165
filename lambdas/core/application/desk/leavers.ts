/** A round by the clock: whoever was taken out of the settings holds no ticket any more, whatever `handBackWhenAway` says. */
import { handBackOfLeaver } from '../../domain/ticket/leaver.ts';
import { agentOf } from '../../domain/ticket/where.ts';
import { LINES } from '../../domain/ticket/words.ts';
import { everyPage } from '../every-page.ts';
import { SYSTEM } from '../people.ts';
import { throwTogether, turns } from '../turns.ts';
import type { Round } from '../workflow/in-turn.ts';
import { type HandBackPorts, handBackOne } from './hand-back.ts';

/** Tickets that one round hands back; the next one goes on. */
const MOST = 500;

/** Of a dozen partitions: small pages would read most of their rows twice. */
const PAGE = 500;

/** No request that read the settings before they changed is under way so much later. */
const REQUESTS_END_MILLIS = 60_000;

/**
 * Costs nothing while `agents` are what they were when this instance looked, and one read when another has looked since.
 * It is done when it found nobody to take a ticket from: what an index showed late, and whoever was given one meanwhile
 * by somebody who had read the settings before, are found by the round after (as in ADR 24). Throws when all have had their turn.
 */
export const handBackOfLeavers = (ports: HandBackPorts): Round<{ readonly handedBackOfLeavers: number }> => {
  let known: string | null = null;
  return async ({ correlationId, settings }) => {
    const { agentsChangedAt } = settings;
    if (agentsChangedAt === undefined || known === agentsChangedAt) return { handedBackOfLeavers: 0 };
    known = await ports.settings.followed('agents');
    if (known === agentsChangedAt) return { handedBackOfLeavers: 0 };
    const startedAt = Date.parse(ports.clock.now());
    const left: string[] = [];
    const open = everyPage((page) => ports.tickets.view({ kind: 'open', lines: LINES }, page), PAGE);
    for await (const tickets of open)
      for (const { id, assigneeId } of tickets)
        if (assigneeId !== null && agentOf(settings, assigneeId) === undefined) left.push(id);
    const { take, failures } = turns();
    let handedBackOfLeavers = 0;
    for (const id of left.slice(0, MOST)) {
      const about = { actor: SYSTEM, correlationId, rule: handBackOfLeaver };
      if (await take(() => handBackOne(ports, id, about))) handedBackOfLeavers += 1;
    }
    throwTogether(failures, 'tickets of whoever is no agent any more could not be handed back');
    const isSettled = startedAt - Date.parse(agentsChangedAt) > REQUESTS_END_MILLIS;
    if (left.length === 0 && isSettled) await ports.settings.follow('agents', agentsChangedAt);
    return { handedBackOfLeavers };
  };
};
