/** Everything that the rules about one inbound message are told: who wrote it, where to, into which ticket. */
import { isProven, type Proof, proofOf } from '../../domain/mail/inbound/authentication.ts';
import { type Disposed, dispose } from '../../domain/mail/inbound/dispose.ts';
import { duplicateKey, heldUnder } from '../../domain/mail/inbound/duplicates.ts';
import { gate, gateFacts } from '../../domain/mail/inbound/gate.ts';
import { headersNamed } from '../../domain/mail/inbound/headers.ts';
import type { Import } from '../../domain/mail/inbound/imports.ts';
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
  /** Null for mail that SES has received. */
  readonly imported: Import | null;
}

const isOurOwn = async (ports: FactPorts, message: InboundMessage): Promise<boolean> => {
  const sealed = headersNamed(message, 'x-threeline-loop').slice(0, 3);
  const opened = await Promise.all(sealed.map((value) => ports.seals.open('loop', value)));
  return opened.some((ticketId) => ticketId !== null);
};

/** SES's id of another message that is held under the key. */
const otherUnder = async (
  ports: FactPorts,
  { sesId }: InboundMessage,
  key: string | null,
): Promise<string | null> => {
  const first = key === null ? null : await ports.ledger.firstOf(key);
  return first === sesId ? null : first;
};

/** What was written from an address of ours was written by the desk that the mail is imported from. */
const ourPeople = (
  { agents, mailboxes }: Settings,
  imported: Import | null,
): readonly { readonly email: string }[] =>
  imported === null ? agents : [...agents, ...mailboxes.map(({ address }) => ({ email: address }))];

export const gatherFacts = async (
  ports: FactPorts,
  message: InboundMessage,
  mailDomain: string,
  imported: Import | null,
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
    imported: imported !== null,
  });
  const proof = proofOf(message);
  const key = duplicateKey(message, judged.kind);
  const writer = writerOf(message, judged.trusted);
  const sender = message.from?.email ?? '';
  const [found, person, inTicket] = await Promise.all([
    findThread(ports, { message, recipients, settings, sender, dmarcPassed: proof.dmarc === 'pass' }),
    writer === null ? null : ports.people.find(writer.email),
    otherUnder(ports, message, key),
  ]);
  const { ticket } = found;
  const about = {
    judged,
    threadedBy: found.thread?.threadedBy ?? null,
    duplicate: inTicket !== null,
    barred: person?.barred === true,
    admission: gate(
      gateFacts(
        sender,
        proof,
        ticket,
        ourPeople(settings, imported),
        found.thread?.issuedTo ?? null,
        imported !== null,
      ),
    ),
    closed: ticket?.status === 'closed' && imported?.history !== true,
  };
  const decided = dispose(about);
  const waiting =
    key !== null && decided.disposition === 'quarantine'
      ? await otherUnder(ports, message, heldUnder(key, 'quarantine'))
      : null;
  const firstId = inTicket ?? waiting;
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
    disposed: waiting === null ? decided : dispose({ ...about, duplicate: true }),
    imported,
  };
};
