/** A message that nobody can read is put on a ticket, because a person wants it there. */
import { mailIdOf } from '../../domain/mail/ledger.ts';
import { addComment } from '../../domain/ticket/comment.ts';
import { later } from '../../domain/ticket/instants.ts';
import { SYSTEM } from '../people.ts';
import type { Ports } from '../ports.ts';
import type { UnreadableMail } from '../records.ts';
import { keep } from '../tickets/keep.ts';
import { type Passage, unreadFiling } from './filing.ts';
import { unreadNote } from './notes.ts';

export const putUnreadOnTicket = async (
  ports: Pick<Ports, 'tickets' | 'ids' | 'settings'>,
  passage: Passage,
  mail: UnreadableMail,
  ticketId: string,
): Promise<void> => {
  const before = await ports.tickets.find(ticketId);
  if (before === null) throw new Error(`The ticket ${ticketId} is gone.`);
  const settings = await ports.settings.current();
  const now = later(passage.now, before.updatedAt);
  const { sesId } = passage.arrival;
  const comment = unreadNote({ id: ports.ids.next('cmt'), ticketId, sesId, reason: mail.reason, now });
  const filing = unreadFiling(
    passage,
    mail,
    `Released from quarantine by ${passage.order?.by ?? 'the desk'}.`,
  );
  await keep(ports, {
    before,
    decision: addComment(before, { comment }, { now, settings, actor: SYSTEM }),
    now,
    settings,
    actor: SYSTEM,
    correlationId: mailIdOf(sesId),
    with: {
      filing: { ...filing, row: { ...filing.row, disposition: 'note', ticketId, commentId: comment.id } },
    },
  });
};
