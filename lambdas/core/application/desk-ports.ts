/** Ports of the desk itself: its settings and keys, whom it knows, and what it has done already. */
import type { Silence, SilenceCause } from '../domain/mail/silence.ts';
import type { SettingsKind } from '../domain/settings/kinds.ts';
import type { Settings, SettingsDocument } from '../domain/settings/schemas.ts';
import type { MachineKey, OnceRow, Person, SealPurpose, StoredDocument } from './records.ts';

/** Settings under which open tickets are brought once they have changed: what they are promised, and who can hold them. */
export type Followed = 'terms' | 'agents';

export interface SettingsStore {
  /** The whole, from memory when the stored revision has not moved. */
  current(): Promise<Settings>;
  read<K extends SettingsKind>(kind: K): Promise<StoredDocument<K>>;
  /** Conditional on the version; throws VersionConflict. Answers the new version. */
  replace<K extends SettingsKind>(
    kind: K,
    document: SettingsDocument<K>,
    ifVersion: number | null,
  ): Promise<number>;
  /** The `termsChangedAt`, or `agentsChangedAt`, of the settings under which all open tickets were found last; null: never. */
  followed(what: Followed): Promise<string | null>;
  follow(what: Followed, changedAt: string): Promise<void>;
}

export interface KeyStore {
  find(id: string): Promise<MachineKey | null>;
  list(): Promise<readonly MachineKey[]>;
  add(key: MachineKey): Promise<void>;
  /** True when there was one. */
  remove(id: string): Promise<boolean>;
}

export interface Seals {
  seal(purpose: SealPurpose, text: string): Promise<string>;
  /** The text, or null when it is not ours, for another purpose, or damaged. */
  open(purpose: SealPurpose, sealed: string): Promise<string | null>;
  /** A short MAC (lower-case base32, at least 80 bits) for addresses whose local part ends at 64 characters. */
  mac(purpose: SealPurpose, text: string): Promise<string>;
  /** Whether it is the MAC of the text under any key that we still hold. */
  isMac(purpose: SealPurpose, text: string, mac: string): Promise<boolean>;
}

export interface OnceStore {
  find(scope: string): Promise<OnceRow | null>;
  /** Conditional on "absent or expired"; throws OnceTaken. Kept 24 hours. */
  keep(row: OnceRow): Promise<void>;
}

/** A counter per minute; answers how many have been counted with this one. */
export interface RateCounter {
  count(who: string, minute: string): Promise<number>;
}

export interface People {
  find(email: string): Promise<Person | null>;
  /** The address has proven itself; leaves alone what else is known. */
  verify(email: string): Promise<void>;
  /** Eventually consistent: asked for every automatic mail. */
  silenceOf(email: string): Promise<Silence | null>;
  /** A later silence takes the place of an earlier one, and of nothing that ended after it began. */
  silence(email: string, silence: Silence): Promise<void>;
  /** There was a sign of life: ends a silence of one of these causes that began before the time. */
  endSilence(email: string, at: string, causes: readonly SilenceCause[]): Promise<void>;
}
