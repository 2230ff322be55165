/** `npm start`: the whole desk on this machine, ready to be tried. Ctrl-C ends it. */
import { join, resolve } from 'node:path';
import { type Desk, startDesk } from './desk.ts';
import { CannotStart } from './launch/cannot-start.ts';
import { seedDesk } from './launch/seed.ts';
import { synthesize } from './launch/synthesize.ts';

process.env.TZ = 'UTC';
const repository = resolve(import.meta.dirname, '..');
const dataFolder = resolve(process.env.THREELINE_DATA ?? join(repository, '.threeline'));

/** Errors whose message is the whole story; of any other the developer wants to see where it came from. */
const EXPECTED = new Set(['CannotStart', 'TemplateError', 'DamagedDatabase', 'DatabaseMissing']);

let desk: Desk | undefined;
let stopping = false;

async function stop(code: number): Promise<void> {
  if (stopping) process.exit(code || 1);
  stopping = true;
  setTimeout(() => process.exit(code), 2000).unref();
  await desk?.close();
  process.exit(code);
}

process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));

try {
  if (process.argv.length > 2)
    throw new CannotStart(
      'npm start takes no arguments. The environment says where: PORT (4000), SMTP_PORT (2525), ' +
        'THREELINE_DATA (.threeline), THREELINE_INSTANCES (of each function).',
    );
  const startedAt = performance.now();
  const port = portFrom('PORT', 4000);
  const smtpPort = portFrom('SMTP_PORT', 2525);
  const instances = process.env.THREELINE_INSTANCES;
  desk = await startDesk({
    port,
    smtpPort,
    dataFolder,
    assemblyFolder: () => synthesize(repository, dataFolder),
    deskFile: join(repository, 'config/desk.yaml'),
    pricesFile: join(repository, 'bench/prices.json'),
    ...(instances === undefined ? {} : { maximumInstances: Number(instances) }),
    onDeath: (reason) => {
      // Ctrl-C reaches the database as well, and it may be the first to end.
      setTimeout(() => {
        if (stopping) return;
        console.error(reason);
        void stop(1);
      }, 300);
    },
  });
  await seedDesk(desk, repository, dataFolder);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`
Threeline runs on this machine.

  API and pages   ${desk.url}
  mail in (SMTP)  ${desk.smtpPort === undefined ? 'not in this template' : `127.0.0.1:${desk.smtpPort}`}
  outbox, clock   ${desk.url}/_local/
  tokens          ${desk.url}/_local/tokens
  AWS, played     ${desk.wireUrl}
  data            ${dataFolder}
  logs            ${join(dataFolder, 'logs')}

ready ${desk.url} after ${seconds} s`);
} catch (error) {
  const isExpected = error instanceof Error && EXPECTED.has(error.name);
  console.error(isExpected ? error.message : error);
  await stop(1);
}

function portFrom(name: string, otherwise: number): number {
  const given = process.env[name];
  if (given === undefined || given === '') return otherwise;
  const port = Number(given);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new CannotStart(`${name}=${given} is no port: write a number from 0 to 65535.`);
}
