import { describe, expect, it } from 'vitest';
import { listMacros } from '../../../../lambdas/core/application/macros/list-macros.ts';
import { countMacroUse } from '../../../../lambdas/core/application/macros/uses.ts';
import type { TicketEvent } from '../../../../lambdas/core/domain/ticket/events.ts';
import type { Triage } from '../../../../lambdas/core/domain/triage/triage.ts';
import { aSettings } from '../../builders.ts';
import { aMacro } from '../../domain/macros/macros.ts';
import { aDesk, type Desk, refusalOf, seeded, stored, types } from '../a-desk.ts';
import { ANNA, aMachine, aRequest } from '../requests.ts';

const hello = aMacro({ id: 'hello', comment: { body: { en: 'Hello {{requester.name}}', ru: 'Привет' } } });
const refund = aMacro({
  id: 'refund',
  categories: ['payments'],
  comment: { body: { en: 'It is in {{ticket.category}}.' } },
  change: { category: 'payments', status: 'on-hold' },
});
const mine = aMacro({ id: 'mine', change: { assigneeId: 'me' } });
const broken = aMacro({
  id: 'broken',
  comment: { body: { en: 'In {{ticket.group}}' } },
  change: { groupId: 'gone' },
});

const asked = async (desk: Desk, caller: Parameters<typeof aRequest>[0] = ANNA) =>
  listMacros(desk)(aRequest(caller, { query: { ticket: '1001' } }));

const used = (id: string, macro: string): TicketEvent => ({
  id,
  ticketId: 'tkt_1',
  version: 2,
  occurredAt: '2026-11-02T09:00:00.000Z',
  actor: { kind: 'agent', id: 'agt_1' },
  correlationId: 'cor_1',
  type: 'ticket.macro-applied',
  payload: { macro, category: 'other', commentId: null },
});

const TRIAGE: Triage = {
  analysedAt: '2026-11-02T09:00:00.000Z',
  round: 0,
  details: [],
  language: null,
  category: { value: 'payments', confidence: 0.8, reason: 'it says "refund"' },
  priority: null,
  line: null,
  ranking: [],
  assignment: null,
};

describe('the macros of a ticket', () => {
  it('are shown as they would be on it, and nothing is changed by looking', async () => {
    const desk = aDesk({ macros: [hello, refund, mine] });
    const ticket = seeded(desk, { category: 'payments', groupId: 'billing' });
    const { body, version } = await asked(desk);
    expect(body.data).toEqual([
      {
        id: 'refund',
        name: { en: 'Hello' },
        suggested: true,
        reason: 'it is for "payments", the ticket\'s category',
        uses: 0,
        comment: { public: true, language: 'en', body: 'It is in Payments.' },
        change: { category: 'payments', status: 'on-hold' },
        refusal: null,
      },
      expect.objectContaining({
        id: 'hello',
        suggested: false,
        reason: null,
        comment: { public: true, language: 'en', body: 'Hello Maria Lind' },
        change: null,
      }),
      expect.objectContaining({ id: 'mine', comment: null, change: { assigneeId: 'me' }, refusal: null }),
    ]);
    expect(version).toBe(ticket.version);
    expect(stored(desk, ticket.id)).toEqual(ticket);
    expect(types(desk, ticket.id)).toEqual([]);
  });

  it('say why they would be refused', async () => {
    const desk = aDesk({ macros: [hello, mine, broken] });
    seeded(desk, { status: 'closed', language: 'ru' });
    const { body } = await asked(desk, aMachine());
    expect(body.data.map(({ id, refusal }) => [id, refusal])).toEqual([
      ['hello', 'The ticket is closed; what comes now is a new ticket.'],
      ['mine', 'change.assigneeId is "me", which a machine is not'],
      ['broken', 'The ticket is closed; what comes now is a new ticket.'],
    ]);
    expect(body.data[0]?.comment).toEqual({ public: true, language: 'ru', body: 'Привет' });
    expect(body.data[2]?.comment?.body).toBe('In First line');
  });

  it('are not suggested by a category from which a person has taken the ticket', async () => {
    const desk = aDesk({ macros: [mine, refund] });
    const { id } = seeded(desk);
    desk.world.triages.set(id, TRIAGE);
    expect((await asked(desk)).body.data.map((one) => [one.id, one.suggested])).toEqual([['mine', false]]);
  });

  it('are suggested by what the text model took the text for, and by use', async () => {
    const desk = aDesk({ macros: [mine, hello, refund] });
    const { id } = seeded(desk);
    desk.world.triages.set(id, { ...TRIAGE, guesses: [{ label: 'payments', probability: 0.8 }] });
    const count = countMacroUse(desk);
    for (const event of [used('evt_1', 'hello'), used('evt_2', 'hello'), used('evt_3', 'hello')]) {
      await count(event);
      await count(event);
    }
    const { body } = await asked(desk);
    expect(body.data.map((one) => [one.id, one.reason, one.uses])).toEqual([
      ['refund', 'the text looks like "payments" (80 %)', 0],
      ['hello', 'used 3 times on tickets of "other"', 3],
      ['mine', null, 0],
    ]);
  });

  it('are suggested by the guesses that the text model left, weighed by their probability', async () => {
    const categories = aSettings().categories;
    const bug = aMacro({ id: 'bug', categories: ['bug'], change: { priority: 'high' } });
    const money = aMacro({ id: 'money', categories: ['payments'], change: { priority: 'low' } });
    const elsewhere = aMacro({
      id: 'gone',
      categories: ['other', 'integration'],
      change: { priority: 'low' },
    });
    const desk = aDesk({ macros: [money, bug, elsewhere], categories: [...categories] });
    const { id } = seeded(desk, { category: 'billing-question' });
    const guesses = [
      { label: 'bug', probability: 0.6 },
      { label: 'payments', probability: 0.3 },
      { label: 'other', probability: 0.06 },
      { label: 'integration', probability: 0.04 },
    ];
    const category = { value: 'other', confidence: 0.5, reason: 'nobody said' };
    desk.world.triages.set(id, { ...TRIAGE, category, guesses });
    const { body } = await asked(desk);
    expect(body.data.map((one) => [one.id, one.reason])).toEqual([
      ['bug', 'the text looks like "bug" (60 %)'],
      ['money', 'the text looks like "payments" (30 %)'],
    ]);
  });

  it('are none on a desk that has none, and none for who may not see the ticket', async () => {
    const desk = aDesk();
    seeded(desk);
    expect((await asked(desk)).body).toEqual({ data: [] });
    const other = aDesk({ macros: [hello] });
    seeded(other, { line: 2, groupId: 'second-line' });
    expect(await refusalOf(asked(other))).toMatchObject({ name: 'TicketNotFound' });
  });

  it('are counted by their own event alone', async () => {
    const desk = aDesk();
    const { payload: _payload, ...event } = used('evt_1', 'hello');
    await countMacroUse(desk)({ ...event, type: 'ticket.closed', payload: { solvedAt: null } });
    expect(await desk.macroUses.of('other')).toEqual(new Map());
  });
});
