/** The smaller stores in memory. */

import { personId } from '../../../lambdas/core/adapters/system/ids.ts';
import type {
  Followed,
  KeyStore,
  OnceStore,
  People,
  RateCounter,
  SettingsStore,
} from '../../../lambdas/core/application/desk-ports.ts';
import type {
  Clock,
  Figures,
  Loads,
  MacroUses,
  SupportHours,
} from '../../../lambdas/core/application/ports.ts';
import type {
  MachineKey,
  Person,
  SatisfactionFact,
  WaitRecord,
} from '../../../lambdas/core/application/records.ts';
import type { Waits } from '../../../lambdas/core/application/workflow-ports.ts';
import { onceTaken, superseded, versionConflict } from '../../../lambdas/core/domain/errors.ts';
import type { Silence } from '../../../lambdas/core/domain/mail/silence.ts';
import { NOTHING_BOOKED } from '../../../lambdas/core/domain/people/support-hours.ts';
import { DEFAULT_SETTINGS } from '../../../lambdas/core/domain/settings/defaults.ts';
import { type SettingsKind, TERMS } from '../../../lambdas/core/domain/settings/kinds.ts';
import type {
  Settings,
  SettingsDocument,
  SettingsDocuments,
} from '../../../lambdas/core/domain/settings/schemas.ts';
import { pageOf } from './page.ts';
import { keepOnce, onceIsTaken, type World } from './world.ts';

export const fakeLoads = (world: World): Loads => ({
  of: async (agentIds) =>
    new Map(agentIds.map((id) => [id, world.loads.get(id) ?? { open: 0, idleSince: null }])),
});

export const fakeSupportHours = (world: World): SupportHours => ({
  of: async (organizationId, period) => world.hours.get(`${organizationId}#${period}`) ?? NOTHING_BOOKED,
});

export const fakeOnceStore = (world: World): OnceStore => ({
  find: async (scope) =>
    onceIsTaken(world, scope) ? structuredClone(world.once.get(scope)?.row ?? null) : null,
  keep: async (row) => {
    if (onceIsTaken(world, row.scope)) throw onceTaken();
    keepOnce(world, row);
  },
});

export const fakeWaits = (world: World): Waits => ({
  find: async (ticketId) => world.waits.get(ticketId) ?? null,
  arm: async (wait) => {
    const stored = world.waits.get(wait.ticketId);
    if (stored === undefined || stored.generation > wait.generation) throw superseded();
    world.waits.set(wait.ticketId, { ...stored, ...wait });
  },
  disarm: async (ticketId, token, at) => {
    const stored = world.waits.get(ticketId);
    if (stored?.token !== token) return;
    world.waits.set(ticketId, { ...stored, token: null, place: null, wakeAt: at });
  },
  end: async (ticketId, generation) => {
    const stored = world.waits.get(ticketId);
    if (stored !== undefined && stored.generation <= generation) world.waits.delete(ticketId);
  },
  overdue: async (before, page) => {
    const key = (wait: { wakeAt: string; ticketId: string }): string => `${wait.wakeAt}#${wait.ticketId}`;
    const rows = [...world.waits.values()]
      .filter(({ wakeAt }) => wakeAt < before)
      .sort((a, b) => (key(a) < key(b) ? -1 : 1));
    return pageOf(rows, page, key);
  },
});

export interface FakeSettingsStore extends SettingsStore {
  /** Replaces documents without any check. */
  set(documents: Partial<Settings>): void;
}

