/** The commands below `desk secret`, as people type them. A value is never an argument: those stay in histories. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import type { Voice } from '../apply.ts';
import { type DeskOptions, somewhere, whereOf } from '../options.ts';

/** What is typed is not shown. */
const typed = async (): Promise<string> => {
  process.stderr.write('Value: ');
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const person = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await person.question('');
  } finally {
    person.close();
    process.stderr.write('\n');
  }
};

const whatIsGiven = (): Promise<string> => (process.stdin.isTTY ? typed() : text(process.stdin));

export const addSecretCommands = (program: Command, voice: Voice): void => {
  const secret = program.command('secret').description('what webhooks sign in with elsewhere');
  somewhere(secret.command('set').description('keep a secret; its value is asked for, or piped in'))
    .argument('<name>', 'as settings name it')
    .option('--generate', 'make one to sign with, and show it', false)
    .action(async (name: string, options: DeskOptions & { generate: boolean }) => {
      const { setSecret } = await import('./secrets.ts');
      const value = options.generate ? null : whatIsGiven;
      process.exitCode = await setSecret({ where: whereOf(options), name, value }, voice);
    });
  somewhere(secret.command('list').description('the names of all')).action(async (options: DeskOptions) => {
    const { listSecrets } = await import('./secrets.ts');
    process.exitCode = await listSecrets(whereOf(options), voice);
  });
  somewhere(secret.command('remove').description('forget one'))
    .argument('<name>', 'as list shows it')
    .action(async (name: string, options: DeskOptions) => {
      const { removeSecret } = await import('./secrets.ts');
      process.exitCode = await removeSecret({ where: whereOf(options), name }, voice);
    });
};
