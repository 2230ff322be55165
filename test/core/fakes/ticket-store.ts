/** The ticket store in memory: the same conditions in the same order as the transaction. */
import type { TicketStore } from '../../../lambdas/core/application/ports.ts';
import type { LoadChange, TicketChange, Wait } from '../../../lambdas/core/application/records.ts';
import {
  agentFull,
  numberTaken,
  onceTaken,
  outbreakChanged,
  superseded,
  surveyTooSoon,
  versionConflict,
} from '../../../lambdas/core/domain/errors.ts';
import { NOTHING_BOOKED } from '../../../lambdas/core/domain/people/support-hours.ts';
import type { TicketEvent } from '../../../lambdas/core/domain/ticket/events.ts';
import type { Comment, Ticket } from '../../../lambdas/core/domain/ticket/ticket.ts';
import { applyFiling, checkFiling } from './ledger.ts';
import { clusterName } from './outbreaks.ts';
import { pageOf } from './page.ts';
import { listed, placeInView } from './ticket-view.ts';
import { applyUploads, checkUploads } from './uploads.ts';
import { keepOnce, onceIsTaken, type World } from './world.ts';

export interface FakeTicketStore extends TicketStore {
  /** Every change that was saved, in order. */
  readonly saved: readonly TicketChange[];
  /** Puts a ticket there as if it had been opened, with an unarmed wait of its generation. */
  seed(ticket: Ticket, comments?: readonly Comment[]): void;
  all(): readonly Ticket[];
  history(ticketId: string): readonly TicketEvent[];
  said(ticketId: string): readonly Comment[];
  /** The next saves throw these, one each, before anything is looked at. */
  failNext(...errors: readonly Error[]): void;
}

const unarmed = (
  ticketId: string,
  generation: number,
  rest: Pick<Wait, 'wakeAt' | 'failures' | 'failedAt'>,
): Wait => ({ ticketId, generation, token: null, place: null, ...rest });

const netLoads = (loads: readonly LoadChange[]): readonly LoadChange[] =>
  loads.filter((load) => loads.filter((other) => other.agentId === load.agentId).length === 1);

