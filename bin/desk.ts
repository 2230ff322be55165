/** The operator's command line: `npm run desk -- apply config/desk.yaml`. */
import { Command, CommanderError } from 'commander';
import { applyFile } from './desk/apply.ts';

const program = new Command('desk')
  .description(
    "The operator's command line of the desk. Ends with 0: done, 1: mistakes in the file, 2: anything else.",
  )
  .exitOverride();

program
  .command('apply')
  .description('make the settings of a desk those of a file')
  .argument('<file>', 'the settings, as config/desk.yaml')
  .option('--endpoint <url>', 'where the API of the desk is', 'http://127.0.0.1:4000')
  .option('--token <token>', "an admin's bearer token; default: THREELINE_TOKEN, or the local desk's own")
  .option('--dry-run', 'only show what would change', false)
  .action(async (file: string, options: { endpoint: string; token?: string; dryRun: boolean }) => {
    const token = options.token ?? process.env.THREELINE_TOKEN ?? null;
    process.exitCode = await applyFile(
      { file, endpoint: options.endpoint, token, dryRun: options.dryRun },
      { say: (text) => console.log(text), complain: (text) => console.error(text) },
    );
  });

try {
  await program.parseAsync();
} catch (error) {
  // Commander has printed its own sentence, and the help that was asked for is no failure.
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
