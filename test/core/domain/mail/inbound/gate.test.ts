import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  GATE,
  type GateFacts,
  gate,
  gateFacts,
  heldToken,
  roleOf,
} from '../../../../../lambdas/core/domain/mail/inbound/gate.ts';
import { anAgent, aTicket } from '../../../builders.ts';

const facts = (over: Partial<GateFacts> = {}): GateFacts => ({
  threaded: true,
  role: 'requester',
  dmarc: 'pass',
  aligned: false,
  token: 'none',
  vouched: false,
  ...over,
});

const anyFacts = fc.record<GateFacts>({
  threaded: fc.boolean(),
  role: fc.constantFrom('requester', 'participant', 'agent', 'stranger'),
  dmarc: fc.constantFrom('pass', 'fail', 'none', 'error'),
  aligned: fc.boolean(),
  token: fc.constantFrom('own', 'other', 'none'),
  vouched: fc.boolean(),
});

describe('the gate of a ticket', () => {
  it.each<[string, string, Partial<GateFacts>]>([
    ['public', 'requester', {}],
    ['public', 'participant', { role: 'participant' }],
    ['public', 'requester', { dmarc: 'none', aligned: true }],
    ['public', 'requester', { dmarc: 'none', token: 'own' }],
    ['quarantine', 'stranger', { dmarc: 'none' }],
    ['quarantine', 'stranger', { dmarc: 'none', token: 'other' }],
    ['quarantine', 'stranger', { dmarc: 'fail', aligned: true, token: 'own' }],
    ['quarantine', 'stranger', { dmarc: 'error', aligned: true, token: 'own' }],
    ['quarantine', 'stranger', { role: 'participant', dmarc: 'fail' }],
    ['public', 'agent', { role: 'agent', token: 'own' }],
    ['note', 'stranger', { role: 'agent', token: 'other' }],
    ['note', 'stranger', { role: 'agent' }],
    ['quarantine', 'stranger', { role: 'agent', dmarc: 'none', aligned: true, token: 'own' }],
    ['quarantine', 'stranger', { role: 'agent', dmarc: 'fail', token: 'own' }],
    ['note', 'stranger', { role: 'stranger', token: 'other' }],
    ['note', 'stranger', { role: 'stranger', token: 'own', dmarc: 'fail' }],
    ['new-ticket', 'requester', { role: 'stranger' }],
    ['new-ticket', 'requester', { role: 'stranger', dmarc: 'fail' }],
    ['new-ticket', 'requester', { role: 'stranger', threaded: false, dmarc: 'fail' }],
    ['new-ticket', 'agent', { role: 'agent', threaded: false }],
    ['new-ticket', 'requester', { role: 'agent', threaded: false, dmarc: 'none' }],
    ['quarantine', 'stranger', { role: 'agent', threaded: false, dmarc: 'fail' }],
    ['public', 'requester', { vouched: true, dmarc: 'none' }],
    ['public', 'participant', { vouched: true, role: 'participant', dmarc: 'none' }],
    ['note', 'stranger', { vouched: true, role: 'agent', dmarc: 'none' }],
    ['quarantine', 'stranger', { vouched: true, role: 'agent', dmarc: 'none', threaded: false }],
    ['new-ticket', 'requester', { vouched: true, role: 'stranger', dmarc: 'none' }],
    ['new-ticket', 'requester', { vouched: true, role: 'stranger', dmarc: 'none', threaded: false }],
  ])('opens to %s as %s: %o', (door, as, over) => {
    expect(gate(facts(over))).toMatchObject({ door, as });
  });

  it('decides whatever the facts, in words', () => {
    fc.assert(
      fc.property(anyFacts, (some) => {
        expect(gate(some).reason).toMatch(/^It .+\.$/);
      }),
    );
  });

  it('lets nobody speak in public without proof', () => {
    fc.assert(
      fc.property(anyFacts, (some) => {
        const { door } = gate(some);
        const isProven =
          some.vouched ||
          some.dmarc === 'pass' ||
          (some.dmarc === 'none' && (some.aligned || some.token === 'own'));
        if (door === 'public') expect(some.threaded && some.role !== 'stranger' && isProven).toBe(true);
      }),
    );
  });

  it('gives the powers of an agent only on an explicit pass of DMARC', () => {
    fc.assert(
      fc.property(anyFacts, (some) => {
        if (gate(some).as === 'agent') expect([some.role, some.dmarc]).toEqual(['agent', 'pass']);
      }),
    );
  });

  it('has no row that can never be reached', () => {
    const values = {
      role: ['requester', 'participant', 'agent', 'stranger'],
      dmarc: ['pass', 'fail', 'none', 'error'],
      token: ['own', 'other', 'none'],
    } as const;
    const reached = new Set(
      [true, false].flatMap((threaded) =>
        values.role.flatMap((role) =>
          values.dmarc.flatMap((dmarc) =>
            [true, false].flatMap((aligned) =>
              values.token.flatMap((token) =>
                [true, false].map(
                  (vouched) => gate({ threaded, role, dmarc, aligned, token, vouched }).reason,
                ),
              ),
            ),
          ),
        ),
      ),
    );
    expect([...reached].toSorted()).toEqual(GATE.map(({ reason }) => reason).toSorted());
  });
});

describe('who the sender is', () => {
  const ticket = aTicket({ participants: [{ email: 'olga@example.com', name: null, kind: 'cc' }] });
  const agents = [anAgent({ email: 'Anna@desk.example' })];

  it.each([
    ['maria@example.com', 'requester'],
    ['olga@example.com', 'participant'],
    ['anna@desk.example', 'agent'],
    ['who@elsewhere.example', 'stranger'],
  ])('%s is %s', (email, role) => {
    expect(roleOf(email, ticket, agents)).toBe(role);
  });

  it('is told without a ticket too', () => {
    expect(roleOf('maria@example.com', null, agents)).toBe('stranger');
    expect(roleOf('anna@desk.example', null, agents)).toBe('agent');
  });

  it('stays the requester when an agent asked', () => {
    expect(roleOf('anna@desk.example', aTicket({ requester: { email: 'anna@desk.example' } }), agents)).toBe(
      'requester',
    );
  });

  it('goes with the token that the mail holds', () => {
    expect(heldToken('a@x.example', 'a@x.example')).toBe('own');
    expect(heldToken('a@x.example', 'b@x.example')).toBe('other');
    expect(heldToken(null, 'b@x.example')).toBe('none');
    expect(
      gateFacts('maria@example.com', { dmarc: 'none', aligned: true }, ticket, agents, 'maria@example.com'),
    ).toEqual({
      threaded: true,
      role: 'requester',
      dmarc: 'none',
      aligned: true,
      token: 'own',
      vouched: false,
    });
    expect(gateFacts('x@y.example', { dmarc: 'none', aligned: true }, null, [], null).threaded).toBe(false);
  });
});
