/** The functions of the desk by name: what each is for, and who is hurt when it fails. Read by lib/ and by the docs. */

import { TRAINING_SECONDS } from './training.ts';

export interface Door {
  /** File below lambdas/ whose `handler` is the function. */
  readonly entry: string;
  readonly purpose: string;
  /** The sentence that the alarm on this function says. */
  readonly whenItFails: string;
  /** Files, from the root of the repository, that lie beside the bundle. */
  readonly files: readonly string[];
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
}

const door = (
  entry: string,
  purpose: string,
  whenItFails: string,
  timeoutSeconds: number,
  files: readonly string[] = [],
  memoryMegabytes = 512,
): Door => ({
  entry,
  files,
  purpose,
  whenItFails,
  timeoutSeconds,
  memoryMegabytes,
});

export const DOORS = {
  requester: door(
    'api/requester.ts',
    'Answers routes that anybody may call, and the pages that mails link to.',
    'People cannot open tickets, read their answers or rate them.',
    15,
    ['docs/openapi.json'],
  ),
  agent: door(
    'api/agent.ts',
    'Answers the routes of agents and leads.',
    'Agents cannot see or change tickets.',
    15,
  ),
  admin: door(
    'api/admin.ts',
    'Answers settings and keys.',
    'Nobody can change the settings or revoke a machine key.',
    15,
  ),
  orchestrate: door(
    'events/orchestrate.ts',
    'Starts and wakes the workflow of a ticket.',
    'New tickets are not sorted or assigned, and solved ones are not surveyed.',
    60,
  ),
  relay: door(
    'events/relay.ts',
    'Puts the events of tickets on the bus.',
    'No mail goes out and figures stand still.',
    60,
  ),
  notify: door(
    'events/notify.ts',
    'Sends the mails that events call for.',
    'Requesters and agents do not get their mails.',
    60,
  ),
  receiveMail: door(
    'mail/receive-mail.ts',
    'Reads the mail that came in and puts it where it belongs.',
    'Mail that people sent does not reach their tickets.',
    60,
    [],
    // A mail of 40 MB, twice: as it came, and as it is parsed.
    1024,
  ),
  sweepMail: door(
    'events/sweep-mail.ts',
    'Looks for mail that was stored and never read.',
    'Mail whose notification was lost waits unread.',
    120,
  ),
  project: door(
    'events/project.ts',
    'Keeps the figures, and what agents say of tickets.',
    'Figures are out of date.',
    30,
  ),
  deliverIssue: door(
    'events/deliver-issue.ts',
    "Tells the developers' tracker of the tickets that wait for them.",
    'Developers do not hear of tickets that were passed to them.',
    30,
  ),
  indexWords: door(
    'events/index-words.ts',
    'Keeps the lists that search and similar tickets are found by.',
    'Search does not find what was written lately.',
    30,
  ),
  problems: door(
    'events/problems.ts',
    'Notices outbreaks, and answers the incidents of a problem that is solved.',
    'Nobody is told of an outbreak, and people whose problem is solved do not hear of it.',
    300,
  ),
  trainModel: door(
    'events/train-model.ts',
    'Learns from what agents changed how tickets are sorted.',
    'Tickets are sorted as it was learnt some weeks ago.',
    TRAINING_SECONDS,
    [],
    // Ten thousand tickets, and all their words.
    2048,
  ),
  recordMail: door(
    'events/record-mail.ts',
    'Records what became of the mails that we sent.',
    'Agents do not see that a mail bounced.',
    30,
  ),
  rebirth: door(
    'events/rebirth.ts',
    'Starts a new workflow for a ticket whose workflow failed.',
    'Tickets whose workflow failed get no reminders until the next sweep.',
    30,
  ),
  sweep: door(
    'events/sweep.ts',
    'Looks for tickets whose workflow is overdue and starts it anew.',
    'A ticket whose workflow was lost stays without reminders.',
    120,
  ),
  ticketLifecycle: door(
    'steps/ticket-lifecycle.ts',
    'Takes the steps of the workflow of a ticket.',
    'Tickets are not analysed, assigned, reminded of, surveyed or closed.',
    30,
  ),
} as const satisfies Record<string, Door>;

export type DoorName = keyof typeof DOORS;
