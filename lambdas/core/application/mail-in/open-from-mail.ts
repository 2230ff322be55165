/** A message opens a ticket, or a follow-up of the closed ticket that it answers. */
import { type ForwardedMail, forwardedIn } from '../../domain/mail/inbound/forward.ts';
import { writtenAt } from '../../domain/mail/inbound/imports.ts';
import { bareSubject } from '../../domain/mail/inbound/subjects.ts';
import { splitMail } from '../../domain/mail/inbound/visible/split.ts';
import { mailIdOf } from '../../domain/mail/ledger.ts';
import type { Mailbox, Settings } from '../../domain/settings/schemas.ts';
import { addComment } from '../../domain/ticket/comment.ts';
import type { Decision } from '../../domain/ticket/decision.ts';
import { type OpenInput, openTicket } from '../../domain/ticket/open.ts';
import type { Requester, Ticket } from '../../domain/ticket/ticket.ts';
import { languageAtFirstSight, toldBy } from '../../domain/triage/language.ts';
import type { Ports } from '../ports.ts';
import type { Person } from '../records.ts';
import { keep } from '../tickets/keep.ts';
import { withNumber } from '../tickets/with-number.ts';
import type { MailFacts } from './facts.ts';
import { attachmentsOf, filingOf, htmlOf, type Passage } from './filing.ts';
import { actorFrom, authorFrom, copiedOn, requesterFrom } from './people.ts';

export type OpenFromMailPorts = Pick<Ports, 'tickets' | 'ids' | 'numbers' | 'ledger' | 'people'>;

export interface Opening {
  readonly reason: string;
  /** The closed ticket that it follows; null for a ticket of its own. */
  readonly follows: Ticket | null;
  readonly acknowledge: boolean;
}

const SUBJECT_MOST = 200;

const subjectOf = (subject: string, text: string): string => {
  const [line = ''] = text.trim().split('\n', 1);
  return (
    [bareSubject(subject), subject.trim(), line.trim()].find((one) => one !== '')?.slice(0, SUBJECT_MOST) ??
    '(no subject)'
  );
};

/** What the mailbox says, as far as the settings still know it. */
const placeOf = (mailbox: Mailbox | undefined, settings: Settings) => ({
  category: settings.categories.find(({ id }) => id === mailbox?.category)?.id,
  product: settings.desk.products.find(({ id }) => id === mailbox?.product)?.id,
  groupId: settings.groups.find(({ id }) => id === mailbox?.group)?.id,
  mailbox: mailbox?.address.toLowerCase(),
});

const followUpOf = (closed: Ticket, settings: Settings) => ({
  subject: closed.subject,
  mailbox: closed.mailbox,
  requester: closed.requester,
  category: settings.categories.find(({ id }) => id === closed.category)?.id,
  product: settings.desk.products.find(({ id }) => id === closed.product)?.id,
  groupId: undefined,
  locale: closed.language,
  followUpOf: closed.id,
});

/** Of an agent's forward, in the name of who wrote it first. */
const forwardOf = ({ disposed, message }: MailFacts): ForwardedMail | null => {
  const forwarded = disposed.as === 'agent' ? forwardedIn(message) : null;
  return forwarded?.from == null ? null : forwarded;
};

type Said = Pick<
  OpenInput,
  'subject' | 'description' | 'descriptionHtml' | 'visibleText' | 'requester' | 'author' | 'language'
>;

/** Whoever had no language before, and wrote to a mailbox that has none, gets what their text looks like. */
const spoken = (requester: Requester, known: Person | null, { recipients }: MailFacts, text: string) => {
  const isTheirs = (recipients.mailboxes[0]?.locale ?? known?.locale) != null;
  const language = languageAtFirstSight(text, requester.locale, isTheirs);
  return { language, requester: isTheirs ? requester : { ...requester, locale: language } };
};

const saidIn = async (
  ports: OpenFromMailPorts,
  facts: MailFacts,
  forwarded: ForwardedMail | null,
): Promise<Said> => {
  const { message, writer, person, proof, proven, judged } = facts;
  if (forwarded !== null && forwarded.from !== null) {
    const known = await ports.people.find(forwarded.from.email);
    // As over the API: an agent who opens a ticket for somebody vouches for their address.
    const proof = { dmarc: true, proven: true };
    const requester = requesterFrom(ports, facts, forwarded.from, known, proof);
    const { id, email, name } = requester;
    const visibleText = splitMail(forwarded.text, '').visible;
    return {
      subject: subjectOf(forwarded.subject, forwarded.text),
      description: forwarded.text,
      descriptionHtml: null,
      visibleText,
      ...spoken(requester, known, facts, toldBy(visibleText, forwarded.subject ?? '')),
      author: { kind: 'requester', id, email, name },
    };
  }
  if (writer === null) throw new Error('A message without sender opens no ticket.');
  const isOwnProof = writer.email === message.from?.email;
  const requester = requesterFrom(ports, facts, writer, person, {
    dmarc: isOwnProof && proof.dmarc === 'pass',
    proven: isOwnProof && proven,
  });
  const visibleText = judged.trusted ? message.text : splitMail(message.text, message.subject).visible;
  return {
    subject: subjectOf(message.subject, message.text),
    description: message.text,
    descriptionHtml: htmlOf(facts),
    visibleText,
    ...spoken(requester, person, facts, toldBy(visibleText, message.subject)),
    author: authorFrom(ports, 'requester', writer, facts),
  };
};

