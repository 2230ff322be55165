/** Settings documents, held in memory by each instance until the stored revision moves. */

import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { Followed, SettingsStore } from '../../application/desk-ports.ts';
import type { Clock } from '../../application/ports.ts';
import type { StoredDocument } from '../../application/records.ts';
import { versionConflict } from '../../domain/errors.ts';
import { DEFAULT_SETTINGS } from '../../domain/settings/defaults.ts';
import { SETTINGS_FORMAT } from '../../domain/settings/format.ts';
import { SETTINGS_KINDS, type SettingsKind, TERMS } from '../../domain/settings/kinds.ts';
import type { Settings, SettingsDocument } from '../../domain/settings/schemas.ts';
import { later } from '../../domain/ticket/instants.ts';
import type { Texts } from '../s3/texts.ts';
import { followedKeys, revisionKey, settingsKey, settingsPartition } from './keys.ts';
import { heldText, holdText, readText } from './long-text.ts';
import { cancellationReasons, numberIn } from './refusals.ts';
import { storedDocument } from './settings-codec.ts';
import type { Row, Table } from './table.ts';

/** The first rows do not say which schemas checked them. */
const documentRow = z.object({ document: heldText, version: z.int(), format: z.optional(z.string()) });
/** Rows of the first version do not say when they were written. */
const changedRow = z.object({ changedAt: z.optional(z.string()) });
const followedRow = z.object({
  termsChangedAt: z.optional(z.string()),
  agentsChangedAt: z.optional(z.string()),
});
const revisionRow = z.object({ revision: z.int() });

interface Held {
  readonly revision: number;
  readonly settings: Settings;
}

/** Unconditional changes meet other changes at most this often. */
const MOST_TRIES = 5;

export class DynamoSettingsStore implements SettingsStore {
  readonly #table: Table;
  readonly #texts: Texts;
  readonly #clock: Clock;
  #held: Held | null = null;

  constructor(table: Table, texts: Texts, clock: Clock) {
    this.#table = table;
    this.#texts = texts;
    this.#clock = clock;
  }

  async current(): Promise<Settings> {
    const row = await this.#table.get(revisionKey);
    const revision = row === null ? 0 : z.parse(revisionRow, row).revision;
    if (this.#held?.revision !== revision) this.#held = { revision, settings: await this.#readAll(revision) };
    return this.#held.settings;
  }

  async read<K extends SettingsKind>(kind: K): Promise<StoredDocument<K>> {
    return this.#stored(kind, await this.#table.get(settingsKey(kind)));
  }

  async replace<K extends SettingsKind>(
    kind: K,
    document: SettingsDocument<K>,
    ifVersion: number | null,
  ): Promise<number> {
    const held = await holdText(this.#texts, JSON.stringify(document));
    for (let tries = 1; ; tries += 1) {
      const version = ifVersion ?? (await this.#versionOf(kind));
      try {
        await this.#write(kind, held, version);
        return version + 1;
      } catch (error) {
        const [refused] = cancellationReasons(error) ?? [];
        if (refused?.Code !== 'ConditionalCheckFailed') throw error;
        if (ifVersion !== null || tries === MOST_TRIES) {
          throw versionConflict(numberIn(refused.Item, 'version') ?? 0);
        }
      }
    }
  }

  async followed(what: Followed): Promise<string | null> {
    const row = await this.#table.get(followedKeys[what]);
    return row === null ? null : (z.parse(followedRow, row)[`${what}ChangedAt`] ?? null);
  }

  async follow(what: Followed, changedAt: string): Promise<void> {
    await this.#table.put({ ...followedKeys[what], [`${what}ChangedAt`]: changedAt });
  }

  async #versionOf(kind: SettingsKind): Promise<number> {
    const row = await this.#table.get(settingsKey(kind), { attributes: ['version'] });
    return row === null ? 0 : z.parse(z.object({ version: z.int() }), row).version;
  }

  /** The document and the revision move together, so that no instance misses either. */
  async #write(kind: SettingsKind, document: unknown, version: number): Promise<void> {
    const TableName = this.#table.name;
    await this.#table.transact(
      [
        {
          Put: {
            TableName,
            Item: {
              ...settingsKey(kind),
              document,
              version: version + 1,
              format: SETTINGS_FORMAT,
              changedAt: this.#clock.now(),
            },
            ...(version === 0
              ? { ConditionExpression: 'attribute_not_exists(PK)' }
              : {
                  ConditionExpression: '#version = :version',
                  ExpressionAttributeNames: { '#version': 'version' },
                  ExpressionAttributeValues: { ':version': version },
                }),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
        {
          Update: {
            TableName,
            Key: { ...revisionKey },
            UpdateExpression: 'ADD #revision :one',
            ExpressionAttributeNames: { '#revision': 'revision' },
            ExpressionAttributeValues: { ':one': 1 },
          },
        },
      ],
      randomUUID(),
    );
  }

  async #readAll(revision: number): Promise<Settings> {
    if (revision === 0) return DEFAULT_SETTINGS;
    const rows = await this.#table.query({
      KeyConditionExpression: 'PK = :partition',
      ExpressionAttributeValues: { ':partition': settingsPartition },
      ConsistentRead: true,
    });
    const bySort = new Map(rows.map((row) => [row.SK, row]));
    const documents = await Promise.all(
      SETTINGS_KINDS.map(async (kind) => {
        const { document } = await this.#stored(kind, bySort.get(kind) ?? null);
        return [kind, document] as const;
      }),
    );
    const changedAt = (kind: SettingsKind): string =>
      z.parse(changedRow, bySort.get(kind) ?? {}).changedAt ?? '';
    const policiesChangedAt = changedAt('sla-policies');
    const termsChangedAt = TERMS.map(changedAt).reduce(later);
    const agentsChangedAt = changedAt('agents');
    return {
      ...DEFAULT_SETTINGS,
      ...Object.fromEntries(documents),
      ...(policiesChangedAt === '' ? {} : { policiesChangedAt }),
      ...(termsChangedAt === '' ? {} : { termsChangedAt }),
      ...(agentsChangedAt === '' ? {} : { agentsChangedAt }),
    };
  }

  async #stored<K extends SettingsKind>(kind: K, row: Row | null): Promise<StoredDocument<K>> {
    if (row === null) return { document: DEFAULT_SETTINGS[kind], version: 0 };
    const { document, version, format } = z.parse(documentRow, row);
    const value: unknown = JSON.parse(await readText(this.#texts, document));
    return { document: await storedDocument(kind, value, format), version };
  }
}
