/** The callback of a tracker: whoever holds its address may tell of one issue of one ticket, and do no more. */
import { createHash } from 'node:crypto';
import { DomainError } from '../../domain/errors.ts';
import { newsOf } from '../../domain/issues/news.ts';
import { newsNote } from '../../domain/issues/notes.ts';
import { heardOfIssue } from '../../domain/ticket/issue-news.ts';
import type { Issue, Ticket } from '../../domain/ticket/ticket.ts';
import { isUnsolved } from '../../domain/ticket/unsolved.ts';
import type { Operation, Outcome } from '../operation.ts';
import { linkHasEnded } from '../pages/links.ts';
import type { Ports } from '../ports.ts';
import type { OnceRow } from '../records.ts';
import { changeByTracker, type TrackerPorts } from './change-by-tracker.ts';
import { openIssueToken } from './issue-token.ts';

export type HearPorts = TrackerPorts & Pick<Ports, 'seals' | 'once'>;

interface Heard {
  readonly params: { readonly token: string };
  readonly body: Readonly<Record<string, unknown>>;
}

interface Standing {
  readonly state: Issue['state'];
  readonly expectedFixAt: string | null;
  /** What became of the news where it was not taken as usual. */
  readonly detail: string | null;
}

const linkEnded = (): DomainError =>
  new DomainError('LinkEnded', 'missing', 'This address is not valid any more.');

/** The issue that the token is for, as long as its ticket waits for no other. */
const issueOf = (ticket: Ticket, issueId: string): Issue => {
  if (ticket.issue?.id !== issueId) throw linkEnded();
  return ticket.issue;
};

/** What developers said in words, and what keeps it from being said twice. */
interface Said {
  readonly comment: string;
  readonly once: Pick<OnceRow, 'scope' | 'bodyHash'>;
}

const onceOf = (issueId: string, body: Heard['body']): Said['once'] => {
  const bodyHash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  return { scope: `callback ${issueId} ${bodyHash}`, bodyHash };
};

const standingOf = (ticket: Ticket): Standing => ({
  state: ticket.issue?.state ?? 'asked',
  expectedFixAt: ticket.promises.expectedFixAt,
  detail: isUnsolved(ticket)
    ? null
    : `The ticket is ${ticket.status}: what is new its agents read in a note; it is not opened again, and its requester is promised nothing.`,
});

const answered = (after: Ticket): Outcome<Standing> => ({ body: standingOf(after) });

/**
 * Trackers repeat what was not answered: words come once, the same body within a day repeats none. State and date are
 * taken as they come, and nothing changes where they are so already: what was true before may be true again. Throws LinkEnded for a token
 * that is none of ours, of an issue that another has replaced, or of a ticket closed for 90 days.
 */
export const hearOfIssue =
  (ports: HearPorts): Operation<Heard, Standing> =>
  async ({ input, correlationId }) => {
    const of = await openIssueToken(ports.seals, input.params.token);
    const ticket = of === null ? null : await ports.tickets.find(of.ticketId);
    if (of === null || ticket === null || linkHasEnded(ticket, ports.clock.now())) throw linkEnded();
    const { target } = issueOf(ticket, of.issueId);
    const settings = await ports.settings.current();
    const webhook = settings.webhooks.find(({ id }) => id === target);
    const { timeZone } = settings.desk;
    const { comment, ...rest } = newsOf(input.body, webhook?.callback ?? null, {
      now: ports.clock.now(),
      timeZone,
    });
    const noteId = ports.ids.next('cmt');
    const hear = (said: Said | null) => {
      const news = said === null ? rest : { ...rest, comment: said.comment };
      return changeByTracker(ports, {
        ticketId: ticket.id,
        target,
        correlationId,
        decide: (before, c) =>
          heardOfIssue(
            before,
            issueOf(before, of.issueId),
            {
              news,
              noteId,
              noteOf: (issue, fix) =>
                newsNote(webhook?.name ?? target, issue, { comment: said?.comment, fix, timeZone }),
            },
            c,
          ),
        ...(said === null
          ? {}
          : {
              once: (kept: Ticket) => ({
                ...said.once,
                answer: { status: 200, version: null, body: standingOf(kept) },
              }),
            }),
      });
    };
    const said = comment === undefined ? null : { comment, once: onceOf(of.issueId, input.body) };
    const isRepeated = said !== null && (await ports.once.find(said.once.scope)) !== null;
    try {
      return answered(await hear(isRepeated ? null : said));
    } catch (error) {
      // The same callback came twice at the same moment, and the other was first.
      if (!(error instanceof DomainError && error.name === 'OnceTaken')) throw error;
      return answered(await hear(null));
    }
  };
