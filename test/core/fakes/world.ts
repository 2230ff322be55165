/** What the fakes that share a transaction share: a table in memory. */
import type { Clock } from '../../../lambdas/core/application/ports.ts';
import type { KnownMessage, OnceRow, Person, Wait } from '../../../lambdas/core/application/records.ts';
import type { LedgerRow } from '../../../lambdas/core/domain/mail/ledger.ts';
import type { HoursAccount } from '../../../lambdas/core/domain/people/support-hours.ts';
import type { TicketEvent } from '../../../lambdas/core/domain/ticket/events.ts';
import type { Comment, Ticket } from '../../../lambdas/core/domain/ticket/ticket.ts';
import type { Upload } from '../../../lambdas/core/domain/ticket/upload.ts';
import type { Outbreak } from '../../../lambdas/core/domain/triage/outbreak.ts';
import type { Triage } from '../../../lambdas/core/domain/triage/triage.ts';

export interface KeptOnce {
  readonly row: OnceRow;
  readonly expiresAt: string;
}

export interface World {
  readonly clock: Clock;
  readonly tickets: Map<string, Ticket>;
  readonly events: Map<string, TicketEvent[]>;
  readonly comments: Map<string, Comment[]>;
  readonly triages: Map<string, Triage>;
  readonly waits: Map<string, Wait>;
  readonly once: Map<string, KeptOnce>;
  readonly loads: Map<string, { readonly open: number; readonly idleSince: string | null }>;
  /** Organization and period → minutes booked. */
  readonly hours: Map<string, HoursAccount>;
  /** Person id → when they were last offered a survey. */
  readonly surveys: Map<string, string>;
  /** By person id. */
  readonly people: Map<string, Person>;
  readonly uploads: Map<string, Upload>;
  /** The last of each cluster. */
  readonly outbreaks: Map<string, Outbreak>;
  /** By SES's id. */
  readonly ledger: Map<string, LedgerRow>;
  /** Message-ID and content → SES's id of the first. */
  readonly mailed: Map<string, string>;
  /** By Message-ID without brackets, and without SES's domain. */
  readonly messages: Map<string, Omit<KnownMessage, 'messageId'>>;
}

export const emptyWorld = (clock: Clock): World => ({
  clock,
  tickets: new Map(),
  events: new Map(),
  comments: new Map(),
  triages: new Map(),
  waits: new Map(),
  once: new Map(),
  loads: new Map(),
  hours: new Map(),
  surveys: new Map(),
  people: new Map(),
  uploads: new Map(),
  outbreaks: new Map(),
  ledger: new Map(),
  mailed: new Map(),
  messages: new Map(),
});

export const onceIsTaken = (world: World, scope: string): boolean => {
  const kept = world.once.get(scope);
  return kept !== undefined && kept.expiresAt > world.clock.now();
};

export const keepOnce = (world: World, row: OnceRow): void => {
  const expiresAt = new Date(Date.parse(world.clock.now()) + 24 * 3_600_000).toISOString();
  world.once.set(row.scope, { row: structuredClone(row), expiresAt });
};
