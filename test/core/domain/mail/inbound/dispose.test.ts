import { describe, expect, it } from 'vitest';
import { type DisposeFacts, dispose } from '../../../../../lambdas/core/domain/mail/inbound/dispose.ts';
import { type Admission, type Door, gate } from '../../../../../lambdas/core/domain/mail/inbound/gate.ts';
import {
  mayAcknowledge,
  mayMailAutomatically,
} from '../../../../../lambdas/core/domain/mail/inbound/loops.ts';
import type { MailKind } from '../../../../../lambdas/core/domain/mail/inbound/message.ts';
import { after, CREATED_AT } from '../../../builders.ts';

const judged = (kind: MailKind, trusted = false) => ({ kind, reason: 'Because.', trusted });
const admitted = (door: Door, as: Admission['as'] = 'requester'): Admission => ({
  door,
  as,
  reason: 'By the gate.',
});
const facts = (over: Partial<DisposeFacts> = {}): DisposeFacts => ({
  judged: judged('human'),
  threadedBy: 'the number in the subject',
  duplicate: false,
  barred: false,
  admission: admitted('public'),
  closed: false,
  ...over,
});
const loose = { threadedBy: null };

describe('the end of a message', () => {
  it.each<[string, string, Partial<DisposeFacts>]>([
    ['own', 'discarded', { judged: judged('own') }],
    ['a list', 'discarded', { judged: judged('list') }],
    ['suspect', 'quarantine', { judged: judged('suspect') }],
    ['suspect, of no ticket', 'quarantine', { judged: judged('suspect'), ...loose }],
    ['an automatic answer', 'note', { judged: judged('auto-reply') }],
    ['an automatic answer to nothing', 'discarded', { judged: judged('auto-reply'), ...loose }],
    ['a bounce', 'note', { judged: judged('bounce') }],
    ['a bounce of nothing', 'discarded', { judged: judged('bounce'), ...loose }],
    ['a duplicate', 'discarded', { duplicate: true }],
    ['a person on the ticket', 'comment', {}],
    ['a person with a token', 'note', { admission: admitted('note', 'stranger') }],
    ['a person without proof', 'quarantine', { admission: admitted('quarantine', 'stranger') }],
    ['a stranger', 'ticket', { admission: admitted('new-ticket') }],
    ['a person on a closed ticket', 'ticket', { closed: true }],
    ['an agent on a closed ticket', 'note', { closed: true, admission: admitted('public', 'agent') }],
    ['somebody who sent spam before', 'quarantine', { barred: true, admission: admitted('new-ticket') }],
  ])('of %s is %s', (_name, disposition, over) => {
    const disposed = dispose(facts(over));
    expect(disposed.disposition).toBe(disposition);
    expect(disposed.reason).not.toBe('');
    expect(disposed.opens === null).toBe(disposition !== 'ticket');
  });

  it('opens, and may acknowledge, for people only', () => {
    const kinds: readonly MailKind[] = ['auto-reply', 'bounce', 'list', 'own', 'suspect'];
    const ends = kinds.flatMap((kind) =>
      [null, 'x'].map((threadedBy) => dispose(facts({ judged: judged(kind), threadedBy }))),
    );
    expect(ends.every(({ opens, acknowledge, as }) => opens === null && !acknowledge && as === null)).toBe(
      true,
    );
  });

  it('says why, and that there was no ticket', () => {
    expect(dispose(facts({ judged: judged('bounce'), ...loose })).reason).toBe(
      'Because. It belongs to no ticket.',
    );
    expect(dispose(facts({ judged: judged('bounce') })).reason).toBe('Because.');
    expect(dispose(facts({ judged: judged('list'), ...loose })).reason).toBe('Because.');
  });

  it('is a follow-up on a closed ticket, with an acknowledgement', () => {
    expect(dispose(facts({ closed: true }))).toEqual({
      disposition: 'ticket',
      reason: 'By the gate. The ticket is closed, so a follow-up was opened.',
      opens: 'follow-up',
      as: 'requester',
      acknowledge: true,
    });
  });

  it('acknowledges no trusted automatic sender', () => {
    const opened = dispose(facts({ judged: judged('human', true), admission: admitted('new-ticket') }));
    expect(opened).toMatchObject({ opens: 'ticket', acknowledge: false });
  });

  it('never is a public comment by accident: an agent without the issued address', () => {
    const admission = gate({
      threaded: true,
      role: 'agent',
      dmarc: 'pass',
      aligned: true,
      token: 'none',
      vouched: false,
    });
    expect(dispose(facts({ admission })).disposition).toBe('note');
  });
});

describe('loops', () => {
  it.each([
    [[], true],
    [[0], false],
    [[9.99], false],
    [[10], true],
    [[-1], false],
    [[60, 30, 11], true],
    [[60, 3], false],
  ])('an acknowledgement after others %j minutes ago: %s', (minutes, allowed) => {
    const now = after(100);
    expect(
      mayAcknowledge(
        minutes.map((ago) => after(100 - ago)),
        now,
      ).allowed,
    ).toBe(allowed);
  });

  it('allow ten automatic mails of a ticket in ten minutes, and say so', () => {
    const sent = Array.from({ length: 10 }, () => CREATED_AT);
    expect(mayMailAutomatically(sent.slice(1), after(1))).toEqual({
      allowed: true,
      reason: '9 automatic mails of this ticket to this address in the last 10 minutes.',
    });
    expect(mayMailAutomatically(sent, after(1))).toEqual({
      allowed: false,
      reason:
        'Silence: 10 automatic mails of this ticket to this address in the last 10 minutes, 10 allowed.',
    });
  });
});
