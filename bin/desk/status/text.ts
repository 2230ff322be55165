/** The desk's health in lines for a terminal: figures first, then what somebody has to do. */
import { DEAD_LETTER_QUEUES, DEAD_LETTERS } from '../dead-letters.ts';
import type { Health } from './health.ts';

export interface StatusText {
  readonly figures: readonly string[];
  /** One sentence for each thing that an operator has to look after; empty when all is well. */
  readonly concerns: readonly string[];
}

const SPANS = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
] as const;

/** In the largest unit of which there are two or more. */
const span = (milliseconds: number): string => {
  const [unit, size] = SPANS.find(([, length]) => milliseconds >= 2 * length) ?? ['seconds', 1000];
  return `${Math.floor(milliseconds / size)} ${unit}`;
};

const row = (name: string, count: number, rest: string): string =>
  `${name.padEnd(16)} ${String(count).padStart(6)}   ${rest}`.trimEnd();

const urgency = ({ now, tickets }: Health): string => {
  if (tickets.mostUrgent === null) return 'no promise is running';
  const { number, dueAt } = tickets.mostUrgent;
  const left = Date.parse(dueAt) - now.getTime();
  return left < 0
    ? `the oldest unmet promise, of ticket ${number}, was due ${span(-left)} ago`
    : `the next promise, of ticket ${number}, is due in ${span(left)}`;
};

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

const headline = ({ url, reached }: Health): string =>
  'version' in reached
    ? `Threeline ${reached.version} answers at ${url} in ${reached.milliseconds} ms`
    : `Threeline does not answer at ${url}: ${reached.why}`;

const reachConcerns = ({ url, reached, gateway }: Health): readonly string[] => {
  if ('version' in reached) return [];
  return 'version' in gateway.reached
    ? [
        `${url} does not lead to the desk, so links in mails are dead; the gateway itself answers at ${gateway.url}`,
      ]
    : [
        'nobody can open or answer tickets: look at the alarm DeskDoesNotAnswer and at the logs of the requester',
      ];
};

/** `options` are those that lead another command to the same desk. */
export const statusText = (health: Health, options: string): StatusText => {
  const { tickets, deadLetters, failedWorkflows } = health;
  const lines = Object.entries(tickets.byLine).map(([line, count]) => `line ${line}: ${count}`);
  const letters = DEAD_LETTER_QUEUES.map((queue) => `${DEAD_LETTERS[queue]}: ${deadLetters[queue]}`);
  return {
    figures: [
      headline(health),
      '',
      row(
        'open tickets',
        sum(Object.values(tickets.byLine)),
        [...lines, `pending: ${tickets.pending}`].join(', '),
      ),
      row('breached', tickets.breached, urgency(health)),
      row('waiting mails', health.waitingMails, 'to be sent'),
      row('inbound mails', health.inboundMails, 'to be read'),
      row(
        'quarantine',
        health.quarantined,
        health.quarantined === 0
          ? ''
          : `a person must look: npm run desk -- mail list --disposition quarantine${options}`,
      ),
      row('dead letters', sum(Object.values(deadLetters)), letters.join(', ')),
      row('failed workflows', failedWorkflows, 'in the last 24 hours; most are born again within minutes'),
    ],
    concerns: [
      ...reachConcerns(health),
      ...DEAD_LETTER_QUEUES.filter((queue) => deadLetters[queue] > 0).map(
        (queue) =>
          `${DEAD_LETTERS[queue]} wait: mend the cause, then npm run desk -- redrive --queue ${queue}${options}`,
      ),
      ...(tickets.flagged.length === 0
        ? []
        : [
            `the workflow failed again and again of ${tickets.flagged.length === 1 ? 'ticket' : 'tickets'} ${tickets.flagged.join(', ')}: look at the log of ticketLifecycle, then take the tag workflow-failed off`,
          ]),
    ],
  };
};
