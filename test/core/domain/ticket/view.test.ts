import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { commentAnswer, ticketAnswer } from '../../../../lambdas/core/contracts/answers.ts';
import type { Caller } from '../../../../lambdas/core/domain/people/caller.ts';
import { commentView, ticketView } from '../../../../lambdas/core/domain/ticket/view.ts';
import { aComment, aTicket, CREATED_AT } from '../../builders.ts';

const agent: Caller = {
  kind: 'agent',
  role: 'agent',
  id: 'agt_1',
  email: 'anna@desk.example',
  name: 'Anna',
  lines: [1],
  groups: [],
};
const requester: Caller = {
  kind: 'requester',
  personId: 'per_maria',
  email: 'maria@example.com',
  name: null,
  locale: null,
};
const machine: Caller = {
  kind: 'machine',
  id: 'key_1',
  name: 'shop',
  scopes: [],
  products: [],
  rateLimit: null,
};
const baseUrl = 'https://desk.example';
const ticket = aTicket({
  assigneeId: 'agt_1',
  tags: ['vip'],
  nextMomentAt: CREATED_AT,
  spam: true,
  details: { version: '5' },
  participants: [{ email: 'olga@example.com', name: null, kind: 'cc' }],
});

describe('a ticket as it is shown', () => {
  it.each([agent, requester, machine])(
    'has the shape of the contract for $kind callers, and no more',
    (caller) => {
      const view = ticketView(ticket, { description: null, caller, baseUrl });
      expect(z.parse(ticketAnswer(), view)).toEqual(view);
      expect(Object.keys(view).sort()).toEqual(Object.keys(ticketAnswer().shape).sort());
    },
  );

  it('shows the desk everything', () => {
    expect(ticketView(ticket, { description: 'D', caller: agent, baseUrl })).toMatchObject({
      description: 'D',
      groupId: 'first-line',
      assigneeId: 'agt_1',
      tags: ['vip'],
      nextMomentAt: CREATED_AT,
      spam: true,
      links: { self: `https://desk.example/v1/tickets/${ticket.id}`, web: null },
    });
  });

  it('shows a requester the conversation, not the desk behind it', () => {
    const web = 'https://desk.example/t/x';
    expect(ticketView(ticket, { description: 'D', caller: requester, baseUrl, web })).toMatchObject({
      groupId: null,
      assigneeId: null,
      tags: [],
      nextMomentAt: null,
      spam: false,
      details: { version: '5' },
      links: { web },
    });
  });
});

describe('a comment as it is shown', () => {
  const comment = aComment({
    by: 'agent',
    attachments: [{ id: 'att_1', fileName: 'a.txt', contentType: 'text/plain', size: 1, sha256: 'x' }],
  });
  const delivery = {
    email: 'maria@example.com',
    status: 'bounced',
    reason: 'no such user',
    at: CREATED_AT,
  } as const;

  it('has the shape of the contract', () => {
    const view = commentView(comment, [delivery], agent);
    expect(z.parse(commentAnswer(), view)).toEqual(view);
    expect(view).toMatchObject({ author: { email: 'anna@desk.example' }, deliveries: [delivery] });
  });

  it('hides agents’ addresses and the fate of mails from requesters', () => {
    expect(commentView(comment, [delivery], requester)).toMatchObject({
      author: { email: null, name: 'Anna Berg' },
      deliveries: [],
    });
    expect(commentView(aComment(), [], requester).author.email).toBe('maria@example.com');
  });
});
