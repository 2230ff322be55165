/** What a mail template can speak of. Everything is text; absent things are empty and make their section vanish. */
import { isEndOfDay } from '../people/day.ts';

/** `{{name}}` in a template; `{{#name}}…{{/name}}` is shown only when it is not empty. */
export interface MailWords {
  readonly number: string;
  /** Empty while the requester's address has not proven itself (product.md section 4.9). */
  readonly subject: string;
  /** Recipient's name. */
  readonly name: string;
  readonly desk: string;
  /** Page of the ticket, for the people of the ticket. */
  readonly link: string;
  /** The ticket in the API, for agents. */
  readonly ticketUrl: string;
  readonly comment: string;
  /** Files that go with the mail, a line for each; of a reply alone. */
  readonly attached: string;
  /** Files that are left behind, each with its link. */
  readonly linked: string;
  /** Who wrote the comment. */
  readonly author: string;
  readonly solved: string;
  readonly firstReplyAt: string;
  readonly dueAt: string;
  readonly metric: string;
  readonly percent: string;
  readonly requester: string;
  readonly priority: string;
  readonly line: string;
  readonly group: string;
  /** The line that an escalated ticket came from, and who escalated it; empty when a machine did. */
  readonly fromLine: string;
  readonly escalatedBy: string;
  /** Who has the ticket, and whether that is whoever gets the mail. */
  readonly assignee: string;
  readonly yours: string;
  readonly reason: string;
  readonly autoSolveAt: string;
  /** Where the ticket stands, a sentence. */
  readonly standing: string;
  /** Promises that were moved, each with its new time on a line of its own. */
  readonly promised: string;
  /** When a fix is expected, in mails that speak of it. */
  readonly expectedFixAt: string;
  readonly resolutionAt: string;
  /** How many tickets a mail reminds of, and they, a paragraph for each. */
  readonly howMany: string;
  readonly reminded: string;
  readonly good: string;
  readonly ok: string;
  readonly bad: string;
  readonly ratingComment: string;
  /** Name of the requester's organization, and what is booked of its hours: `33 / 40`. */
  readonly organization: string;
  readonly hours: string;
  /** What an outbreak is about, how many tickets an hour are usual there, its tickets, and the call that makes a problem of it. */
  readonly topic: string;
  readonly usual: string;
  readonly tickets: string;
  readonly call: string;
  /** How many messages wait in quarantine, and the newest of them, a paragraph for each. */
  readonly waiting: string;
  readonly mails: string;
  /** What to call to let one of them in, or to throw it away. */
  readonly ways: string;
  /** Signed; tells an answer's ticket when a mail program drops every header. */
  readonly marker: string;
}

/** Nothing to speak of. */
export const NO_WORDS: MailWords = {
  number: '',
  subject: '',
  name: '',
  desk: '',
  link: '',
  ticketUrl: '',
  comment: '',
  attached: '',
  linked: '',
  author: '',
  solved: '',
  firstReplyAt: '',
  dueAt: '',
  metric: '',
  percent: '',
  requester: '',
  priority: '',
  line: '',
  group: '',
  fromLine: '',
  escalatedBy: '',
  assignee: '',
  yours: '',
  reason: '',
  autoSolveAt: '',
  standing: '',
  promised: '',
  expectedFixAt: '',
  resolutionAt: '',
  howMany: '',
  reminded: '',
  good: '',
  ok: '',
  bad: '',
  ratingComment: '',
  organization: '',
  hours: '',
  topic: '',
  usual: '',
  tickets: '',
  call: '',
  waiting: '',
  mails: '',
  ways: '',
  marker: '',
};

/** A time as a person reads it, with its zone: "21 November 2026 at 14:30 CET". Empty for null. */
export const spokenTime = (at: string | null, locale: string, timeZone: string): string =>
  at === null
    ? ''
    : new Intl.DateTimeFormat(locale, {
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        timeZone,
        timeZoneName: 'short',
      }).format(new Date(at));

/**
 * When a fix is expected, as a person reads it: a day if it was given as one, which is a day of the desk's, else a time by
 * the reader's clock. Empty for null. Without the "г." of Russian dates: a sentence may end behind it.
 */
export const spokenFix = (
  at: string | null,
  locale: string,
  zones: { readonly reader: string; readonly desk: string },
): string =>
  at !== null && isEndOfDay(at, zones.desk)
    ? new Intl.DateTimeFormat(locale, {
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        timeZone: zones.desk,
      })
        .format(new Date(at))
        .replace(/\s*г\.$/u, '')
    : spokenTime(at, locale, zones.reader);
