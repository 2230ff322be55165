/** Looks up which ticket a message belongs to; which hit counts is decided by the rule (inbound/threading.ts). */
import { roleOf } from '../../domain/mail/inbound/gate.ts';
import type { InboundMessage } from '../../domain/mail/inbound/message.ts';
import type { Recipients } from '../../domain/mail/inbound/recipients.ts';
import {
  type Found,
  messageIdKey,
  type ThreadCandidate,
  type Threaded,
  threadCandidates,
  threadOf,
} from '../../domain/mail/inbound/threading.ts';
import type { Settings } from '../../domain/settings/schemas.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Ports } from '../ports.ts';
import { standing } from '../tickets/standing.ts';

export type ThreadPorts = Pick<Ports, 'tickets' | 'seals' | 'claims' | 'ledger'>;

export interface ThreadQuestion {
  readonly message: InboundMessage;
  readonly recipients: Recipients;
  readonly settings: Settings;
  /** Lower-cased address of the From. */
  readonly sender: string;
  readonly dmarcPassed: boolean;
}

/** Whoever may have been sent a signed address of the ticket. */
const holdersOf = async (
  ports: ThreadPorts,
  ticket: Ticket,
  settings: Settings,
): Promise<ReadonlySet<string>> => {
  const claims = await ports.claims.ofTicket(ticket.id);
  return new Set([
    ticket.requester.email,
    ...ticket.participants.map(({ email }) => email),
    ...settings.agents.map(({ email }) => email.toLowerCase()),
    ...claims.map(({ recipient }) => recipient),
  ]);
};

const issuedTo = async (
  ports: ThreadPorts,
  ticket: Ticket,
  settings: Settings,
  mac: string,
): Promise<string | null> => {
  for (const email of await holdersOf(ports, ticket, settings)) {
    if (await ports.seals.isMac('reply', `${ticket.id} ${email}`, mac)) return email;
  }
  return null;
};

/** A report says itself which mail it is about. */
const reported = ({ report }: InboundMessage): readonly ThreadCandidate[] => {
  const key = messageIdKey(report?.originalMessageId ?? '');
  return key === null
    ? []
    : [{ by: 'message-id', key, words: 'the mail of the ticket that the report names' }];
};

export const findThread = async (
  ports: ThreadPorts,
  { message, recipients, settings, sender, dmarcPassed }: ThreadQuestion,
): Promise<{ readonly thread: Threaded | null; readonly ticket: Ticket | null }> => {
  const candidates = [...reported(message), ...threadCandidates(message, recipients)];
  const keys = candidates.flatMap((one) => (one.by === 'message-id' ? [one.key] : []));
  const known = new Map((await ports.ledger.messages(keys)).map((one) => [one.messageId, one]));
  const tickets = new Map<string | number, Promise<Ticket | null>>();
  const ticketOf = (ref: string | number): Promise<Ticket | null> => {
    const asked = tickets.get(ref) ?? ports.tickets.find(ref);
    tickets.set(ref, asked);
    return asked;
  };
  const lookUp = async (candidate: ThreadCandidate): Promise<Found | null> => {
    const ref = candidate.by === 'message-id' ? known.get(candidate.key)?.ticketId : candidate.number;
    const ticket = ref === undefined ? null : await ticketOf(ref);
    if (ticket === null) return null;
    return {
      ticketId: ticket.id,
      number: ticket.number,
      issuedTo: 'mac' in candidate ? await issuedTo(ports, ticket, settings, candidate.mac) : null,
      isOfTicket: roleOf(sender, ticket, settings.agents) !== 'stranger',
    };
  };
  const lookups = await Promise.all(candidates.map(lookUp));
  const thread = threadOf(candidates, lookups, dmarcPassed);
  const ticket = thread === null ? null : await ticketOf(thread.ticketId);
  return { thread, ticket: ticket === null ? null : await standing(ports, ticket) };
};
