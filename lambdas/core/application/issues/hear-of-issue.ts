/** The callback of a tracker: whoever holds its address may tell of one issue of one ticket, and do no more. */
import { createHash } from 'node:crypto';
import { DomainError } from '../../domain/errors.ts';
import { newsOf } from '../../domain/issues/news.ts';
import { newsNote } from '../../domain/issues/notes.ts';
import { heardOfIssue } from '../../domain/ticket/issue-news.ts';
import type { Issue, Ticket } from '../../domain/ticket/ticket.ts';
import type { Operation, Outcome } from '../operation.ts';
import { linkHasEnded } from '../pages/links.ts';
import type { Ports } from '../ports.ts';
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
}

const linkEnded = (): DomainError =>
  new DomainError('LinkEnded', 'missing', 'This address is not valid any more.');

/** The issue that the token is for, as long as its ticket waits for no other. */
const issueOf = (ticket: Ticket, issueId: string): Issue => {
  if (ticket.issue?.id !== issueId) throw linkEnded();
  return ticket.issue;
};

const standingOf = ({ issue, promises }: Ticket): Standing => ({
  state: issue?.state ?? 'asked',
  expectedFixAt: promises.expectedFixAt,
});

/**
 * The same body again within a day changes nothing: trackers repeat what was not answered. Throws LinkEnded for a token
 * that is none of ours, of an issue that another has replaced, or of a ticket closed for 90 days.
 */
export const hearOfIssue =
  (ports: HearPorts): Operation<Heard, Standing> =>
  async ({ input, correlationId }) => {
    const of = await openIssueToken(ports.seals, input.params.token);
    const ticket = of === null ? null : await ports.tickets.find(of.ticketId);
    if (of === null || ticket === null || linkHasEnded(ticket, ports.clock.now())) throw linkEnded();
    const { target } = issueOf(ticket, of.issueId);
    const bodyHash = createHash('sha256').update(JSON.stringify(input.body)).digest('hex');
    const scope = `callback ${of.issueId} ${bodyHash}`;
    const answered = (after: Ticket): Outcome<Standing> => ({ body: standingOf(after) });
    if ((await ports.once.find(scope)) !== null) return answered(ticket);

    const settings = await ports.settings.current();
    const webhook = settings.webhooks.find(({ id }) => id === target);
    const { timeZone } = settings.desk;
    const news = newsOf(input.body, webhook?.callback ?? null, { now: ports.clock.now(), timeZone });
    const noteId = ports.ids.next('cmt');
    try {
      const after = await changeByTracker(ports, {
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
              noteOf: (issue, expectedFixAt) =>
                newsNote(webhook?.name ?? target, issue, { comment: news.comment, expectedFixAt }),
            },
            c,
          ),
        once: (kept) => ({
          scope,
          bodyHash,
          answer: { status: 200, version: null, body: standingOf(kept) },
        }),
      });
      return answered(after);
    } catch (error) {
      // The same callback came twice at the same moment, and the other was first.
      if (!(error instanceof DomainError && error.name === 'OnceTaken')) throw error;
      return answered((await ports.tickets.find(ticket.id)) ?? ticket);
    }
  };
