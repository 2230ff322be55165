/**
 * A round by the clock: when settings that promises are computed from have changed, every open ticket is brought under
 * them, so that views, promised times and sleeping workflows do not wait for the ticket's next event (ADR 24).
 */
import { isNamed } from '../../domain/errors.ts';
import { followSettings as rule } from '../../domain/ticket/follow.ts';
import { later } from '../../domain/ticket/instants.ts';
import { LINES } from '../../domain/ticket/words.ts';
import { everyItem } from '../every-page.ts';
import { SYSTEM } from '../people.ts';
import type { Ports } from '../ports.ts';
import { keep } from '../tickets/keep.ts';
import { throwTogether, turns } from '../turns.ts';
import type { Round } from './in-turn.ts';

type FollowPorts = Pick<Ports, 'tickets' | 'settings' | 'clock' | 'ids'>;

/** Tickets that are looked at side by side. */
const LANES = 10;

/** Tickets that one round changes; the next one goes on. */
const MOST_CHANGES = 500;

const openTickets = async (ports: FollowPorts): Promise<readonly string[]> => {
  const open = await everyItem((page) => ports.tickets.view({ kind: 'open', lines: LINES }, page));
  return open.map(({ id }) => id);
};

/** True when there was something to change. Whoever changed the ticket first brought it under the settings as well. */
const followOne = async (ports: FollowPorts, id: string, correlationId: string): Promise<boolean> => {
  const [before, settings] = await Promise.all([ports.tickets.find(id), ports.settings.current()]);
  if (before === null) return false;
  const now = later(ports.clock.now(), before.updatedAt);
  const decision = rule(before, settings);
  try {
    const { events } = await keep(ports, { before, decision, now, settings, actor: SYSTEM, correlationId });
    return events.length > 0;
  } catch (error) {
    if (isNamed(error, 'VersionConflict')) return true;
    throw error;
  }
};

/**
 * Costs nothing when nothing has changed since this instance looked. It is done when it found nothing to change: what an
 * index showed late, or whoever had read the settings just before they changed, is found by the round after. A ticket that
 * cannot be changed keeps nobody else waiting; its error is thrown when all have had their turn.
 */
export const followSettings = (ports: FollowPorts): Round<{ readonly followed: number }> => {
  let known: string | null = null;
  return async ({ correlationId, settings: { termsChangedAt } }) => {
    if (termsChangedAt === undefined || known === termsChangedAt) return { followed: 0 };
    known = await ports.settings.followed('terms');
    if (known === termsChangedAt) return { followed: 0 };
    const waiting = [...(await openTickets(ports))];
    const { take, failures } = turns();
    let followed = 0;
    const lane = async (): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined && followed < MOST_CHANGES; id = waiting.shift()) {
        const ticketId = id;
        if (await take(() => followOne(ports, ticketId, correlationId))) followed += 1;
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    throwTogether(failures, 'tickets could not be brought under the settings');
    if (followed === 0) await ports.settings.follow('terms', termsChangedAt);
    return { followed };
  };
};