export const fakeSettings = (clock: Clock, start: Partial<Settings> = {}): FakeSettingsStore => {
  let settings: Settings = { ...DEFAULT_SETTINGS, ...start };
  const versions = new Map<SettingsKind, number>();
  const followed = new Map<Followed, string>();
  return {
    followed: async (what) => followed.get(what) ?? null,
    follow: async (what, changedAt) => {
      followed.set(what, changedAt);
    },
    set: (documents) => {
      settings = { ...settings, ...documents };
    },
    current: async () => settings,
    read: async <K extends SettingsKind>(kind: K) => {
      const documents: SettingsDocuments = settings;
      return { document: documents[kind], version: versions.get(kind) ?? 0 };
    },
    replace: async <K extends SettingsKind>(
      kind: K,
      document: SettingsDocument<K>,
      ifVersion: number | null,
    ) => {
      const version = versions.get(kind) ?? 0;
      if (ifVersion !== null && ifVersion !== version) throw versionConflict(version);
      settings = { ...settings, [kind]: structuredClone(document) };
      if (kind === 'sla-policies') settings = { ...settings, policiesChangedAt: clock.now() };
      if (TERMS.some((term) => term === kind)) settings = { ...settings, termsChangedAt: clock.now() };
      if (kind === 'agents') settings = { ...settings, agentsChangedAt: clock.now() };
      versions.set(kind, version + 1);
      return version + 1;
    },
  };
};

export const fakeKeyStore = (): KeyStore => {
  const keys = new Map<string, MachineKey>();
  return {
    find: async (id) => keys.get(id) ?? null,
    list: async () => [...keys.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    add: async (key) => {
      keys.set(key.id, key);
    },
    remove: async (id) => keys.delete(id),
  };
};

export const fakeMacroUses = (): MacroUses => {
  const counted = new Map<string, { readonly macro: string; readonly category: string }>();
  return {
    of: async (category) => {
      const uses = new Map<string, number>();
      for (const use of counted.values())
        if (use.category === category) uses.set(use.macro, (uses.get(use.macro) ?? 0) + 1);
      return uses;
    },
    count: async ({ eventId, ...use }) => {
      counted.set(eventId, counted.get(eventId) ?? use);
    },
  };
};

export const fakeFigures = (): Figures => {
  const facts = new Map<string, SatisfactionFact>();
  const waits = new Map<string, WaitRecord>();
  const key = (fact: SatisfactionFact): string => `${fact.period}#${fact.ticketId}#${fact.offeredAt}`;
  return {
    put: async (fact) => {
      const stored = facts.get(key(fact));
      if (stored === undefined || stored.version < fact.version) facts.set(key(fact), fact);
    },
    satisfaction: async (fromPeriod, toPeriod) =>
      [...facts.entries()]
        .filter(([, { period }]) => period >= fromPeriod && period <= toPeriod)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, fact]) => fact),
    putWait: async (wait) => {
      const name = `${wait.ticketId}#${wait.since}`;
      if ((waits.get(name)?.version ?? 0) < wait.version) waits.set(name, wait);
    },
    waits: async (fromDate, toDate) =>
      [...waits.values()].filter(
        ({ since }) => since.slice(0, 10) >= fromDate && since.slice(0, 10) <= toDate,
      ),
  };
};

export const fakeRates = (): RateCounter => {
  const counts = new Map<string, number>();
  return {
    count: async (who, minute) => {
      const count = (counts.get(`${who}#${minute}`) ?? 0) + 1;
      counts.set(`${who}#${minute}`, count);
      return count;
    },
  };
};

export const fakePeople = (world: World): People => {
  const reachedAt = new Map<string, string>();
  const change = (email: string, over: Partial<Person>): void => {
    const id = personId(email);
    const unknown = { id, email, name: null, locale: null, verified: false, barred: false, silence: null };
    world.people.set(id, { ...unknown, ...world.people.get(id), ...over });
  };
  const silenceOf = (email: string): Silence | null => world.people.get(personId(email))?.silence ?? null;
  return {
    find: async (email) => world.people.get(personId(email)) ?? null,
    verify: async (email) => change(email, { verified: true }),
    silenceOf: async (email) => silenceOf(email),
    silence: async (email, silence) => {
      const isOld = (silenceOf(email)?.since ?? '') >= silence.since;
      if (isOld || (reachedAt.get(personId(email)) ?? '') >= silence.since) return;
      change(email, { silence });
    },
    endSilence: async (email, at, causes) => {
      const known = silenceOf(email);
      if (known === null || known.since >= at || !causes.includes(known.cause)) return;
      reachedAt.set(personId(email), at);
      change(email, { silence: null });
    },
  };
};
