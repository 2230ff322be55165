/** A report of a mail server marks the mail of ours that it reports on. */
import type { InboundMessage } from '../../domain/mail/inbound/message.ts';
import { messageIdKey } from '../../domain/mail/inbound/threading.ts';
import type { Ports } from '../ports.ts';

const REASON_MOST = 300;

/** The mail is named by its Message-ID alone: an address by itself would let anybody mark anybody's mails. */
export const markBounces = async (
  ports: Pick<Ports, 'ledger' | 'claims'>,
  { report }: InboundMessage,
  now: string,
): Promise<void> => {
  const original = messageIdKey(report?.originalMessageId ?? '');
  const failed = report?.recipients.find(({ action }) => action === 'failed');
  if (original === null || failed === undefined) return;
  const [known] = await ports.ledger.messages([original]);
  if (known?.claim == null) return;
  const reason = [failed.status, failed.diagnostic].filter((part) => part !== null).join(' ');
  await ports.claims.mark(
    { ticketId: known.ticketId, ...known.claim },
    'bounced',
    original,
    reason === '' ? null : reason.slice(0, REASON_MOST),
    now,
  );
};
