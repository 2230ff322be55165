/** What a function would start with if it had nothing but its SDK clients: built as it comes, and as we build ours. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '../..');

/** Client, a command and how it is made, by package. */
const CLIENTS: Readonly<Record<string, readonly [client: string, commands: readonly string[]]>> = {
  '@aws-sdk/client-dynamodb': ['DynamoDBClient', []],
  '@aws-sdk/lib-dynamodb': [
    'DynamoDBDocumentClient',
    [
      'GetCommand',
      'PutCommand',
      'UpdateCommand',
      'DeleteCommand',
      'QueryCommand',
      'BatchGetCommand',
      'TransactWriteCommand',
    ],
  ],
  '@aws-sdk/client-eventbridge': ['EventBridgeClient', ['PutEventsCommand']],
  '@aws-sdk/client-s3': ['S3Client', ['GetObjectCommand', 'PutObjectCommand']],
  '@aws-sdk/client-secrets-manager': ['SecretsManagerClient', ['GetSecretValueCommand']],
  '@aws-sdk/client-ses': ['SESClient', ['SendRawEmailCommand']],
  '@aws-sdk/client-sfn': [
    'SFNClient',
    ['SendTaskSuccessCommand', 'StartExecutionCommand', 'StopExecutionCommand'],
  ],
};

/** The packages of CLIENTS among the sources of a bundle, in order. */
export const clientsAmong = (sources: readonly string[]): readonly string[] =>
  Object.keys(CLIENTS).filter((name) => sources.some((path) => path.includes(`node_modules/${name}/`)));

const sourceOf = (clients: readonly string[]): string => {
  const imports = clients.map((name) => {
    const [client, commands] = CLIENTS[name] ?? ['', []];
    return `import { ${[client, ...commands].join(', ')} } from '${name}';`;
  });
  const made = clients.map((name) => {
    const [client] = CLIENTS[name] ?? [''];
    return client === 'DynamoDBDocumentClient'
      ? `${client}.from(new DynamoDBClient({}))`
      : `new ${client}({})`;
  });
  const commands = clients.flatMap((name) => CLIENTS[name]?.[1] ?? []);
  return [
    ...imports,
    `const clients = [${made.join(', ')}];`,
    `const commands = [${commands.join(', ')}];`,
    'export const handler = async (event) => Promise.all(clients.map((client) => client.send(new commands[event.command](event.input))));',
    '',
  ].join('\n');
};

/** Handlers as files inside the repository, where packages are found; `entryOf` makes one for each set of clients. */
export const stockHandlers = () => {
  const cache = join(repository, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'threeline-stock-'));
  return {
    entryOf: (clients: readonly string[]): string => {
      const name = clients.map((client) => client.replace(/^@aws-sdk\/(client-)?/, '')).join('+');
      const path = join(folder, `${name}.mjs`);
      writeFileSync(path, sourceOf(clients));
      return path;
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
};
