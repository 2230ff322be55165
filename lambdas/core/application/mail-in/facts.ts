/** Everything that the rules about one inbound message are told: who wrote it, where to, into which ticket. */
import { isProven, type Proof, proofOf } from '../../domain/mail/inbound/authentication.ts';
import { type Disposed, dispose } from '../../domain/mail/inbound/dispose.ts';
import { duplicateKey } from '../../domain/mail/inbound/duplicates.ts';
import { gate, gateFacts } from '../../domain/mail/inbound/gate.ts';
import { headersNamed } from '../../domain/mail/inbound/headers.ts';
import { type JudgedKind, kindOf } from '../../domain/mail/inbound/kind.ts';
import type { InboundMessage, MailAddress } from '../../domain/mail/inbound/message.ts';
import { type OurAddresses, type Recipients, recipientsOf } from '../../domain/mail/inbound/recipients.ts';
import type { Threaded } from '../../domain/mail/inbound/threading.ts';
import { writerOf } from '../../domain/mail/inbound/writer.ts';
import type { Settings } from '../../domain/settings/schemas.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Ports } from '../ports.ts';
import type { Person } from '../records.ts';
import { findThread, type ThreadPorts } from './find-thread.ts';

export type FactPorts = ThreadPorts & Pick<Ports, 'settings' | 'people' | 'seals' | 'ledger'>;

export interface MailFacts {
  readonly message: InboundMessage;
  readonly settings: Settings;
  readonly ours: OurAddresses;
  readonly recipients: Recipients;
  readonly judged: JudgedKind;
  readonly proof: Proof;
  /** The From has proven itself as far as its domain lets it. */
  readonly proven: boolean;
  /** Whose words these are; null when there is no sender. */
  readonly writer: MailAddress | null;
  readonly person: Person | null;
  readonly thread: Threaded | null;
  /** The ticket of the thread; where it was merged into, if it was. */
  readonly ticket: Ticket | null;
  readonly duplicateKey: string | null;
  /** SES's id of the message that was the same; null when this is the first. */
  readonly firstId: string | null;
  readonly disposed: Disposed;
}

const isOurOwn = async (ports: FactPorts, message: InboundMessage): Promise<boolean> => {
  const sealed = headersNamed(message, 'x-threeline-loop').slice(0, 3);
  const opened = await Promise.all(sealed.map((value) => ports.seals.open('loop', value)));
  return opened.some((ticketId) => ticketId !== null);
};

export const gatherFacts = async (
  ports: FactPorts,
  message: InboundMessage,
  mailDomain: string,
): Promise<MailFacts> => {
  const settings = await ports.settings.current();
  const ours = { mailboxes: settings.mailboxes, mailDomain };
  const recipients = recipientsOf(message, ours);
  const isOwn = await isOurOwn(ports, message);
  const judged = kindOf(message, {
    isOwn,
    mailboxes: settings.mailboxes,
    cameTo: recipients.mailboxes,
    mailDomain,
  });
  const proof = proofOf(message);
  const key = duplicateKey(message);
  const writer = writerOf(message, judged.trusted);
  const sender = message.from?.email ?? '';
  const [found, person, first] = await Promise.all([
    findThread(ports, { message, recipients, settings, sender, dmarcPassed: proof.dmarc === 'pass' }),
    writer === null ? null : ports.people.find(writer.email),
    key === null ? null : ports.ledger.firstOf(key),
  ]);
  const firstId = first === message.sesId ? null : first;
  const { ticket } = found;
  const disposed = dispose({
    judged,
    threadedBy: found.thread?.threadedBy ?? null,
    duplicate: firstId !== null,
    barred: person?.barred === true,
    admission: gate(gateFacts(sender, proof, ticket, settings.agents, found.thread?.issuedTo ?? null)),
    closed: ticket?.status === 'closed',
  });
  return {
    message,
    settings,
    ours,
    recipients,
    judged,
    proof,
    proven: isProven(proof),
    writer,
    person,
    ...found,
    duplicateKey: key,
    firstId,
    disposed,
  };
};
