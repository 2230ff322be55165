/** The commands below `desk mail`, as people type them. */
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import type { Voice } from '../apply.ts';
import { askedOf, asSomebody, countOf, type DeskOptions, somewhere, whereOf } from '../options.ts';
import type { MailAction, MailFilter } from './ledger-api.ts';

const agrees = async (question: string): Promise<boolean> => {
  if (!process.stdin.isTTY) {
    console.error(`${question} Nobody is here to answer: --yes says yes`);
    return false;
  }
  const people = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await people.question(`${question} (y/N) `)).trim());
  } finally {
    people.close();
  }
};

const addReading = (mail: Command, voice: Voice): void => {
  asSomebody(mail.command('list').description('what came in and where it ended, newest first'))
    .option('--disposition <word>', 'ticket, comment, note, quarantine or discarded')
    .option('--kind <word>', 'human, auto-reply, bounce, list, own or suspect')
    .option('--ticket <ticket>', 'of one ticket, by id or number')
    .option('--most <count>', 'how many', countOf, 50)
    .option('--json', 'for programs', false)
    .action(async (options: DeskOptions & MailFilter & { most: number; json: boolean }) => {
      const { listMail } = await import('./list.ts');
      const { disposition, kind, ticket, most, json } = options;
      const order = { ...askedOf(options), filter: { disposition, kind, ticket }, most, json };
      process.exitCode = await listMail(order, voice);
    });
  asSomebody(mail.command('show').description('everything about one message'))
    .argument('<id>', 'as list shows it')
    .option('--raw', 'the message as it came in, and nothing else', false)
    .action(async (id: string, options: DeskOptions & { raw: boolean }) => {
      const { showMail } = await import('./show.ts');
      const order = { ...askedOf(options), id, raw: options.raw };
      process.exitCode = await showMail(order, voice, (bytes) => process.stdout.write(bytes));
    });
};

const ACTIONS: Readonly<Record<MailAction, string>> = {
  replay: 'judge a message again, with the settings of now',
  release: 'let a message out of quarantine',
  discard: 'a message that nobody needs',
};

const addDeciding = (mail: Command, voice: Voice): void => {
  for (const action of Object.keys(ACTIONS) as MailAction[]) {
    const command = asSomebody(mail.command(action).description(ACTIONS[action])).argument(
      '<id>',
      'as list shows it',
    );
    if (action === 'release')
      command.option('--ticket <ticket>', 'the ticket that it belongs to, by id or number');
    command.action(async (id: string, options: DeskOptions & { ticket?: string }) => {
      const { decideMail } = await import('./decide.ts');
      process.exitCode = await decideMail({ ...askedOf(options), id, action, ticket: options.ticket }, voice);
    });
  }
};

const addMoving = (mail: Command, voice: Voice): void => {
  somewhere(mail.command('import').description('feed in the mail of another desk; again is no harm'))
    .argument('<path>', 'a folder of .eml and .mbox files, or one of them')
    .option('--to <address>', 'the mailbox that all of it is for; default: what its headers say')
    .option(
      '--open-since <date>',
      'conversations in which somebody wrote since then stay open; default: 7 days ago',
    )
    .option('--dry-run', 'only show what would be imported', false)
    .action(
      async (path: string, options: DeskOptions & { to?: string; openSince?: string; dryRun: boolean }) => {
        const [{ importMail }, { progressBar }] = await Promise.all([
          import('./import.ts'),
          import('../progress.ts'),
        ]);
        const { to = null, openSince = null, dryRun } = options;
        const order = { where: whereOf(options), path, to, openSince, dryRun };
        process.exitCode = await importMail(order, voice, progressBar());
      },
    );
  somewhere(mail.command('activate').description('let SES receive by our rule'))
    .option('--into <rule-set>', 'add our rule to a rule set that must stay active')
    .option('--yes', 'do not ask', false)
    .action(async (options: DeskOptions & { into?: string; yes: boolean }) => {
      const { activateMail } = await import('./activate.ts');
      const asks = options.yes ? async () => true : agrees;
      process.exitCode = await activateMail(
        { where: whereOf(options), into: options.into ?? null, agrees: asks },
        voice,
      );
    });
};

// Each loads its own: the SDK takes longer to load than everything else that a command does.
export const addMailCommands = (program: Command, voice: Voice): void => {
  const mail = program.command('mail').description('mail that came in: look, decide, import, activate');
  addReading(mail, voice);
  addDeciding(mail, voice);
  addMoving(mail, voice);
};