/** What an agent wrote above the mail that they passed on stays among agents. */
const withRemark = (
  ports: OpenFromMailPorts,
  facts: MailFacts,
  opened: Decision,
  forwarded: ForwardedMail | null,
  c: Parameters<typeof addComment>[2],
): Decision => {
  if (forwarded === null || forwarded.remark === '' || facts.message.from === null) return opened;
  const noted = addComment(
    opened.after,
    {
      comment: {
        id: ports.ids.next('cmt'),
        ticketId: opened.after.id,
        author: authorFrom(ports, 'agent', facts.message.from, facts),
        public: false,
        channel: 'email',
        bodyText: forwarded.remark,
        bodyHtml: null,
        visibleText: forwarded.remark,
        attachments: [],
        mailId: mailIdOf(facts.message.sesId),
        createdAt: c.now,
      },
    },
    c,
  );
  return {
    after: noted.after,
    events: [...opened.events, ...noted.events],
    comments: [...opened.comments, ...noted.comments],
  };
};

const WITHHELD = 'Nobody was told: this address was sent an acknowledgement less than ten minutes ago.';
const NEVER = 'Nobody is told: automatic senders are never acknowledged.';
const IMPORTED = 'Nobody is told: it was imported.';

const untold = (facts: MailFacts, acknowledge: boolean): string => {
  if (acknowledge) return WITHHELD;
  return facts.imported === null ? NEVER : IMPORTED;
};

/** One transaction: ticket, first comment, ledger row. Throws what TicketStore.save throws. */
export const openFromMail = async (
  ports: OpenFromMailPorts,
  passage: Passage,
  facts: MailFacts,
  { reason, follows, acknowledge }: Opening,
): Promise<void> => {
  const { settings, recipients, message, imported } = facts;
  const now = imported?.history ? writtenAt(message, passage.now) : passage.now;
  const [mailbox] = recipients.mailboxes;
  const forwarded = follows === null ? forwardOf(facts) : null;
  const said = await saidIn(ports, facts, forwarded);
  const about =
    follows === null
      ? { ...placeOf(mailbox, settings), language: said.language }
      : followUpOf(follows, settings);
  const requester = follows?.requester ?? said.requester;
  const author =
    follows === null
      ? said.author
      : authorFrom(ports, facts.disposed.as ?? 'requester', message.from ?? facts.writer ?? requester, facts);
  const actor =
    forwarded === null || message.from === null
      ? actorFrom(author)
      : actorFrom(authorFrom(ports, 'agent', message.from, facts));
  const isTold = acknowledge && (await ports.ledger.mayAcknowledge(requester.email, message.sesId, now));
  const attachments = attachmentsOf(facts);
  await withNumber(ports.numbers, async (number) => {
    const id = ports.ids.next('tkt');
    const commentId = ports.ids.next('cmt');
    const c = { now, settings, actor };
    const opened = openTicket(
      {
        ...said,
        ...about,
        id,
        number,
        commentId,
        requester,
        author,
        channel: 'email',
        attachments,
        mailId: mailIdOf(message.sesId),
        participants: [...(follows?.participants ?? []), ...copiedOn(facts)],
        quiet: !isTold,
        ...(imported === null ? {} : { imported: imported.history ? 'history' : 'open' }),
      },
      c,
    );
    const end = {
      disposition: 'ticket' as const,
      reason: isTold ? reason : `${reason} ${untold(facts, acknowledge)}`,
      ticketId: id,
      commentId,
      threadedBy: follows === null ? null : (facts.thread?.threadedBy ?? null),
      attachments,
      acknowledgement: isTold ? ('given' as const) : ('withheld' as const),
    };
    await keep(ports, {
      before: null,
      decision: withRemark(ports, facts, opened, forwarded, c),
      now,
      settings,
      actor,
      correlationId: mailIdOf(message.sesId),
      with: {
        filing: filingOf(passage, facts, end),
        ...(imported?.history ? { endsWorkflow: true } : {}),
      },
    });
  });
};