export const fakeTicketStore = (world: World): FakeTicketStore => {
  const saved: TicketChange[] = [];
  const failures: Error[] = [];

  const check = (change: TicketChange): void => {
    const { before, after } = change;
    const current = world.tickets.get(after.id) ?? null;
    if (change.generation !== undefined && current !== null && current.generation !== change.generation) {
      throw superseded();
    }
    if (change.filing !== undefined) checkFiling(world, change.filing);
    if (change.once !== undefined && onceIsTaken(world, change.once.scope)) throw onceTaken();
    const sameVersion = current?.version === before?.version && current?.generation === before?.generation;
    if (!sameVersion) throw versionConflict(current?.version ?? 0);
    if (before === null && [...world.tickets.values()].some(({ number }) => number === after.number)) {
      throw numberTaken();
    }
    for (const load of netLoads(change.loads ?? [])) {
      const open = world.loads.get(load.agentId)?.open ?? 0;
      if (load.by === 1 && load.below !== null && open >= load.below) throw agentFull(load.agentId);
    }
    if (change.hours !== undefined) {
      const { organizationId, period, before: known } = change.hours;
      const account = world.hours.get(`${organizationId}#${period}`) ?? NOTHING_BOOKED;
      if (account.minutes !== known.minutes || account.warned !== known.warned)
        throw versionConflict(before?.version ?? 0);
    }
    const lastSurvey = world.surveys.get(after.requester.id);
    if (
      change.surveyNotSince !== undefined &&
      lastSurvey !== undefined &&
      lastSurvey > change.surveyNotSince
    ) {
      throw surveyTooSoon();
    }
    checkUploads(world, change);
    if (change.outbreak !== undefined) {
      const stored = world.outbreaks.get(clusterName(change.outbreak.after));
      const { before: known } = change.outbreak;
      if (stored?.id !== known?.id || stored?.revision !== known?.revision) throw outbreakChanged();
    }
  };

  const rememberPerson = (ticket: Ticket): void => {
    const { id, email, name, locale, verified } = ticket.requester;
    const known = world.people.get(id);
    world.people.set(id, {
      id,
      email,
      name: name ?? known?.name ?? null,
      locale,
      verified: verified || known?.verified === true,
      barred: known?.barred === true,
      silence: known?.silence ?? null,
    });
  };

  const barPerson = ({ requester: { id, email }, spam }: Ticket): void => {
    const known = world.people.get(id) ?? {
      id,
      email,
      name: null,
      locale: null,
      verified: false,
      silence: null,
    };
    world.people.set(id, { ...known, barred: spam });
  };

  const apply = (change: TicketChange): void => {
    const { before, after } = structuredClone(change);
    const { id } = after;
    world.tickets.set(id, after);
    world.events.set(id, [...(world.events.get(id) ?? []), ...structuredClone(change.events)]);
    world.comments.set(id, [...(world.comments.get(id) ?? []), ...structuredClone(change.comments ?? [])]);
    for (const load of netLoads(change.loads ?? [])) {
      const open = (world.loads.get(load.agentId)?.open ?? 0) + load.by;
      world.loads.set(load.agentId, { open, idleSince: after.updatedAt });
    }
    if (change.hours !== undefined)
      world.hours.set(`${change.hours.organizationId}#${change.hours.period}`, change.hours.after);
    if (change.filing !== undefined) applyFiling(world, change.filing);
    applyUploads(world, change);
    if (change.outbreak !== undefined)
      world.outbreaks.set(clusterName(change.outbreak.after), structuredClone(change.outbreak.after));
    if (change.once !== undefined) keepOnce(world, change.once);
    if (change.triage !== undefined) world.triages.set(id, structuredClone(change.triage));
    if (change.surveyNotSince !== undefined) {
      world.surveys.set(after.requester.id, after.satisfaction.offeredAt ?? after.updatedAt);
    }
    if (before === null) rememberPerson(after);
    else if (before.spam !== after.spam) barPerson(after);
    if (change.endsWorkflow === true) world.waits.delete(id);
    else if (before === null || after.generation > before.generation) {
      const { generation, createdAt } = after;
      const wakeAt = before === null ? createdAt : world.clock.now();
      world.waits.set(id, unarmed(id, generation, { wakeAt, failures: 0, failedAt: null }));
    }
  };

  return {
    saved,
    seed: (ticket, comments = []) => {
      apply({ before: null, after: ticket, events: [], comments });
    },
    all: () => structuredClone([...world.tickets.values()]),
    history: (ticketId) => structuredClone(world.events.get(ticketId) ?? []),
    said: (ticketId) => structuredClone(world.comments.get(ticketId) ?? []),
    failNext: (...errors) => {
      failures.push(...errors);
    },
    find: async (ref) => {
      const byNumber = typeof ref === 'number' || /^\d+$/.test(ref);
      const found = byNumber
        ? [...world.tickets.values()].find((ticket) => ticket.number === Number(ref))
        : world.tickets.get(ref);
      return structuredClone(found ?? null);
    },
    save: async (change) => {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      check(change);
      apply(change);
      saved.push(structuredClone(change));
    },
    saveTogether: async (changes) => {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      for (const change of changes) check(change);
      for (const change of changes) {
        apply(change);
        saved.push(structuredClone(change));
      }
    },
    raiseGeneration: async (ticketId, from, wait) => {
      const current = world.tickets.get(ticketId);
      if (current?.generation !== from) return false;
      world.tickets.set(ticketId, { ...current, generation: from + 1 });
      world.waits.set(ticketId, unarmed(ticketId, from + 1, wait));
      return true;
    },
    comment: async (ticketId, commentId) =>
      structuredClone((world.comments.get(ticketId) ?? []).find(({ id }) => id === commentId) ?? null),
    comments: async (of, page) => {
      if (typeof of === 'string') return pageOf(world.comments.get(of) ?? [], page, ({ id }) => id);
      const all = of.flatMap((ticketId) => world.comments.get(ticketId) ?? []);
      return pageOf(
        all.sort((a, b) => (a.id < b.id ? -1 : 1)),
        page,
        ({ id }) => id,
      );
    },
    events: async (ticketId, page) =>
      pageOf(world.events.get(ticketId) ?? [], page, ({ version }) => String(version).padStart(10, '0')),
    eventsAfter: async (ticketId, version) =>
      structuredClone(
        (world.events.get(ticketId) ?? []).filter((event) => event.version > version).slice(0, 100),
      ),
    triage: async (ticketId) => structuredClone(world.triages.get(ticketId) ?? null),
    view: async (view, page) => {
      const placed = [...world.tickets.values()]
        .map((ticket) => ({ ticket, place: placeInView(ticket, view) }))
        .flatMap(({ ticket, place }) => (place === null ? [] : [{ ticket, place }]))
        .sort((a, b) => (a.place < b.place ? -1 : 1));
      const { items, next } = pageOf(placed, page, ({ place }) => place);
      return { items: items.map(({ ticket }) => listed(ticket)), next };
    },
    count: async (view) =>
      [...world.tickets.values()].filter((ticket) => placeInView(ticket, view) !== null).length,
    listed: async (ids) =>
      ids.flatMap((id) => {
        const ticket = world.tickets.get(id);
        return ticket === undefined ? [] : [listed(ticket)];
      }),
    incidents: async (problemId, page) => {
      const ids = [...world.tickets.values()]
        .filter((one) => one.problemId === problemId)
        .map(({ id }) => id);
      return pageOf(ids.sort(), page, (id) => id);
    },
    description: async (ticketId) => world.comments.get(ticketId)?.[0]?.bodyText ?? '',
  };
};
