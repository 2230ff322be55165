/** The operator's command line: `npm run desk -- apply config/desk.yaml`, `status`, `redrive`, `reindex`, `mail`, `clocks`, `schedule`, `simulate`, `train`, `models`, `secret`. */
import { Command, CommanderError } from 'commander';
import { applyFile, type Voice } from './desk/apply.ts';
import { LOCAL_DESK } from './desk/local-desk.ts';
import { addMailCommands } from './desk/mail/commands.ts';
import { addModelCommands } from './desk/models/commands.ts';
import { addPromiseCommands } from './desk/promises-commands.ts';
import { addSecretCommands } from './desk/secret/commands.ts';
import { addTrainCommand } from './desk/train/commands.ts';

const voice: Voice = { say: (text) => console.log(text), complain: (text) => console.error(text) };

const program = new Command('desk')
  .description(
    "The operator's command line of the desk. Ends with 0: done, 1: something is left to mend, 2: anything else.",
  )
  .exitOverride();

program
  .command('apply')
  .description('make the settings of a desk those of a file')
  .argument('<file>', 'the settings, as config/desk.yaml')
  .option('--endpoint <url>', 'where the API of the desk is', LOCAL_DESK)
  .option('--token <token>', "an admin's bearer token; default: THREELINE_TOKEN, or the local desk's own")
  .option('--dry-run', 'only show what would change', false)
  .action(async (file: string, options: { endpoint: string; token?: string; dryRun: boolean }) => {
    const token = options.token ?? process.env.THREELINE_TOKEN ?? null;
    process.exitCode = await applyFile(
      { file, endpoint: options.endpoint, token, dryRun: options.dryRun },
      voice,
    );
  });

interface Where {
  readonly endpoint: string;
  readonly stage?: string;
}

const whereabouts = ({ endpoint, stage }: Where) => (stage === undefined ? { endpoint } : { stage });

/** For commands that go to AWS itself, with the credentials that the operator has signed in with. */
const onAws = (command: Command): Command =>
  command
    .option('--stage <name>', 'a deployed desk, by its stage in cdk.json')
    .option('--endpoint <url>', 'a desk on this machine', LOCAL_DESK);

// These load the SDK, which takes longer than everything else that a command does; so each loads its own.
onAws(program.command('status').description("the desk's health at a glance")).action(async (where: Where) => {
  const { showStatus } = await import('./desk/status.ts');
  process.exitCode = await showStatus(whereabouts(where), voice);
});

onAws(program.command('redrive').description('send back what the desk gave up'))
  .option('--queue <name>', 'only unsent-mails, unread-mails, lost-events or set-aside')
  .option('--dry-run', 'only show what would go back', false)
  .action(async (options: Where & { queue?: string; dryRun: boolean }) => {
    const { redrive } = await import('./desk/redrive.ts');
    const order = { queue: options.queue ?? null, dryRun: options.dryRun };
    process.exitCode = await redrive(whereabouts(options), order, voice);
  });

onAws(program.command('reindex').description('make search know every ticket again')).action(
  async (where: Where) => {
    const { reindex } = await import('./desk/reindex.ts');
    process.exitCode = await reindex(whereabouts(where), voice);
  },
);

addMailCommands(program, voice);
addPromiseCommands(program, voice);
addTrainCommand(program, voice);
addModelCommands(program, voice);
addSecretCommands(program, voice);

try {
  await program.parseAsync();
} catch (error) {
  // Commander has printed its own sentence, and the help that was asked for is no failure.
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
