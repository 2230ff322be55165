/** The command `desk train`, as people type it. */
import type { Command } from 'commander';
import type { Voice } from '../apply.ts';
import { askedOf, asSomebody, type DeskOptions } from '../options.ts';

interface TrainOptions extends DeskOptions {
  readonly from?: string;
  readonly fromDesk: boolean;
  readonly test?: string;
  readonly json: boolean;
}

export const addTrainCommand = (program: Command, voice: Voice): void => {
  const command = program.command('train');
  asSomebody(
    command.description('teach the desk to sort tickets, from tickets that people have sorted'),
    "an admin's",
  )
    .option(
      '--from <file>',
      'a .csv or .csv.gz with the columns subject, body, language, category, priority, line',
    )
    .option('--from-desk', "the desk's own tickets and the corrections of its agents", false)
    .option('--test <file>', 'only measure, with these tickets, and store nothing')
    .option('--json', 'for programs', false)
    .action(async ({ from, fromDesk, test, json, ...options }: TrainOptions) => {
      if ((from === undefined) !== fromDesk) command.error('error: give either --from or --from-desk');
      const [{ trainModel }, { progressBar }] = await Promise.all([
        import('./train.ts'),
        import('../progress.ts'),
      ]);
      const order = { ...askedOf(options), from: from ?? null, test: test ?? null, json };
      process.exitCode = await trainModel(order, voice, progressBar());
    });
};
