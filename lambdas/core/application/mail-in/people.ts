/** Who a message speaks for: as requester of a new ticket, as author of a comment, as actor in its events. */
import type { SenderRole } from '../../domain/mail/inbound/gate.ts';
import type { MailAddress } from '../../domain/mail/inbound/message.ts';
import { othersOn } from '../../domain/mail/inbound/recipients.ts';
import { planOf } from '../../domain/people/plan.ts';
import type { Actor } from '../../domain/ticket/events.ts';
import type { Author, Participant, Requester } from '../../domain/ticket/ticket.ts';
import { SYSTEM } from '../people.ts';
import type { Ports } from '../ports.ts';
import type { Person } from '../records.ts';
import type { MailFacts } from './facts.ts';

const NAME_MOST = 120;

const nameOf = (name: string | null): string | null => {
  const short = name?.trim().slice(0, NAME_MOST) ?? '';
  return short === '' ? null : short;
};

/**
 * `proven` must be about this very address. An address that proved itself before is not believed in a mail that fails
 * DMARC: its owner did not write that.
 */
export const requesterFrom = (
  ports: Pick<Ports, 'ids'>,
  facts: MailFacts,
  who: MailAddress,
  known: Person | null,
  proof: { readonly dmarc: boolean; readonly proven: boolean },
): Requester => {
  const { settings, recipients, message } = facts;
  const verified = proof.dmarc || (known?.verified === true && proof.proven);
  return {
    id: ports.ids.person(who.email),
    email: who.email,
    name: nameOf(who.name) ?? known?.name ?? null,
    locale: recipients.mailboxes[0]?.locale ?? known?.locale ?? settings.desk.locale,
    plan: planOf(who.email, settings, verified, message.receivedAt),
    verified,
  };
};

/** Whose mail this is for somebody of the ticket, or for nobody of it. */
export const authorFrom = (
  ports: Pick<Ports, 'ids'>,
  as: SenderRole,
  who: MailAddress,
  facts: MailFacts,
): Author => {
  const agent = facts.settings.agents.find(({ email }) => email.toLowerCase() === who.email);
  if (as === 'agent' && agent !== undefined)
    return { kind: 'agent', id: agent.id, email: agent.email, name: agent.name };
  const name = nameOf(who.name) ?? facts.person?.name ?? null;
  if (as === 'stranger') return { kind: 'stranger', id: null, email: who.email, name };
  const kind = as === 'participant' ? 'participant' : 'requester';
  return { kind, id: ports.ids.person(who.email), email: who.email, name };
};

/** Strangers do nothing by themselves: the desk puts their words on record. */
export const actorFrom = ({ kind, id }: Author): Actor => {
  if (kind === 'stranger' || kind === 'system') return SYSTEM;
  return { kind, id };
};

/** People in copy, as far as the sender can be believed; agents are on the ticket anyway. */
export const copiedOn = (facts: MailFacts): readonly Participant[] => {
  const { message, ours, settings, proof } = facts;
  if (proof.dmarc === 'fail' || proof.dmarc === 'error') return [];
  const agents = new Set(settings.agents.map(({ email }) => email.toLowerCase()));
  return othersOn(message, ours)
    .filter(({ email }) => !agents.has(email))
    .map(({ email, name }) => ({ email, name: nameOf(name), kind: 'cc' }));
};
