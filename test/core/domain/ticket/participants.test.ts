import { describe, expect, it } from 'vitest';
import {
  addParticipant,
  MOST_PARTICIPANTS,
  removeParticipant,
} from '../../../../lambdas/core/domain/ticket/participants.ts';
import type { Participant } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import { aTicket, circumstances } from '../../builders.ts';
import { refusal } from './refusal.ts';

const c = circumstances();
const olga: Participant = { email: 'olga@example.com', name: 'Olga', kind: 'cc' };

describe('participants', () => {
  it('are added in lower case, with an event', () => {
    const decision = addParticipant(aTicket(), { email: 'Olga@Example.com', name: 'Olga' }, c);
    expect(decision.after.participants).toEqual([olga]);
    expect(decision.events).toEqual([
      {
        type: 'ticket.changed',
        payload: { changes: { participant: { before: null, after: 'olga@example.com' } } },
      },
    ]);
  });

  it('are there once, and never the requester', () => {
    const ticket = aTicket({ participants: [olga] });
    expect(addParticipant(ticket, { email: olga.email, name: null }, c).events).toEqual([]);
    expect(addParticipant(ticket, { email: 'maria@example.com', name: null }, c).events).toEqual([]);
  });

  it('are not a mailing list', () => {
    const participants = Array.from({ length: MOST_PARTICIPANTS }, (_, index) => ({
      ...olga,
      email: `p${index}@example.com`,
    }));
    expect(refusal(() => addParticipant(aTicket({ participants }), olga, c))?.name).toBe(
      'TooManyParticipants',
    );
  });

  it('are removed, if they are there', () => {
    const decision = removeParticipant(aTicket({ participants: [olga] }), 'OLGA@example.com', c);
    expect(decision.after.participants).toEqual([]);
    expect(decision.events).toMatchObject([
      { payload: { changes: { participant: { before: olga.email, after: null } } } },
    ]);
    expect(refusal(() => removeParticipant(aTicket(), olga.email, c))).toMatchObject({
      name: 'ParticipantNotFound',
      kind: 'missing',
    });
  });
});
