/** The commands about promised times, as people type them. */
import type { Command } from 'commander';
import type { Voice } from './apply.ts';
import { askedOf, asSomebody, countOf, type DeskOptions } from './options.ts';

// Each loads its own, as the commands about mail do.
const addClocks = (program: Command, voice: Voice): void => {
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

interface ImportOptions extends DeskOptions {
  readonly schedule: string;
  readonly years: number;
  readonly dryRun: boolean;
}

const addSchedule = (program: Command, voice: Voice): void => {
  const schedule = program.command('schedule').description('working hours and holidays');
  asSomebody(schedule.command('import').description('the days of a calendar become holidays'), "an admin's")
    .argument('<calendar>', 'an iCalendar file (.ics), or its https address')
    .requiredOption('--schedule <id>', 'the schedule that gets them')
    .option('--years <count>', 'how many years from this one on', countOf, 2)
    .option('--dry-run', 'only show what would change', false)
    .action(async (source: string, options: ImportOptions) => {
      const { importSchedule } = await import('./schedule/import.ts');
      const today = new Date().toISOString().slice(0, 10);
      const { schedule: id, years, dryRun } = options;
      const order = { ...askedOf(options), source, schedule: id, years, dryRun, today };
      process.exitCode = await importSchedule(order, voice);
    });
};

interface SimulateOptions extends DeskOptions {
  readonly policy: string;
  readonly from: string;
  readonly to: string;
  readonly json: boolean;
}

const addSimulate = (program: Command, voice: Voice): void => {
  const command = program.command('simulate');
  asSomebody(command.description('how past tickets would have fared under other policies'), "an admin's")
    .requiredOption('--policy <file>', 'YAML with sla-policies or schedules, as in desk.yaml')
    .requiredOption('--from <day>', 'tickets opened from this day on')
    .requiredOption('--to <day>', 'to the end of this one')
    .option('--json', 'for programs', false)
    .action(async ({ policy: file, from, to, json, ...options }: SimulateOptions) => {
      const { simulate } = await import('./simulate/simulate.ts');
      process.exitCode = await simulate({ ...askedOf(options), file, from, to, json }, voice);
    });
};

export const addPromiseCommands = (program: Command, voice: Voice): void => {
  addClocks(program, voice);
  addSchedule(program, voice);
  addSimulate(program, voice);
};
