/** One inbound message from the bucket to its end: ticket, comment, note, quarantine or discarded, and in the ledger. */
import { DomainError, throttled } from '../../domain/errors.ts';
import { importedArrival, importOf } from '../../domain/mail/inbound/imports.ts';
import { isInTicket, type LedgerRow } from '../../domain/mail/ledger.ts';
import type { Ports } from '../ports.ts';
import type { Arrival, MailOrder, ReadableMail, UnreadableMail } from '../records.ts';
import { type FactPorts, gatherFacts } from './facts.ts';
import { duplicateReason, filingOf, type Passage, unreadFiling } from './filing.ts';
import { type FollowPorts, follow } from './follow.ts';
import { putUnreadOnTicket } from './put-unread.ts';

export interface ReceivePorts extends FactPorts, FollowPorts {
  readonly clock: Ports['clock'];
  readonly rawMails: Ports['rawMails'];
  readonly parser: Ports['parser'];
  /** Lower-cased; reply addresses are made in it. */
  readonly mailDomain: string;
}

/** What came out of the queue: SES's notification, or an order of ours. `attempt` counts from 1. */
export type Incoming = { readonly attempt: number } & (
  | { readonly kind: 'mail'; readonly arrival: Arrival; readonly key: string }
  | { readonly kind: 'order'; readonly order: MailOrder }
);

/** After so many a fault that is not the weather's is the message's own: a person looks at it, the queue goes on. */
const ATTEMPTS = 3;

const orderOf = (incoming: Incoming): MailOrder | null => (incoming.kind === 'order' ? incoming.order : null);

/** Told again of a message that is done, or asked to repeat what stands in a ticket already. */
const isOver = (order: MailOrder | null, before: LedgerRow | null): boolean =>
  before !== null && (order === null || order.order === 'ingest' || isInTicket(before));

const arrivalAgain = (row: LedgerRow): Arrival => ({
  sesId: row.id,
  receivedAt: row.receivedAt,
  envelope: { from: row.envelopeFrom, to: row.to },
  verdicts: row.verdicts,
});

const unknownArrival = (sesId: string, receivedAt: string): Arrival => ({
  sesId,
  receivedAt,
  envelope: { from: '', to: [] },
  verdicts: { spf: 'error', dkim: 'error', dmarc: 'error', spam: 'error', virus: 'error' },
});

const NOTHING_READ = { from: null, subject: '', messageId: null, size: 0 } as const;

/** A conflict means that another delivery of the same message, or of its copy, was quicker. */
const settle = async (ports: ReceivePorts, passage: Passage, mail: ReadableMail): Promise<void> => {
  const { message } = mail;
  const facts = await gatherFacts(ports, message, ports.mailDomain, importOf(passage.objectKey));
  try {
    await follow(ports, passage, facts, mail);
  } catch (error) {
    if (!(error instanceof DomainError && error.name === 'MailDuplicate')) throw error;
    const reason = duplicateReason(String(error.extra.first));
    const filing = filingOf(passage, facts, { disposition: 'discarded', reason });
    await ports.ledger.file({ ...filing, duplicateKey: null });
  }
};

const finish = async (
  ports: ReceivePorts,
  passage: Passage,
  mail: ReadableMail | UnreadableMail,
): Promise<void> => {
  if (mail.kind === 'read') return settle(ports, passage, mail);
  const { order } = passage;
  if (order?.order === 'release' && order.ticketId !== null)
    return putUnreadOnTicket(ports, passage, mail, order.ticketId);
  await ports.ledger.file(unreadFiling(passage, mail, mail.reason));
};

const isWeather = (error: unknown): boolean =>
  error instanceof DomainError && (error.kind === 'transient' || error.kind === 'stale');

const why = (error: unknown): string => {
  if (!(error instanceof DomainError))
    return `It could not be processed (${error instanceof Error ? error.name : 'unknown'}).`;
  const named = error.problems.map(({ path, message }) => `${path} ${message}`).join('; ');
  return `It could not be filed: ${named === '' ? error.message : named}`;
};

interface Read {
  readonly arrival: Arrival | null;
  readonly mail: ReadableMail | UnreadableMail;
}

const readFrom = async (
  { parser }: ReceivePorts,
  raw: Uint8Array,
  about: {
    readonly sesId: string;
    readonly objectKey: string;
    readonly told: Arrival | null;
    readonly now: string;
  },
): Promise<Read> => {
  const { sesId, objectKey, told, now } = about;
  const imported = importOf(objectKey);
  if (told === null && imported !== null) {
    // Only the message itself says who sent it, so it is read before anybody knows.
    const seen = await parser.parse(raw, unknownArrival(sesId, now));
    const from = seen.kind === 'read' ? seen.message : seen;
    const arrival = importedArrival(from, { sesId, receivedAt: now, to: imported.to });
    return { arrival, mail: await parser.parse(raw, arrival) };
  }
  const arrival = told ?? parser.arrivalOf(raw, sesId, now);
  return { arrival, mail: await parser.parse(raw, arrival ?? unknownArrival(sesId, now)) };
};

const attemptOf = async (
  ports: ReceivePorts,
  incoming: Incoming,
  about: { readonly sesId: string; readonly objectKey: string; readonly before: LedgerRow | null },
): Promise<void> => {
  const { sesId, objectKey, before } = about;
  const now = ports.clock.now();
  const order = orderOf(incoming);
  const told = incoming.kind === 'mail' ? incoming.arrival : before === null ? null : arrivalAgain(before);
  const passage = (arrival: Arrival): Passage => ({ arrival, objectKey, order, before, now });
  const raw = await ports.rawMails.read(objectKey);
  if (raw === null) {
    if (incoming.attempt < ATTEMPTS) throw throttled('The mail bucket');
    const lost = passage(told ?? unknownArrival(sesId, now));
    return ports.ledger.file(unreadFiling(lost, NOTHING_READ, 'The raw message is not in the bucket.'));
  }
  const { arrival, mail } = await readFrom(ports, raw, { sesId, objectKey, told, now });
  if (arrival === null) {
    const seen = mail.kind === 'read' ? mail.message : mail;
    const reason = 'SES did not say how it came, so nobody knows who sent it.';
    return ports.ledger.file(unreadFiling(passage(unknownArrival(sesId, now)), seen, reason));
  }
  try {
    await finish(ports, passage(arrival), mail);
  } catch (error) {
    if (error instanceof DomainError && error.name === 'MailDisposed') return;
    if (isWeather(error) || (!(error instanceof DomainError) && incoming.attempt < ATTEMPTS)) throw error;
    const seen = mail.kind === 'read' ? mail.message : mail;
    await ports.ledger.file(unreadFiling(passage(arrival), seen, why(error)));
  }
};

/**
 * Throws only what the queue should try again. A message whose row is written is done, however often it is delivered;
 * one without a row is found by the sweep, whatever happened to its queue message.
 */
export const receiveMail =
  (ports: ReceivePorts) =>
  async (incoming: Incoming): Promise<void> => {
    const { sesId, objectKey } =
      incoming.kind === 'mail' ? { sesId: incoming.arrival.sesId, objectKey: incoming.key } : incoming.order;
    const before = await ports.ledger.find(sesId);
    if (isOver(orderOf(incoming), before)) return;
    try {
      await attemptOf(ports, incoming, { sesId, objectKey: before?.objectKey ?? objectKey, before });
    } catch (error) {
      if (!(error instanceof DomainError && error.name === 'MailDisposed')) throw error;
    }
  };
