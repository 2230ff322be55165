/** What agents read on a ticket about its issue; `name` is what the desk calls the tracker. */
import { spokenFix } from '../mail/words.ts';
import type { FixNoted } from '../ticket/issue-news.ts';
import type { Issue, Ticket } from '../ticket/ticket.ts';
import type { Verdict } from './answer.ts';

const nameOf = ({ reference, url }: Pick<Issue, 'reference' | 'url'>): string =>
  [reference, url].filter((part) => part !== null).join(' · ');

export const openedNote = (name: string, issue: Pick<Issue, 'reference' | 'url'>): string =>
  issue.reference === null && issue.url === null
    ? `The developers have an issue for this ticket in ${name}; its answer did not say which.`
    : `The developers have an issue for this ticket in ${name}: ${nameOf(issue)}`;

export const failedNote = (
  name: string,
  { number }: Pick<Ticket, 'number'>,
  { reason, excerpt }: Extract<Verdict, { kind: 'refused' }>,
): string =>
  [
    `The issue could not be sent to ${name}: it ${reason}.`,
    excerpt,
    `When that is mended, ask again: POST /v1/tickets/${number}/issue`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');

const SAID: Readonly<Record<Issue['state'], string>> = {
  asked: 'asked for',
  opened: 'opened',
  'in-progress': 'in progress',
  done: 'done',
  rejected: 'rejected',
  unsent: 'unsent',
};

/** Notes of the desk are English. */
const fixSaid = ({ at, isPromised }: FixNoted, timeZone: string): string => {
  if (at === null) return '';
  const expected = `A fix is expected by ${spokenFix(at, 'en', { reader: timeZone, desk: timeZone })}.`;
  return isPromised ? expected : `${expected} The requester is not told: the ticket was solved already.`;
};

export const newsNote = (
  name: string,
  issue: Issue,
  more: {
    readonly comment: string | undefined;
    readonly fix: FixNoted;
    /** The desk's; agents read the note by it. */
    readonly timeZone: string;
  },
): string =>
  [
    `${[name, nameOf(issue)].filter((part) => part !== '').join(' ')}: ${SAID[issue.state]}`,
    fixSaid(more.fix, more.timeZone),
    more.comment ?? '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
