/** SES, version 1: takes mails to send and keeps them in an outbox. */
import type { Activity, Clock, Service } from '../kernel/contract.ts';
import type { BusEvent } from './events.ts';

export interface OutboxMessage {
  /** SES's message id, without its domain. */
  readonly id: string;
  readonly to: readonly string[];
  readonly from: string;
  readonly subject: string;
  /** Names in lower case; the last of several wins, `received` and the like are rare here. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly html: string;
  readonly raw: string;
  /** ISO 8601, desk time. */
  readonly sentAt: string;
}

export interface Outbox {
  /** Oldest first; `to` is one recipient's address, `since` an ISO time (inclusive). */
  list(filter?: { readonly to?: string; readonly since?: string }): readonly OutboxMessage[];
}

export interface Ses {
  readonly service: Service;
  readonly outbox: Outbox;
  close(): void;
}

export interface SesOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly activity: Activity;
  /** Verified addresses and domains: mail from any other is rejected. */
  readonly identities: readonly string[];
  readonly configurationSets: readonly string[];
  /** Receives `Email Sent` and `Email Delivered` for mails that name a configuration set. */
  readonly onEvent: (event: BusEvent) => void | Promise<void>;
}

export const createSes = (_options: SesOptions): Ses => {
  throw new Error('stub');
};
