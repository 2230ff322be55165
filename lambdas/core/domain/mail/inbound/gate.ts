/** Who may write into a ticket by mail: one table, first row that fits decides (product.md section 4.5). */
import type { Agent } from '../../settings/schemas.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import type { Dmarc, Proof } from './authentication.ts';

/** Who the sender is to the ticket, by address alone; what that is worth is decided by proof. */
export type SenderRole = 'requester' | 'participant' | 'agent' | 'stranger';

/** Whether the mail holds a right signed address or marker of the ticket: its sender's, somebody else's, or none. */
export type HeldToken = 'own' | 'other' | 'none';

export interface GateFacts {
  /** False: it belongs to no ticket so far. */
  readonly threaded: boolean;
  readonly role: SenderRole;
  readonly dmarc: Dmarc;
  readonly aligned: boolean;
  readonly token: HeldToken;
  /** An operator has fed it in and says that it is what it says (imports.ts). */
  readonly vouched: boolean;
}

export type Door = 'public' | 'note' | 'quarantine' | 'new-ticket';

export interface Admission {
  readonly door: Door;
  /** Whose powers the sender has from here on. */
  readonly as: SenderRole;
  readonly reason: string;
}

export interface GateRow {
  readonly when: { readonly [K in keyof GateFacts]?: readonly GateFacts[K][] };
  readonly door: Door;
  /** Null: what the sender claims to be. */
  readonly as: SenderRole | null;
  readonly reason: string;
}

const PEOPLE = ['requester', 'participant'] as const;

/** The last row fits everything. */
export const GATE: readonly GateRow[] = [
  {
    when: { vouched: [true], threaded: [false], role: ['agent'] },
    door: 'quarantine',
    as: 'stranger',
    reason: 'It was imported, is from the desk’s own people, and belongs to no ticket.',
  },
  {
    when: { vouched: [true], role: ['agent'] },
    door: 'note',
    as: 'stranger',
    reason: 'It was imported, and is from the desk’s own people.',
  },
  {
    when: { vouched: [true], threaded: [true], role: PEOPLE },
    door: 'public',
    as: null,
    reason: 'It was imported, and is from somebody of the ticket.',
  },
  {
    when: { threaded: [false], role: ['agent'], dmarc: ['fail'] },
    door: 'quarantine',
    as: 'stranger',
    reason: 'It claims to be from an agent, and DMARC failed.',
  },
  {
    when: { threaded: [false], role: ['agent'], dmarc: ['pass'] },
    door: 'new-ticket',
    as: 'agent',
    reason: 'It belongs to no ticket yet, and is from an agent (DMARC passed).',
  },
  {
    when: { threaded: [false] },
    door: 'new-ticket',
    as: 'requester',
    reason: 'It belongs to no ticket yet.',
  },
  {
    when: { role: ['agent'], dmarc: ['pass'], token: ['own'] },
    door: 'public',
    as: 'agent',
    reason: 'It is from the agent to whom the reply address was issued (DMARC passed).',
  },
  {
    when: { role: ['agent'], dmarc: ['pass'] },
    door: 'note',
    as: 'stranger',
    reason: 'It is from an agent (DMARC passed), but not to a reply address that was issued to them.',
  },
  {
    when: { role: ['agent'] },
    door: 'quarantine',
    as: 'stranger',
    reason: 'It claims to be from an agent and did not pass DMARC.',
  },
  {
    when: { role: PEOPLE, dmarc: ['pass'] },
    door: 'public',
    as: null,
    reason: 'It is from somebody of the ticket (DMARC passed).',
  },
  {
    when: { role: PEOPLE, dmarc: ['none'], aligned: [true] },
    door: 'public',
    as: null,
    reason:
      'It is from somebody of the ticket; their domain has no DMARC policy, and SPF or DKIM vouch for it.',
  },
  {
    when: { role: PEOPLE, dmarc: ['none'], token: ['own'] },
    door: 'public',
    as: null,
    reason:
      'It is from somebody of the ticket; their domain has no DMARC policy, and they hold their signed address.',
  },
  {
    when: { role: PEOPLE, dmarc: ['none'] },
    door: 'quarantine',
    as: 'stranger',
    reason: 'It claims to be from somebody of the ticket, and nothing proves it.',
  },
  {
    when: { role: PEOPLE, dmarc: ['fail'] },
    door: 'quarantine',
    as: 'stranger',
    reason: 'It claims to be from somebody of the ticket, and DMARC failed.',
  },
  {
    when: { role: PEOPLE },
    door: 'quarantine',
    as: 'stranger',
    reason: 'It claims to be from somebody of the ticket, and DMARC could not be checked.',
  },
  {
    when: { token: ['own', 'other'] },
    door: 'note',
    as: 'stranger',
    reason: 'It is from somebody who is not on the ticket but holds a signed address of it.',
  },
  {
    when: {},
    door: 'new-ticket',
    as: 'requester',
    reason: 'It is from somebody who is not on the ticket that it refers to.',
  },
];

const fits = ({ when }: GateRow, facts: GateFacts): boolean =>
  (when.threaded ?? [facts.threaded]).includes(facts.threaded) &&
  (when.role ?? [facts.role]).includes(facts.role) &&
  (when.dmarc ?? [facts.dmarc]).includes(facts.dmarc) &&
  (when.aligned ?? [facts.aligned]).includes(facts.aligned) &&
  (when.token ?? [facts.token]).includes(facts.token) &&
  (when.vouched ?? [facts.vouched]).includes(facts.vouched);

export const gate = (facts: GateFacts): Admission => {
  const [row] = GATE.filter((one) => fits(one, facts)) as [GateRow];
  return { door: row.door, as: row.as ?? facts.role, reason: row.reason };
};

/** `email` lower-cased. Who asked stays the requester, also when it is an agent; `ticket` null: it belongs to none. */
export const roleOf = (
  email: string,
  ticket: Pick<Ticket, 'requester' | 'participants'> | null,
  agents: readonly Pick<Agent, 'email'>[],
): SenderRole => {
  if (ticket?.requester.email === email) return 'requester';
  if (agents.some((agent) => agent.email.toLowerCase() === email)) return 'agent';
  return ticket?.participants.some((one) => one.email === email) ? 'participant' : 'stranger';
};

export const heldToken = (issuedTo: string | null, email: string): HeldToken => {
  if (issuedTo === null) return 'none';
  return issuedTo === email ? 'own' : 'other';
};

/** The facts of a mail whose sender is `email`. */
export const gateFacts = (
  email: string,
  proof: Proof,
  ticket: Pick<Ticket, 'requester' | 'participants'> | null,
  agents: readonly Pick<Agent, 'email'>[],
  issuedTo: string | null,
  vouched = false,
): GateFacts => ({
  threaded: ticket !== null,
  role: roleOf(email, ticket, agents),
  ...proof,
  token: heldToken(issuedTo, email),
  vouched,
});
