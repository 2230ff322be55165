/** What SES says became of a mail that we sent: the claim learns it, and so the comment that it carried. */
import type { Ports } from '../ports.ts';
import type { DeliveryStatus } from '../records.ts';

export interface MailFate {
  readonly ticketId: string;
  readonly eventId: string;
  readonly recipient: string;
  readonly messageId: string;
  readonly status: DeliveryStatus;
  readonly reason: string | null;
  readonly at: string;
}

/** A Send event also completes a claim whose sender died before it could write the result down. */
export const recordMail =
  (ports: Pick<Ports, 'claims'>) =>
  (fate: MailFate): Promise<void> =>
    ports.claims.mark(
      { ticketId: fate.ticketId, eventId: fate.eventId, recipient: fate.recipient },
      fate.status,
      fate.messageId,
      fate.reason,
      fate.at,
    );
