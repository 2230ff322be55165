/** The commands about promised times, as people type them. */
import type { Command } from 'commander';
import type { Voice } from './apply.ts';
import { askedOf, asSomebody, type DeskOptions } from './options.ts';

// Each loads its own, as the commands about mail do.
export const addPromiseCommands = (program: Command, voice: Voice): void => {
  asSomebody(
    program.command('clocks').description("a ticket's promised times, and what counted towards them"),
  )
    .argument('<ticket>', 'id or number')
    .option('--json', 'for programs', false)
    .action(async (ticket: string, options: DeskOptions & { json: boolean }) => {
      const { showClocks } = await import('./clocks/show.ts');
      process.exitCode = await showClocks({ ...askedOf(options), ticket, json: options.json }, voice);
    });
};
