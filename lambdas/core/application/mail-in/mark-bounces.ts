/** A report of a mail server marks the mail of ours that it reports on, and the address that is dead. */
import { isForGood, isSameMailbox } from '../../domain/mail/inbound/failures.ts';
import type { InboundMessage } from '../../domain/mail/inbound/message.ts';
import { messageIdKey } from '../../domain/mail/inbound/threading.ts';
import type { Ports } from '../ports.ts';

const REASON_MOST = 300;

/**
 * The mail is named by its Message-ID, and must have gone to the address that failed: an address or an id alone would
 * let anybody mark anybody's mails. A delay marks nothing: the mail may still arrive.
 */
export const markBounces = async (
  ports: Pick<Ports, 'ledger' | 'claims' | 'people'>,
  { report, receivedAt }: Pick<InboundMessage, 'report' | 'receivedAt'>,
): Promise<void> => {
  const original = messageIdKey(report?.originalMessageId ?? '');
  const failures = report?.recipients.filter(({ action }) => action === 'failed') ?? [];
  if (original === null || failures.length === 0) return;
  const [known] = await ports.ledger.messages([original]);
  if (known?.claim == null) return;
  const { ticketId, claim } = known;
  const failed = failures.find(({ email }) => isSameMailbox(email, claim.recipient));
  if (failed === undefined) return;
  const said = [failed.status, failed.diagnostic].filter((part) => part !== null).join(' ');
  const reason = said === '' ? null : said.slice(0, REASON_MOST);
  await ports.claims.mark({ ticketId, ...claim }, 'bounced', original, reason, receivedAt);
  if (isForGood(failed))
    await ports.people.silence(claim.recipient, { since: receivedAt, cause: 'bounced', reason });
};
