/** What SES says became of a mail that we sent: the claim learns it, so the comment that it carried, and the address. */
import type { SilenceCause } from '../../domain/mail/silence.ts';
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
  /** Automatic mail spares the address from now on; null for what passes. */
  readonly silences: SilenceCause | null;
}

/**
 * A Send event also completes a claim whose sender died before it could write the result down. A delivery shows that
 * an address lives which had bounced; of a complaint it says nothing.
 */
export const recordMail =
  (ports: Pick<Ports, 'claims' | 'people'>) =>
  async ({ status, messageId, reason, at, silences, ...of }: MailFate): Promise<void> => {
    await ports.claims.mark(of, status, messageId, reason, at);
    if (silences !== null) await ports.people.silence(of.recipient, { since: at, cause: silences, reason });
    if (status === 'delivered') await ports.people.endSilence(of.recipient, at, ['bounced']);
  };
