/** One mail, claimed before it is sent: recorded exactly once, whoever asks for it how often (design.md, outbound mail). */
import { DomainError } from '../../domain/errors.ts';
import type { Ports } from '../ports.ts';
import type { MailClaim, OutgoingMail } from '../records.ts';

export type SendPorts = Pick<Ports, 'claims' | 'mailer' | 'clock'>;

export interface Sending {
  readonly claim: Pick<MailClaim, 'ticketId' | 'eventId' | 'recipient' | 'notice' | 'commentId'>;
  readonly mail: OutgoingMail;
  /** Why it must not go, for the people who look where it went; null: it goes. Asked when it is claimed. */
  unsentBecause(): Promise<string | null>;
}

/** Nothing was sent when this fails: whoever comes next need not wait for a result. */
const released = async <T>(ports: SendPorts, claim: Sending['claim'], work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    await ports.claims.release(claim);
    throw error;
  }
};

/** Throws MailClaimed (transient) while another attempt's result is awaited, and what the mailer throws. */
export const sendOnce = async (ports: SendPorts, { claim, mail, unsentBecause }: Sending): Promise<void> => {
  const now = ports.clock.now();
  const claimed = await ports.claims.claim(claim, now);
  if (claimed === 'done') return;
  if (claimed === 'wait')
    throw new DomainError(
      'MailClaimed',
      'transient',
      'Another attempt may have sent this mail; its result is awaited.',
    );
  const why = await released(ports, claim, unsentBecause());
  if (why !== null) return ports.claims.reject(claim, why, now);
  let messageId: string;
  try {
    messageId = await ports.mailer.send(mail);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.name === 'MailRejected') return ports.claims.reject(claim, error.message, ports.clock.now());
    if (error.name === 'Throttled') await ports.claims.release(claim);
    throw error;
  }
  // Not inside the try: a mail that is out must never be released, however busy the table is.
  await ports.claims.complete(claim, messageId, ports.clock.now());
};
