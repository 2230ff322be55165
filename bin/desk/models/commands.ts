/** The commands below `desk models`, as people type them. */
import type { Command } from 'commander';
import type { Voice } from '../apply.ts';
import { type DeskOptions, somewhere, whereOf } from '../options.ts';

export const addModelCommands = (program: Command, voice: Voice): void => {
  const models = program.command('models').description('the text models that the desk has learnt');
  somewhere(models.command('list', { isDefault: true }).description('those that are kept, the newest first'))
    .option('--json', 'for programs', false)
    .action(async ({ json, ...options }: DeskOptions & { json: boolean }) => {
      const { listModels } = await import('./list.ts');
      process.exitCode = await listModels({ where: whereOf(options), json }, voice);
    });
  const activate = somewhere(
    models.command('activate').description('use an earlier one again, or none'),
  ).argument('[version]', 'as list shows it');
  activate
    .option('--none', 'sort without a text model until one is activated or trained', false)
    .action(async (version: string | undefined, { none, ...options }: DeskOptions & { none: boolean }) => {
      if ((version === undefined) !== none) activate.error('error: give either a version or --none');
      const { activateModel } = await import('./activate.ts');
      process.exitCode = await activateModel({ where: whereOf(options), version: version ?? null }, voice);
    });
};
