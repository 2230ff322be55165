import { describe, expect, test } from 'vitest';
import { type Import, sourcesIn } from './sources.ts';

/**
 * Design.md section 2 as a table. Three things go beyond it, each with its reason:
 * contracts speak in the words of the domain; types of the domain are free for the frames, since a type is gone at
 * run time; compose.ts may use the frames' environment and identity, or nobody could hand them what they need.
 */
interface Room {
  readonly folder: string;
  /** Beginnings of paths of ours; a file name stands for itself. */
  readonly ours: readonly string[];
  /** Allowed as types alone. */
  readonly types?: readonly string[];
  readonly packages: readonly RegExp[];
}

const CORE = 'lambdas/core';
const DOMAIN = `${CORE}/domain/`;
const PORTS = [
  'ports',
  'desk-ports',
  'workflow-ports',
  'mail-ports',
  'search-ports',
  'issue-ports',
  'problem-ports',
  'file-ports',
  'model-ports',
  'opinion-ports',
  'translation-ports',
  'records',
].map((name) => `${CORE}/application/${name}.ts`);
const NODE = /^node:/;

const ROOMS: readonly Room[] = [
  // node:crypto hashes and compares, mustache fills templates, Temporal knows the zones, Snowball the endings of words:
  // pure, unlike the rest of Node and of npm.
  {
    folder: `${CORE}/domain`,
    ours: [DOMAIN],
    packages: [
      /^zod\/mini$/,
      /^node:crypto$/,
      /^mustache$/,
      /^temporal-polyfill\/fns\//,
      /^@orama\/stemmers\//,
    ],
  },
  {
    folder: `${CORE}/application`,
    ours: [DOMAIN, `${CORE}/application/`],
    packages: [/^zod\/mini$/, /^node:crypto$/, /^mustache$/],
  },
  {
    folder: `${CORE}/adapters`,
    ours: [DOMAIN, ...PORTS, `${CORE}/contracts/`, `${CORE}/adapters/`],
    packages: [
      /^zod\/mini$/,
      /^@aws-sdk\//,
      /^@smithy\//,
      /^(ulid|nodemailer|postal-mime|sanitize-html|html-to-text|iconv-lite|aws-jwt-verify|eld)(\/|$)/,
      NODE,
    ],
  },
  {
    folder: `${CORE}/runtime`,
    ours: [`${DOMAIN}errors.ts`, `${DOMAIN}ticket/events.ts`, `${CORE}/contracts/`, `${CORE}/runtime/`],
    types: [DOMAIN],
    packages: [/^zod\/mini$/, /^@middy\/core$/, /^@aws-lambda-powertools\//, /^aws-lambda$/, NODE],
  },
  { folder: `${CORE}/contracts`, ours: [DOMAIN, `${CORE}/contracts/`], packages: [/^zod\/mini$/] },
  {
    folder: 'lib',
    ours: [`${CORE}/contracts/`, 'lib/', 'cdk.json', 'package.json'],
    packages: [/^(?!@aws-sdk\/)/],
  },
  { folder: 'local', ours: ['local/', 'bench/'], packages: [/^(?!aws-cdk-lib)/] },
  // The operator's command line refuses what the API would refuse, so it reads the same rules (ADR 2). It asks AWS about
  // a stage (ADR 7): where that is, the stage says, and under which keys open tickets stand, the table's own names.
  {
    folder: 'bin/desk',
    ours: [
      'bin/desk/',
      `${DOMAIN}settings/`,
      `${DOMAIN}ticket/words.ts`,
      `${CORE}/contracts/indexes.ts`,
      `${CORE}/adapters/dynamodb/keys.ts`,
      // Mail it reads as the desk reads it: the same rows, the same orders, the same parser.
      `${DOMAIN}mail/`,
      `${CORE}/adapters/dynamodb/ledger-row.ts`,
      `${CORE}/adapters/mime/parser.ts`,
      `${CORE}/adapters/sqs/mail-orders.ts`,
      // Secrets of webhooks stand beside the keys, in the form that functions read.
      `${CORE}/adapters/system/secret.ts`,
      // Past tickets it judges by the rules of promised times, from their own rows.
      `${DOMAIN}sla/`,
      `${DOMAIN}ticket/`,
      `${CORE}/adapters/dynamodb/event-row.ts`,
      `${CORE}/adapters/dynamodb/ticket-row.ts`,
      // It learns from tickets with the rules by which the desk asks what was learnt.
      `${DOMAIN}triage/model/`,
      // What it has learnt takes its place as what the desk learns by itself does: one decision, one store.
      `${CORE}/application/desk/activate-model.ts`,
      `${CORE}/application/desk/measure.ts`,
      `${CORE}/application/desk/use-model.ts`,
      `${CORE}/application/model-ports.ts`,
      // A model whose categories the desk does not have is refused: the desk's are in its settings.
      `${CORE}/application/desk-ports.ts`,
      `${CORE}/adapters/dynamodb/settings-store.ts`,
      `${CORE}/adapters/s3/texts.ts`,
      `${CORE}/application/ports.ts`,
      `${CORE}/contracts/training.ts`,
      `${CORE}/adapters/dynamodb/model-store.ts`,
      `${CORE}/adapters/dynamodb/trainings.ts`,
      `${CORE}/adapters/dynamodb/table.ts`,
      `${CORE}/adapters/s3/objects.ts`,
      `${DOMAIN}errors.ts`,
      'lib/stage-config.ts',
      'cdk.json',
    ],
    packages: [/^(?!aws-cdk-lib)/],
  },
];

const isAllowed = (room: Room, one: Import): boolean => {
  if (!one.isOurs) return room.packages.some((name) => name.test(one.target));
  const folders = [...room.ours, ...(one.isType ? (room.types ?? []) : [])];
  return folders.some(
    (folder) => one.target === folder || (folder.endsWith('/') && one.target.startsWith(folder)),
  );
};

describe('every room imports only what it may', () => {
  test.each(ROOMS.map((room) => [room.folder, room] as const))('%s', (folder, room) => {
    const foreign = sourcesIn(folder).flatMap(({ path, imports }) =>
      imports.filter((one) => !isAllowed(room, one)).map((one) => `${path}: ${one.statement}`),
    );
    expect(foreign).toEqual([]);
  });

  test('lambdas/core/compose', () => {
    const rooms = ['adapters', 'application', 'contracts', 'domain', 'runtime'].map(
      (room) => `${CORE}/${room}/`,
    );
    const foreign = sourcesIn(CORE)
      .filter(({ path }) => /^lambdas\/core\/compose(\.ts|\/)/.test(path))
      .flatMap(({ path, imports }) =>
        imports
          .filter(
            ({ isOurs, target }) =>
              isOurs &&
              !rooms.some((room) => target.startsWith(room)) &&
              !target.startsWith(`${CORE}/compose`),
          )
          .map((one) => `${path}: ${one.statement}`),
      );
    expect(foreign).toEqual([]);
  });
});

describe('a door says what, and how is one room further in', () => {
  const doors = ['api', 'mail', 'events', 'steps'].flatMap((folder) => sourcesIn(`lambdas/${folder}`));

  test.each(doors.map((door) => [door.path, door] as const))(
    '%s is two imports and an export',
    (_path, door) => {
      const targets = door.imports.map(({ target }) => target);
      expect(
        targets.filter((target) => /^lambdas\/core\/runtime\/[a-z-]+-frame\.ts$/.test(target)),
      ).toHaveLength(1);
      expect(targets.filter((target) => /^lambdas\/core\/compose(\.ts$|\/)/.test(target))).toHaveLength(1);
      expect(targets).toHaveLength(2);
      expect(door.code.match(/\bexport\b/g)).toHaveLength(1);
      expect(door.code.split('\n').filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(4);
    },
  );

  test('no bundle contains local, lib, bin or tests', () => {
    const inside = sourcesIn('lambdas').flatMap(({ path, imports }) =>
      imports
        .filter(({ isOurs, target }) => isOurs && !target.startsWith('lambdas/'))
        .map((one) => `${path}: ${one.statement}`),
    );
    expect(inside).toEqual([]);
  });
});
