/** Mail in memory: what was sent, and who had claimed to send it. */
import type { MailClaims, Mailer } from '../../../lambdas/core/application/mail-ports.ts';
import type { DeliveryStatus, MailClaim, OutgoingMail } from '../../../lambdas/core/application/records.ts';
import type { World } from './world.ts';

export interface FakeMailer extends Mailer {
  readonly sent: readonly (OutgoingMail & { readonly messageId: string })[];
  /** The next sends throw these, one each. */
  failNext(...errors: readonly Error[]): void;
}

export const fakeMailer = (): FakeMailer => {
  const sent: (OutgoingMail & { readonly messageId: string })[] = [];
  const failures: Error[] = [];
  return {
    sent,
    failNext: (...errors) => {
      failures.push(...errors);
    },
    send: async (mail) => {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      const messageId = `ses-${String(sent.length + 1).padStart(6, '0')}`;
      sent.push({ ...mail, messageId });
      return messageId;
    },
    headerId: (messageId) => `<${messageId}@email.amazonses.com>`,
  };
};

/** How far a status is on its way; none goes back. */
const ranks: Record<MailClaim['status'], number> = {
  claimed: 0,
  rejected: 1,
  sent: 2,
  delivered: 3,
  bounced: 4,
  complained: 5,
};

type Of = Pick<MailClaim, 'ticketId' | 'eventId' | 'recipient'>;

export interface FakeMailClaims extends MailClaims {
  all(): readonly MailClaim[];
}

/** With a world, the ids of mails that were sent lead to their tickets there. */
export const fakeMailClaims = (world?: World): FakeMailClaims => {
  const claims = new Map<string, MailClaim>();
  const key = (of: Of): string => `${of.ticketId}#${of.eventId}#${of.recipient}`;

  const move = (
    of: Of,
    status: DeliveryStatus | 'rejected',
    messageId: string | null,
    reason: string | null,
    at: string,
  ): void => {
    const claim = claims.get(key(of));
    if (claim === undefined) return;
    const isLater = ranks[status] > ranks[claim.status];
    const { ticketId, eventId, recipient } = of;
    if (messageId !== null) world?.messages.set(messageId, { ticketId, claim: { eventId, recipient } });
    claims.set(key(of), {
      ...claim,
      messageId: messageId ?? claim.messageId,
      ...(isLater ? { status, reason, at } : {}),
    });
  };

  return {
    all: () => [...claims.values()],
    claim: async (claim, now) => {
      const stored = claims.get(key(claim));
      if (stored !== undefined && stored.status !== 'claimed') return 'done';
      if (stored !== undefined && Date.parse(now) - Date.parse(stored.claimedAt) < 600_000) return 'wait';
      const { ticketId, eventId, recipient, notice, commentId } = claim;
      const fresh = { ticketId, eventId, recipient, notice, commentId, claimedAt: now, at: now };
      claims.set(key(claim), { ...fresh, messageId: null, status: 'claimed', reason: null });
      return 'mine';
    },
    complete: async (of, messageId, at) => move(of, 'sent', messageId, null, at),
    reject: async (of, reason, at) => move(of, 'rejected', null, reason, at),
    release: async (of) => {
      if (claims.get(key(of))?.status === 'claimed') claims.delete(key(of));
    },
    mark: async (of, status, messageId, reason, at) =>
      move(of, status, claims.get(key(of))?.messageId ?? messageId, reason, at),
    ofTicket: async (ticketId) =>
      [...claims.values()]
        .filter((claim) => claim.ticketId === ticketId)
        .sort((a, b) => (a.eventId < b.eventId ? -1 : a.eventId > b.eventId ? 1 : 0)),
  };
};
