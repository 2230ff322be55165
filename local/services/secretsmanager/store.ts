/** Secrets with their versions and stages, in SQLite. */
import { inTransaction, openDatabase } from '../../kernel/database.ts';

/** One version of a secret. */
export interface SecretVersion {
  readonly versionId: string;
  readonly secretString: string;
  /** Milliseconds, desk time. */
  readonly createdAt: number;
}

export interface SecretStore {
  /** The text that the template gave when the current version was made from it; undefined if it never was. */
  given(arn: string): string | undefined;
  version(arn: string, versionId: string): SecretVersion | undefined;
  /** The version that has the stage. */
  staged(arn: string, stage: string): SecretVersion | undefined;
  /** Stages by version id. */
  stages(arn: string): Readonly<Record<string, readonly string[]>>;
  /** Adds a version and moves the stages to it; what was current becomes previous. */
  put(arn: string, version: SecretVersion, stages: readonly string[], given?: string): void;
  close(): void;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS versions (
    arn TEXT NOT NULL, versionId TEXT NOT NULL, secretString TEXT NOT NULL, createdAt INTEGER NOT NULL, given TEXT,
    PRIMARY KEY (arn, versionId)
  );
  CREATE TABLE IF NOT EXISTS stages (
    arn TEXT NOT NULL, stage TEXT NOT NULL, versionId TEXT NOT NULL, PRIMARY KEY (arn, stage)
  );
`;

type Row = Record<string, unknown> | undefined;

const versionOf = (row: Row): SecretVersion | undefined =>
  row === undefined
    ? undefined
    : {
        versionId: String(row.versionId),
        secretString: String(row.secretString),
        createdAt: Number(row.createdAt),
      };

export const openSecretStore = (dataFolder: string): SecretStore => {
  const database = openDatabase(dataFolder, 'secrets', SCHEMA);
  const byId = database.prepare('SELECT * FROM versions WHERE arn = ? AND versionId = ?');
  const byStage = database.prepare(
    'SELECT versions.* FROM versions JOIN stages USING (arn, versionId) WHERE arn = ? AND stage = ?',
  );
  const given = database.prepare(
    'SELECT given FROM versions WHERE arn = ? AND given IS NOT NULL ORDER BY rowid DESC LIMIT 1',
  );
  const allStages = database.prepare('SELECT stage, versionId FROM stages WHERE arn = ? ORDER BY stage');
  const insert = database.prepare('INSERT INTO versions VALUES (?, ?, ?, ?, ?)');
  const setStage = database.prepare('INSERT OR REPLACE INTO stages VALUES (?, ?, ?)');

  return {
    given: (arn) => {
      const text = given.get(arn)?.given;
      return typeof text === 'string' ? text : undefined;
    },
    version: (arn, versionId) => versionOf(byId.get(arn, versionId)),
    staged: (arn, stage) => versionOf(byStage.get(arn, stage)),
    stages: (arn) => {
      const stages: Record<string, string[]> = {};
      for (const { stage, versionId } of allStages.all(arn)) {
        const id = String(versionId);
        stages[id] = [...(stages[id] ?? []), String(stage)];
      }
      return stages;
    },
    put: (arn, version, stages, from) => {
      inTransaction(database, () => {
        insert.run(arn, version.versionId, version.secretString, version.createdAt, from ?? null);
        const current = byStage.get(arn, 'AWSCURRENT');
        if (stages.includes('AWSCURRENT') && current !== undefined) {
          setStage.run(arn, 'AWSPREVIOUS', String(current.versionId));
        }
        for (const stage of stages) setStage.run(arn, stage, version.versionId);
      });
    },
    close: () => database.close(),
  };
};
